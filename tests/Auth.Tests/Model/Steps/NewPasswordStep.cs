namespace Amplify.Tests.Model;

/// <summary>A password in place of a temporary one; a second factor may follow.</summary>
internal sealed class NewPasswordStep : StepKind
{
    public override string Name => "NewPassword";

    public override IReadOnlyList<string> Answers => [Passwords.First, Passwords.Second, Passwords.Weak];

    public override SignInAnswer Answer(ModelWorld world, StepSlot slot, string answer) => ((SignInStep.NewPassword)slot.Step).With(answer);

    public override IEnumerable<Reply> Predict(ModelState s, ModelStep step, string answer) => s.Call("RespondToAuthChallenge", before => SignInRules.Respond(before, step.Challenge!.Value, (now, user, challenge) =>
    {
        if (AccountRules.IsWeak(answer))
        {
            return [Reply.Refuse(now, AuthErrorReason.InvalidPassword)];
        }

        ModelUser changed = user.WithPassword(answer);
        return [SignInRules.NextFactor(SignInRules.Use(now, step.Challenge.Value).With(changed), changed, challenge.Riddles)];
    }));
}
