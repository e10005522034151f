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
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(ModelRun.Count).WithReplay(ModelRun.Seed, gamma), Prop.ForAll(SequencesOf(Length), deeds => RunAsync(deeds, optIn, secret, rotation)));
    }

    [Test]
    public void The_sequences_reach_every_deed_and_what_matters_of_each()
    {
        var seen = new HashSet<string>();
        foreach (DeviceDeed[] deeds in SequencesOf(Length).Generator.Sample(200, new Rnd(ModelRun.UsualSeed), 50))
        {
            var s = new DeviceState(OptIn: true);
            foreach (DeviceDeed deed in deeds)
            {
                (string told, s) = deed.Predict(s);
                seen.Add($"{deed.GetType().Name}: {told}");
            }
        }

        Assert.That(seen, Is.SupersetOf(new[]
        {
            "SignIn: signed in after [EmailCode], with a new device to be asked about",
            "SignIn: signed in after [EmailCode]",
            "SignIn: signed in after [], by the device",
            "SignIn: signed in after [EmailCode, CustomChallenge], with a new device to be asked about",
            "SignIn: signed in after [CustomChallenge], by the device",
            "SignIn: throws AlreadySignedIn", "Remember: remembered", "Remember: throws ResourceNotFound", "Forget: forgotten", "ForgetOldest: forgotten",
            "ListAll: [remembered], this among them", "Restart: done", "ForgottenAtPool: done", "HourPasses: ana, renewed; ben, renewed", "HourPasses: over, RefreshTokenInvalid; nobody",
        }));
    }

    [Test]
    public void A_pool_that_does_something_else_is_found()
    {
        // A harness that cannot fail proves nothing: this pool remembers at once what the model thinks it asks about.
        Assert.That(
            () => Check.One(Config.QuickThrowOnFailure.WithMaxTest(10).WithReplay(ModelRun.UsualSeed, 1), Prop.ForAll(SequencesOf(4), deeds => RunAsync(deeds, optIn: true, secret: false, rotation: false, poolOptsIn: false))),
            Throws.Exception.With.Message.Contains("The model says: signed in after"));
    }

    private static Arbitrary<DeviceDeed[]> SequencesOf(int length) => Arb.From(
        DeviceDeeds.Any.ArrayOf(length),
        deeds => Enumerable.Range(0, deeds.Length).Select(left => deeds.Where((_, i) => i != left).ToArray()));

    private static async Task RunAsync(DeviceDeed[] deeds, bool optIn, bool secret, bool rotation, bool? poolOptsIn = null)
    {
        await using DeviceWorld world = await DeviceWorld.StartAsync(poolOptsIn ?? optIn, secret, rotation);
        var s = new DeviceState(optIn);
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
