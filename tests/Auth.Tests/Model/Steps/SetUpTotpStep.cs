namespace Amplify.Tests.Model;

/// <summary>The first code of an authenticator app that is set up while signing in: one call proves it, the next completes the sign-in.</summary>
internal sealed class SetUpTotpStep : StepKind
{
    private const string NoCode = "no code at all";

    public override string Name => "SetUpTotp";

    public override IReadOnlyList<string> Answers => [.. TotpChoice.All, NoCode];

    public override IReadOnlyList<string> Operations => ["VerifySoftwareToken", "RespondToAuthChallenge"];

    public override int Best(ModelState s, ModelStep step) => s.IsUsed(s.Challenges[step.Challenge!.Value].Totp!.Value, s.TotpStep) ? 1 : 0;

    public override SignInAnswer Answer(ModelWorld world, StepSlot slot, string answer)
    {
        var step = (SignInStep.SetUpTotp)slot.Step;
        return step.With(answer == NoCode ? "none" : TotpChoice.Code(answer, steps => world.Cognito.TotpCode(step.Totp.SharedSecret.Reveal(), steps)));
    }

    public override IEnumerable<Reply> Predict(ModelState s, ModelStep step, string answer) => answer == NoCode
        ? [Reply.Refuse(s, AuthErrorReason.WrongCode)]
        : s.Call("VerifySoftwareToken", before => SignInRules.InSession(before, step.Challenge!.Value, (now, challenge) => Verify(now, step.Challenge.Value, challenge, TotpChoice.Step(now, answer))))
            .SelectMany(verified => verified.Asks is { } proven ? Complete(verified.State, proven.Challenge) : [verified]);

    private static IEnumerable<Reply> Verify(ModelState s, int id, ModelChallenge challenge, long? sent)
    {
        if (sent is not { } code || s.IsUsed(challenge.Totp!.Value, code))
        {
            return [Reply.Refuse(s, AuthErrorReason.WrongCode)];
        }

        ModelState now = SignInRules.Use(s.UseUp(challenge.Totp.Value, code), id);
        now = now.UserById(challenge.UserId) is { } user ? now.With(user with { Totp = challenge.Totp, PendingTotp = null }) : now;
        return [SignInRules.Open(now, "SetUpTotp", challenge with { Used = false, ExpiresAt = SignInRules.End(now) })];
    }

    private static IEnumerable<Reply> Complete(ModelState s, int proven) => s.Call("RespondToAuthChallenge", before => SignInRules.Respond(before, proven, (now, user, challenge) =>
    {
        ModelUser changed = user.WithFactor(SignInRules.Totp) with { Totp = challenge.Totp, PendingTotp = null };
        return [SignInRules.Finish(SignInRules.Use(now, proven).With(changed), changed, challenge.Riddles)];
    }));
}
