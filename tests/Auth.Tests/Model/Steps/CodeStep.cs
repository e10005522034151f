namespace Amplify.Tests.Model;

/// <summary>A code that was sent by text message or e-mail, as first or second factor; the latter may prove a new address.</summary>
internal sealed class CodeStep(string name) : StepKind
{
    private const string Right = "the right code";

    public override string Name => name;

    public override IReadOnlyList<string> Answers => [Right, "a wrong code"];

    public override SignInAnswer Answer(ModelWorld world, StepSlot slot, string answer)
    {
        string sent = slot.Code ?? "00000000"; // To nobody.
        string code = answer == Right ? sent : sent[..^1] + (char)('0' + ((sent[^1] - '0' + 1) % 10));
        return slot.Step is SignInStep.SmsCode sms ? sms.With(code) : ((SignInStep.EmailCode)slot.Step).With(code);
    }

    public override IEnumerable<Reply> Predict(ModelState s, ModelStep step, string answer) => s.Call("RespondToAuthChallenge", before => SignInRules.Respond(before, step.Challenge!.Value, (now, user, challenge) =>
    {
        if (answer != Right || challenge.OfNobody)
        {
            return [Reply.Refuse(now, AuthErrorReason.WrongCode)];
        }

        ModelUser proven = challenge.NewEmail is { } email ? user.With("email", email).With("email_verified", "true").WithFactor(SignInRules.Email) : user;
        ModelState used = SignInRules.Use(now, step.Challenge.Value).With(proven);
        return [challenge.IsFirstFactor ? SignInRules.NextFactor(used, proven, riddles: null) : SignInRules.Finish(used, proven, challenge.Riddles)];
    }));
}
