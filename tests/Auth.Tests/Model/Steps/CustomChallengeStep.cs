namespace Amplify.Tests.Model;

/// <summary>A riddle of the pool's triggers, which decide what comes of an answer.</summary>
internal sealed class CustomChallengeStep : StepKind
{
    private const string Right = "the right answer";

    public override string Name => "CustomChallenge";

    public override IReadOnlyList<string> Answers => [Right, "a wrong answer"];

    public override SignInAnswer Answer(ModelWorld world, StepSlot slot, string answer)
    {
        var step = (SignInStep.CustomChallenge)slot.Step;
        return step.With(answer == Right ? step.Parameters["riddle"].Replace("riddle", "answer", StringComparison.Ordinal) : "no idea");
    }

    public override IEnumerable<Reply> Predict(ModelState s, ModelStep step, string answer) => s.Call("RespondToAuthChallenge", before => SignInRules.Respond(before, step.Challenge!.Value, (now, user, challenge) =>
        [FirstFactorRules.Judge(SignInRules.Use(now, step.Challenge.Value), user, challenge, answer == Right)]));
}
