using FsCheck;
using FsCheck.Fluent;

namespace Amplify.Tests.Model.Devices;

/// <summary>
/// Random sequences of what people and administrators do with devices, on two machines and by every flow, compared after each deed
/// with a model: who is asked for what, which device is new, which proves itself, whose session can be renewed.
/// </summary>
internal sealed class DeviceModelTests
{
    private const int Length = 12;

    [Test]
    public void Devices_do_nothing_that_the_model_does_not_allow([Values] bool optIn, [Values] bool secret, [Values] bool rotation)
    {
        ulong gamma = 1 + (optIn ? 2UL : 0) + (secret ? 4UL : 0) + (rotation ? 8UL : 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(ModelRun.Count).WithReplay(ModelRun.Seed, gamma), Prop.ForAll(SequencesOf(Length, optIn, rotation), deeds => RunAsync(deeds, optIn, secret, rotation)));
    }

    [Test]
    public void The_sequences_reach_every_deed_and_what_matters_of_each()
    {
        var seen = new HashSet<string>();
        var disturbed = new HashSet<string>();
        foreach (DeviceDeed[] deeds in SequencesOf(Length, optIn: true, rotation: true).Generator.Sample(1500, new Rnd(ModelRun.UsualSeed), 50))
        {
            var s = new DeviceState(OptIn: true, Rotation: true);
            foreach (DeviceDeed deed in deeds)
            {
                (string told, s) = deed.Predict(s);
                seen.Add($"{deed.GetType().Name}: {told}");
                if (deed is FaultyDeed faulty)
                {
                    disturbed.Add($"{faulty.Fault.Call}, {faulty.Fault.Phase}: {told}");
                }
            }
        }

        Assert.That(seen, Is.SupersetOf(new[]
        {
            "DeviceSignIn: signed in after [EMAIL_OTP], with a new device to be asked about",
            "DeviceSignIn: signed in after [EMAIL_OTP]",
            "DeviceSignIn: signed in after [], by the device",
            "DeviceSignIn: signed in after [EMAIL_OTP, CUSTOM_CHALLENGE], with a new device to be asked about",
            "DeviceSignIn: signed in after [CUSTOM_CHALLENGE], by the device",
            "DeviceSignIn: throws AlreadySignedIn", "Remember: remembered", "Remember: throws ResourceNotFound", "Forget: forgotten", "ForgetOldest: forgotten",
            "ListAll: [remembered], this among them", "Restart: done", "ForgottenAtPool: done", "HourPasses: ana, renewed; ben, renewed", "HourPasses: over, RefreshTokenInvalid; nobody",
        }));
        Assert.That(disturbed, Is.SupersetOf(new[]
        {
            "ConfirmDevice, Before: signed in after [EMAIL_OTP], without its new device: ServiceFailure",
            "ConfirmDevice, After: signed in after [EMAIL_OTP], without its new device: Network",
            "ConfirmDevice, Before: signed in after [EMAIL_OTP], with a new device to be asked about",
            "DEVICE_SRP_AUTH, Before: throws Throttled", "DEVICE_SRP_AUTH, After: throws Network", "DEVICE_PASSWORD_VERIFIER, Before: throws ServiceFailure", "DEVICE_PASSWORD_VERIFIER, After: throws Network",
            "UpdateDeviceStatus, After: throws Network", "UpdateDeviceStatus, Before: remembered", "ForgetDevice, After: throws ServiceFailure", "ForgetDevice, After: forgotten",
            "GetTokensFromRefreshToken, Before: ana, Throttled; nobody", "GetTokensFromRefreshToken, After: over, an answer that was lost; nobody",
        }));
    }

    [Test]
    public void A_pool_that_does_something_else_is_found()
    {
        // A harness that cannot fail proves nothing: this pool remembers at once what the model thinks it asks about.
        Assert.That(
            () => Check.One(Config.QuickThrowOnFailure.WithMaxTest(10).WithReplay(ModelRun.UsualSeed, 1), Prop.ForAll(SequencesOf(4, optIn: true, rotation: false), deeds => RunAsync(deeds, optIn: true, secret: false, rotation: false, poolOptsIn: false))),
            Throws.Exception.With.Message.Contains("The model says: signed in after"));
    }

    private static Arbitrary<DeviceDeed[]> SequencesOf(int length, bool optIn, bool rotation) => Arb.From(
        DeviceSequences.From(new DeviceState(optIn, rotation), length),
        deeds => Enumerable.Range(0, deeds.Length).Select(left => deeds.Where((_, i) => i != left).ToArray()));

    private static async Task RunAsync(DeviceDeed[] deeds, bool optIn, bool secret, bool rotation, bool? poolOptsIn = null)
    {
        await using DeviceWorld world = await DeviceWorld.StartAsync(poolOptsIn ?? optIn, secret, rotation);
        var s = new DeviceState(optIn, rotation);
        foreach (DeviceDeed deed in deeds)
        {
            for (int machine = 0; machine < s.Machines.Length; machine++)
            {
                world.SignedIn[machine] = s.Machines[machine].Session is not null;
            }

            (string expected, s) = deed.Predict(s);
            string seen = await OutcomeOfAsync(() => deed.PerformAsync(world));
            Demand(seen == expected, deeds, $"{deed}: {seen}\nThe model says: {expected}");
            foreach (string user in new[] { DeviceDeeds.Ana, DeviceDeeds.Ben })
            {
                for (int machine = 0; machine < s.Machines.Length; machine++)
                {
                    string kept = await world.KeptFactAsync(machine, user);
                    Demand(kept == s.KeptFact(machine, user), deeds, $"{deed}: machine {machine} keeps of {user} [{kept}]\nThe model says: [{s.KeptFact(machine, user)}]");
                }

                Demand(world.FactOf(user) == s.FactOf(user), deeds, $"{deed}: {user} has [{world.FactOf(user)}]\nThe model says: [{s.FactOf(user)}]");
            }
        }
    }

    private static void Demand(bool holds, DeviceDeed[] deeds, string why)
    {
        if (!holds)
        {
            throw new Disagreement($"{why}\nof\n  {string.Join("\n  ", deeds.AsEnumerable())}");
        }
    }

    private static async Task<string> OutcomeOfAsync(Func<Task<string>> perform)
    {
        try
        {
            return await Task.Run(perform);
        }
        catch (AuthException e)
        {
            return $"throws {e.Reason}";
        }
    }
}
