using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;

namespace Amplify.Tests.Model;

/// <summary>
/// Random sequences of calls, legal and illegal, against engines and emulator, compared after each call with a small pure model
/// of both. README.md tells how to run more of them, and how to add commands.
/// </summary>
internal sealed class ModelTests
{
    [TestCase(false, false)]
    [TestCase(false, true)]
    [TestCase(true, false)]
    [TestCase(true, true)]
    public void Engines_and_emulator_do_nothing_that_the_model_does_not_allow(bool secret, bool rotation)
    {
        var coverage = new Coverage();
        long start = Stopwatch.GetTimestamp();
        string? found = new ModelRun(Scenarios.Of(secret, rotation, ModelRun.Length), scenario => new Comparison(scenario, coverage, disturb: null).RunAsync(), gamma: 1 + (secret ? 2UL : 0) + (rotation ? 4UL : 0)).Find(ModelRun.Count);

        TestContext.Out.WriteLine(coverage);
        TestContext.Out.WriteLine($"{ModelRun.Count} scenarios in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        Assert.That(found, Is.Null);
    }

    [Test]
    public void The_sequences_reach_every_command_and_every_step()
    {
        // By the model alone, and so in no time: what the runs above are made of must not become poor unnoticed.
        Type[] commands = [.. typeof(Command).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Command)))];
        var seen = new HashSet<(Type Command, string Outcome)>();
        int deleted = 0;
        int switched = 0;
        foreach (Scenario scenario in Scenarios.Of(secret: false, rotation: true, commands: 15).Generator.Sample(600, new Rnd(ModelRun.UsualSeed), 50))
        {
            ModelState s = Initial.State(scenario.Setting);
            foreach (Command command in scenario.Commands)
            {
                Turn turn = command.Predict(s).First();
                seen.Add((command.GetType(), turn.Outcome.Text));
                deleted += s.Handles.Count(handle => IsWaitingForWhatIsGone(s, handle.Step)) < turn.After.Handles.Count(handle => IsWaitingForWhatIsGone(turn.After, handle.Step)) ? 1 : 0;
                switched += s.Handles.Any(handle => handle.Step is { Kind: ChooseFirstFactorStep.Kind, IsSecondChoice: true }) ? 1 : 0;
                s = turn.After;
            }
        }

        Assert.That(deleted, Is.Positive, "a passkey is deleted while its challenge waits");
        Assert.That(switched, Is.Positive, "another factor is chosen after a passkey");
        Assert.That(seen.Select(pair => pair.Command).Distinct(), Is.EquivalentTo(commands));
        Assert.That(seen.Select(pair => pair.Outcome), Is.SupersetOf(StepKind.All.Select(kind => kind.Name == ModelStep.Password ? "step Password, rejected, WrongCredentials" : $"step {kind.Name}")));
        Assert.That(seen.Select(pair => pair.Outcome), Is.SupersetOf(new[]
        {
            "signed in as ana#1 SignedIn", "signed in as ben#1 SignedIn", "signed in as cyd#1 SignedIn", "detour ConfirmSignUp", "detour ResetPassword", "throws AlreadySignedIn", "throws SignInExpired",
            "throws InvalidStepToken", "throws TooManyAttempts", "throws UserDisabled", "throws UserNotFound", "throws SignInRequired(RefreshTokenExpired)", "throws SignInRequired(RefreshTokenRevoked)",
            "nobody, UserDeleted", "proved", "confirmed", "reset", "changed", "updated, code sent", "deleted", "ended 1", "associated", "registration begun", "registered", "passkey deleted", "the authenticator has one already",
            "step ChooseFirstFactor, rejected, Cancelled", "step Passkey, rejected, ProviderFailed", "throws Cancelled", "throws ProviderFailed", "throws ResourceNotFound", "local Done, global Done, revocation NotNeeded",
        }));
    }

    [Test]
    public void A_service_that_does_something_else_is_found_and_told_in_few_words()
    {
        // A harness that cannot fail proves nothing.
        static void Disturb(ModelWorld world) => world.Pool.Triggers.PreSignUp = signUp =>
        {
            signUp.AutoConfirmUser = true;
            return signUp;
        };

        string? found = new ModelRun(Scenarios.Of(secret: false, rotation: false, commands: 8), scenario => new Comparison(scenario, coverage: null, Disturb).RunAsync(), gamma: 1).Find(60);

        Assert.That(found, Does.Contain("  1. somebody signs up as ben with").And.Contain("signed up and confirmed").And.Contain("The model allows: signed up, "));
        Assert.That(found!.Split("What disagrees:")[0], Does.Not.Contain("  2. "), "shrunk to the one command that matters");
    }

    private static bool IsWaitingForWhatIsGone(ModelState s, ModelStep? step) => step is { Kind: PasskeyStep.Kind, Challenge: { } id }
        && s.UserById(s.Challenges[id].UserId) is { } user
        && s.Challenges[id].Passkeys.Any(passkey => !user.Passkeys.Contains(passkey));
}
