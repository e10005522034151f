namespace Amplify.Samples;

/// <summary>A person sets up an authenticator app of theirs.</summary>
internal static class RealSecondFactor
{
    private const string Issuer = "QuickStart";

    /// <returns>Whether sign-ins ask for the app from now on.</returns>
    public static async Task<bool> OfferAsync(Story story, IAuth auth, CancellationToken cancellationToken)
    {
        if (!Prompt.YesNo("Set up an authenticator app now"))
        {
            return false;
        }

        TotpSetUp setUp;
        try
        {
            setUp = await story.StepAsync(
                "Set up an authenticator app",
                () => auth.Mfa.SetUpTotpAsync(cancellationToken: cancellationToken),
                t => $"a shared secret for {t.AccountName}");
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.FactorDisabled)
        {
            story.Say($"      not set up: {e.Message}");
            return false;
        }

        Show(story, setUp);
        while (true)
        {
            string code = Prompt.Text("Code of the app");
            VerifyTotpResult verified = await story.StepAsync(
                "Prove it with the app's code, and prefer it",
                () => auth.Mfa.VerifyTotpAsync(code, new VerifyTotpOptions { Preference = MfaPreference.Preferred }, cancellationToken),
                r => r.IsVerified ? "verified and preferred" : $"rejected: {r.Rejection?.Message}");
            if (verified.IsVerified)
            {
                return true;
            }
        }
    }

    public static SignInAnswer Answer(Story story, SignInStep.SetUpTotp step)
    {
        Show(story, step.Totp);
        return step.With(Prompt.Text("Code of the app"));
    }

    public static MfaMethod Choose(IReadOnlyList<MfaMethod> methods)
    {
        while (true)
        {
            if (Enum.TryParse(Prompt.Text($"Which one ({string.Join(", ", methods)})"), ignoreCase: true, out MfaMethod method) && methods.Contains(method))
            {
                return method;
            }
        }
    }

    /// <summary>For the eyes of the person at this console, who has no other way to get it into the app.</summary>
    private static void Show(Story story, TotpSetUp setUp)
    {
        story.Say($"      Type this secret into your authenticator app: {setUp.SharedSecret.Reveal()}");
        story.Say($"      or draw a QR code of this text:               {setUp.GetUri(Issuer).Reveal()}");
    }
}
