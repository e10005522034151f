namespace Amplify.Tests.Model;

/// <summary>The code of the authenticator app.</summary>
internal sealed class TotpCodeStep : StepKind
{
    public override string Name => "TotpCode";

    public override IReadOnlyList<string> Answers => TotpChoice.All;

    public override int Best(ModelState s, ModelStep step) => s.Users.TryGetValue(step.User, out ModelUser? user) && user.Totp is { } totp && s.IsUsed(totp, s.TotpStep) ? 1 : 0;

    public override int? Tempting(ModelState s, ModelStep step) => Best(s, step) == 1 ? 0 : null;

    public override SignInAnswer Answer(ModelWorld world, StepSlot slot, string answer) =>
        ((SignInStep.TotpCode)slot.Step).With(TotpChoice.Code(answer, world.AppOf(slot.Step.Username)));

    public override IEnumerable<Reply> Predict(ModelState s, ModelStep step, string answer) => s.Call("RespondToAuthChallenge", before => SignInRules.Respond(before, step.Challenge!.Value, (now, user, challenge) =>
        (user.Totp, TotpChoice.Step(now, answer)) switch
        {
            (null, _) => [Reply.Refuse(now, AuthErrorReason.FactorDisabled)],
            (_, null) => [Reply.Refuse(now, AuthErrorReason.WrongCode)],
            ({ } totp, { } sent) when now.IsUsed(totp, sent) => [Reply.Refuse(now, AuthErrorReason.ExpiredCode)],
            ({ } totp, { } sent) => [SignInRules.Finish(SignInRules.Use(now.UseUp(totp, sent), step.Challenge.Value), user, challenge.Riddles)],
        }));
}
