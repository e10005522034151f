using System.Diagnostics;
using Amplify.Emulator;

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
        string? found = new ModelRun(Scenarios.Of(secret, rotation, ModelRun.Length), scenario => new Comparison(scenario, coverage, disturb: null).RunAsync()).Find(ModelRun.Count);

        TestContext.Out.WriteLine(coverage);
        TestContext.Out.WriteLine($"{ModelRun.Count} scenarios in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        Assert.That(found, Is.Null);
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

        string? found = new ModelRun(Scenarios.Of(secret: false, rotation: false, ModelRun.Length), scenario => new Comparison(scenario, coverage: null, Disturb).RunAsync()).Find(20);

        Assert.That(found, Does.Contain("  1. somebody signs up as ben with").And.Contain("signed up and confirmed").And.Contain("The model allows: signed up, "));
        Assert.That(found!.Split("What disagrees:")[0], Does.Not.Contain("  2. "), "shrunk to the one command that matters");
    }
}
