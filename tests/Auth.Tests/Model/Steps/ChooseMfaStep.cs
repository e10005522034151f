namespace Amplify.Tests.Model;

/// <summary>The choice between several second factors.</summary>
internal sealed class ChooseMfaStep : StepKind
{
    private const string First = "the first";

    public override string Name => "ChooseMfa";

    public override IReadOnlyList<string> Answers => [First, "the last"];

    public override SignInAnswer Answer(ModelWorld world, StepSlot slot, string answer)
    {
        var step = (SignInStep.ChooseMfa)slot.Step;
        return step.With(answer == First ? step.Methods[0] : step.Methods[^1]);
    }

    public override IEnumerable<Reply> Predict(ModelState s, ModelStep step, string answer) => s.Call("RespondToAuthChallenge", before => SignInRules.Respond(before, step.Challenge!.Value, (now, user, challenge) =>
        [SignInRules.Ask(SignInRules.Use(now, step.Challenge.Value), user, answer == First ? challenge.Choices[0] : challenge.Choices[^1], challenge.Riddles)]));
}
