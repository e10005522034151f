using Amplify.Emulator;

namespace Amplify.Samples;

/// <summary>The user adds an authenticator app and is asked for its code from then on.</summary>
internal static class SecondFactorWalk
{
    public static async Task RunAsync(Story story, IAuth auth, string password, EmulatorClock clock, CancellationToken cancellationToken)
    {
        Authenticator app = await SetUpAsync(story, auth, clock, cancellationToken);
        await story.StepAsync(
            "Read the second factors",
            () => auth.Mfa.FetchPreferencesAsync(cancellationToken: cancellationToken),
            p => $"enabled: {string.Join(", ", p.Enabled)}; preferred: {p.Preferred}");
        await auth.SignOutAsync(cancellationToken: cancellationToken);

        // Each code serves once, so the next sign-in waits for the app to show the next one.
        clock.Advance(TimeSpan.FromSeconds(30));
        SignInResult asked = await story.StepAsync(
            "Sign out, and sign in again",
            () => auth.SignInAsync("ana", password, cancellationToken: cancellationToken),
            r => $"the password is right; next: {r.NextStep?.Name} of '{(r.NextStep as SignInStep.TotpCode)?.FriendlyDeviceName}'");
        var step = Story.Expect(asked.NextStep as SignInStep.TotpCode, "to be asked for the authenticator's code");

        SignInResult done = await story.StepAsync(
            "Answer with the authenticator's code",
            () => auth.ConfirmSignInAsync(step.With(app.CodeAt(clock.GetUtcNow())), cancellationToken: cancellationToken),
            r => r.IsSignedIn ? "signed in with two factors" : $"rejected: {r.Rejection?.Message}");
        Story.Expect(done.IsSignedIn, "to be signed in");
    }

    private static async Task<Authenticator> SetUpAsync(Story story, IAuth auth, EmulatorClock clock, CancellationToken cancellationToken)
    {
        TotpSetUp setUp = await story.StepAsync(
            "Set up an authenticator app",
            () => auth.Mfa.SetUpTotpAsync(cancellationToken: cancellationToken),
            t => $"a shared secret for {t.AccountName}; an application shows it as a QR code, and it prints as {t.SharedSecret}");
        Authenticator app = Authenticator.Scan(setUp.GetUri("Acme Photos"));

        VerifyTotpResult verified = await story.StepAsync(
            "Prove it with the app's first code, and prefer it",
            () => auth.Mfa.VerifyTotpAsync(app.CodeAt(clock.GetUtcNow()), new VerifyTotpOptions { FriendlyDeviceName = "Ana's phone", Preference = MfaPreference.Preferred }, cancellationToken),
            r => r.IsVerified ? "verified and preferred" : $"rejected: {r.Rejection?.Message}");
        Story.Expect(verified.IsVerified, "a code that fits");
        return app;
    }
}
