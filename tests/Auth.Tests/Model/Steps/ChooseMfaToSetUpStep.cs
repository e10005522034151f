namespace Amplify.Tests.Model;

/// <summary>The choice of a second factor to set up. E-mail takes no call; an authenticator app begins with one.</summary>
internal sealed class ChooseMfaToSetUpStep : StepKind
{
    public override string Name => "ChooseMfaToSetUp";

    public override IReadOnlyList<string> Answers => [nameof(MfaMethod.Totp), nameof(MfaMethod.Email)];

    public override IReadOnlyList<string> Operations => ["AssociateSoftwareToken"];

    public override SignInAnswer Answer(ModelWorld world, StepSlot slot, string answer) => ((SignInStep.ChooseMfaToSetUp)slot.Step).With(Enum.Parse<MfaMethod>(answer));

    public override IEnumerable<Reply> Predict(ModelState s, ModelStep step, string answer) => answer == nameof(MfaMethod.Email)
        ? [new Reply(s) { Asks = ("SetUpEmailMfa", step.Challenge!.Value) }]
        : s.Call("AssociateSoftwareToken", before => SignInRules.InSession(before, step.Challenge!.Value, (now, challenge) =>
        {
            ModelState next = SignInRules.Use(now, step.Challenge.Value).NewId(out int totp);
            next = next.UserById(challenge.UserId) is { } user ? next.With(user with { PendingTotp = totp }) : next;
            return [SignInRules.Open(next, "SetUpTotp", challenge with { Used = false, ExpiresAt = SignInRules.End(next), Totp = totp })];
        }));
}
