namespace Amplify.Samples;

/// <summary>A user who is signed in adds an authenticator app as the second factor.</summary>
internal sealed class AuthenticatorSetUp(IAuth auth, IPrompts prompts)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        TotpSetUp setUp = await prompts.BusyAsync("Asking for a secret", () => auth.Mfa.SetUpTotpAsync(cancellationToken: cancellationToken));
        VerifyTotpResult verified;
        do
        {
            string code = await prompts.NewAppCodeAsync(setUp, cancellationToken);
            var options = new VerifyTotpOptions { Preference = MfaPreference.Preferred };
            verified = await prompts.BusyAsync("Checking", () => auth.Mfa.VerifyTotpAsync(code, options, cancellationToken));
            if (verified.Rejection is { } why)
            {
                prompts.Rejected(why);
            }
        }
        while (!verified.IsVerified);

        prompts.Say("Done: the next sign-in with your password asks for the app's code.");
    }
}
