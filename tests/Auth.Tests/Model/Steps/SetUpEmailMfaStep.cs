namespace Amplify.Tests.Model;

/// <summary>The address that codes are to be sent to.</summary>
internal sealed class SetUpEmailMfaStep : StepKind
{
    private const string None = "nowhere";

    public override string Name => "SetUpEmailMfa";

    public override IReadOnlyList<string> Answers => ["new-1@example.com", "new-2@example.com", None];

    public override SignInAnswer Answer(ModelWorld world, StepSlot slot, string answer) => ((SignInStep.SetUpEmailMfa)slot.Step).With(answer);

    public override IEnumerable<Reply> Predict(ModelState s, ModelStep step, string answer) => answer == None
        ? [Reply.Refuse(s, AuthErrorReason.InvalidParameter)]
        : s.Call("RespondToAuthChallenge", before => SignInRules.Respond(before, step.Challenge!.Value, (now, user, challenge) =>
            [SignInRules.Ask(SignInRules.Use(now, step.Challenge.Value), user, SignInRules.Email, challenge.Riddles, answer)]));
}
