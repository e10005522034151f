using Amplify.Emulator;
using FsCheck;
using FsCheck.Fluent;

namespace Amplify.Tests.Model;

/// <summary>Makes runs: each command is chosen by what the ones before it have probably led to.</summary>
internal static class Scenarios
{
    public static Arbitrary<Scenario> Of(bool secret, bool rotation, int commands) => Arb.From(
        from setting in Settings(secret, rotation)
        from chosen in Walk(Initial.State(setting), [], commands)
        select new Scenario(setting, chosen),
        scenario => scenario.Simpler());

    private static Gen<Setting> Settings(bool secret, bool rotation) =>
        from grace in Gen.Elements(60, 0)
        from hides in Pick.Mostly
        from passkey in Gen.Elements(true, false)
        from mfa in Gen.Frequency((passkey ? 4 : 3, Gen.Constant(MfaMode.Optional)), (passkey ? 0 : 3, Gen.Constant(MfaMode.On)), (1, Gen.Constant(MfaMode.Off)))
        from app in passkey ? Pick.Rarely : Pick.Mostly
        from switchable in Pick.Mostly
        from background in Gen.Elements(true, false)
        select new Setting { Secret = secret, Grace = rotation ? TimeSpan.FromSeconds(grace) : null, HidesUsers = hides, Mfa = mfa, AnaHasApp = app, AnaHasPasskey = passkey, Switchable = switchable, Background = background };

    private static Gen<IReadOnlyList<Command>> Walk(ModelState s, IReadOnlyList<Command> before, int left) => left == 0
        ? Gen.Constant(before)
        : Next(s).SelectMany(command => Walk(command.Predict(s).First().After, [.. before, command], left - 1));

    private static Gen<Command> Next(ModelState s) =>
        from command in Gen.Frequency(CommandKind.All.Where(kind => kind.Weight(s) > 0).Select(kind => (kind.Weight(s), kind.Make(s))))
        from prompted in Prompted.Make(s, command)
        from disturbed in Gen.Choose(1, 5)
        from result in disturbed == 1 ? Faulty.Make(s, prompted) : Gen.Constant(prompted)
        select result;
}
