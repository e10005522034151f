namespace Amplify.Samples;

/// <summary>One question per step: every way in which a sign-in can go on.</summary>
internal sealed class StepAnswers(IPrompts prompts)
{
    public async Task<SignInAnswer> AnswerAsync(SignInStep step, CancellationToken cancellationToken) => step switch
    {
        SignInStep.Password password => password.With(await prompts.SecretAsync($"Password of {step.Username}", cancellationToken)),
        SignInStep.ChooseFirstFactor choice => choice.With(await prompts.ChooseAsync("What do you want to sign in with?", Distinct(choice.Factors), Names.Of, cancellationToken)),
        SignInStep.EmailCode email => email.With(await prompts.MailedCodeAsync(email.Delivery, cancellationToken)),
        SignInStep.SmsCode sms => sms.With(await prompts.MailedCodeAsync(sms.Delivery, cancellationToken)),
        SignInStep.TotpCode totp => totp.With(await prompts.AppCodeAsync(step.Username, totp.FriendlyDeviceName, cancellationToken)),
        SignInStep.ChooseMfa choice => choice.With(await prompts.ChooseAsync("Which second step?", choice.Methods, Names.Of, cancellationToken)),
        SignInStep.ChooseMfaToSetUp choice => choice.With(await prompts.ChooseAsync("A second step is required. Which one do you want to set up?", choice.Methods, Names.Of, cancellationToken)),
        SignInStep.SetUpTotp setUp => setUp.With(await prompts.NewAppCodeAsync(setUp.Totp, cancellationToken)),
        SignInStep.SetUpEmailMfa setUp => setUp.With(await prompts.TextAsync("E-mail address for your codes", cancellationToken)),
        SignInStep.NewPassword change => await NewPasswordAsync(change, cancellationToken),
        SignInStep.CustomChallenge custom => custom.With(await prompts.TextAsync(QuestionOf(custom), cancellationToken)),
        SignInStep.Passkey passkey => AnotherFactor(passkey),
        SignInStep.Unknown unknown => throw new NotSupportedException($"The pool asks with {unknown.ChallengeName}, which this version cannot answer."),
        _ => throw new NotSupportedException($"The pool asks for {step.Name}, which this program does not know."),
    };

    private async Task<SignInAnswer> NewPasswordAsync(SignInStep.NewPassword step, CancellationToken cancellationToken)
    {
        string password = await prompts.SecretAsync("Your password was a temporary one. Choose a new password", cancellationToken);
        var attributes = new Dictionary<string, string>();
        foreach (string name in step.MissingAttributes)
        {
            attributes[name] = await prompts.TextAsync($"Your {name}", cancellationToken);
        }

        return step.With(password, attributes);
    }

    /// <summary>A password is a password to the person; the way in which it is never sent is the better one.</summary>
    private static FirstFactor[] Distinct(IReadOnlyList<FirstFactor> factors) =>
        [.. factors.Where(factor => factor != FirstFactor.Password || !factors.Contains(FirstFactor.PasswordSrp))];

    /// <summary>An application with an authenticator (<see cref="AuthServices.PasskeyAuthenticator"/>) is not asked: the engine uses it by itself.</summary>
    private SignInAnswer AnotherFactor(SignInStep.Passkey step)
    {
        prompts.Say("A console has no passkeys. Go on with something else.");
        return step.AnotherFactor();
    }

    /// <summary>What the pool's Lambda triggers show. One of their own would be put more kindly.</summary>
    private static string QuestionOf(SignInStep.CustomChallenge step) =>
        string.Join(", ", step.Parameters.Where(p => p.Key != "USERNAME").Select(p => $"{p.Key}: {p.Value}")) is { Length: > 0 } shown ? shown : "Your answer";
}
