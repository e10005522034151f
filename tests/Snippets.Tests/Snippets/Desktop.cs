using System.Security.Cryptography;
using Amplify.Sessions;

namespace Amplify.Snippets;

/// <summary>What an application for one user writes.</summary>
internal static class Desktop
{
    public static async Task CreateAsync()
    {
        #region Snippet: create-auth
        AuthOptions options = AmplifyOutputs.Load("amplify_outputs.json");   // or new AuthOptions { UserPoolId = …, UserPoolClientId = … }
        await using var auth = new Auth(options);
        #endregion
        await auth.SignOutAsync();
    }

    public static async Task ReadmeAsync(string password, string code)
    {
        #region Snippet: readme
        await using var auth = new Auth(AmplifyOutputs.Load("amplify_outputs.json"));

        SignInResult result = await auth.SignInAsync("ana", password);       // SRP: the password stays here
        while (result.NextStep is { } step)
        {
            if (result.Rejection is { } why) Console.WriteLine(why.Message); // wrong password or code: asked again, no exception
            result = step switch
            {
                SignInStep.Password again => await auth.ConfirmSignInAsync(again.With(Ask("Password"))),
                SignInStep.TotpCode totp => await auth.ConfirmSignInAsync(totp.With(Ask("Code of your authenticator app"))),
                _ => throw new NotSupportedException(step.Name),
            };
        }

        AuthSession session = await auth.CurrentSessionAsync();              // never throws for a state
        Console.WriteLine($"Hello {session.User?.Name}");
        string bearer = await auth.GetAccessTokenAsync();                    // renewed when need be
        #endregion
        _ = (code, bearer);
    }

    public static async Task SignUpAsync(IAuth auth, string password)
    {
        #region Snippet: sign-up
        var attributes = new Dictionary<string, string> { ["email"] = "ana@example.com" };
        SignUpResult signUp = await auth.SignUpAsync("ana", password, new SignUpOptions { UserAttributes = attributes });
        while (!signUp.IsConfirmed)
        {
            string code = Ask($"Code sent to {signUp.CodeDelivery?.Destination}");
            ConfirmSignUpResult confirmed = await auth.ConfirmSignUpAsync("ana", code);
            if (confirmed.IsConfirmed) break;

            Show(confirmed.Rejection!.Message);                              // wrong: ask again; expired: send another
            if (confirmed.Rejection.Reason == AuthErrorReason.ExpiredCode) await auth.ResendSignUpCodeAsync("ana");
        }
        #endregion
    }

    public static async Task SignInAsync(IAuth auth, string password)
    {
        #region Snippet: sign-in-loop
        SignInResult result = await auth.SignInAsync("ana", password);
        while (result.NextStep is { } step)
        {
            if (result.Rejection is { } why) Show($"{why.Message} {why.Suggestion}");
            SignInAnswer answer = step switch
            {
                SignInStep.Password again          => again.With(Ask("Password")),
                SignInStep.ChooseFirstFactor first => first.With(AskWhich(first.Factors)),
                SignInStep.Passkey passkey         => passkey.AnotherFactor(),   // where the engine has no authenticator, or it failed
                SignInStep.CustomChallenge custom  => custom.With(Ask(custom.Parameters["question"])),
                SignInStep.ChooseMfa choose        => choose.With(AskWhich(choose.Methods)),
                SignInStep.SmsCode sms             => sms.With(Ask($"Code sent to {sms.Delivery.Destination}")),
                SignInStep.EmailCode email         => email.With(Ask($"Code sent to {email.Delivery.Destination}")),
                SignInStep.TotpCode totp           => totp.With(Ask("Code of your authenticator app")),
                SignInStep.NewPassword change      => change.With(Ask("New password"), change.MissingAttributes.ToDictionary(name => name, Ask)),
                SignInStep.ChooseMfaToSetUp choose => choose.With(AskWhich(choose.Methods)),
                SignInStep.SetUpTotp setUp         => setUp.With(AskUnderQrCode("Code of the app", setUp.Totp.GetUri("Acme Photos"))),
                SignInStep.SetUpEmailMfa setUp     => setUp.With(Ask("E-mail address for codes")),
                SignInStep.Unknown unknown         => throw new NotSupportedException(unknown.ChallengeName),
                _                                  => throw new NotSupportedException(step.Name),
            };
            result = await auth.ConfirmSignInAsync(answer);
        }

        if (result.Detour is Detour.ConfirmSignUp) Show("Confirm your sign-up first.");
        if (result.Detour is Detour.ResetPassword) Show("Your password must be reset first.");
        #endregion
    }

    public static async Task MfaAsync(IAuth auth)
    {
        #region Snippet: mfa
        TotpSetUp setUp = await auth.Mfa.SetUpTotpAsync();
        VerifyTotpResult verified;
        do
        {
            string code = AskUnderQrCode("Code of the app", setUp.GetUri("Acme Photos"));   // the URI is what the QR code holds
            verified = await auth.Mfa.VerifyTotpAsync(code, new VerifyTotpOptions { Preference = MfaPreference.Preferred });
            if (verified.Rejection is { } why) Show($"{why.Message} {why.Suggestion}");
        }
        while (!verified.IsVerified);

        MfaPreferences factors = await auth.Mfa.FetchPreferencesAsync();                        // Enabled: Totp; Preferred: Totp
        await auth.Mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Sms = MfaPreference.Enabled, Totp = MfaPreference.Preferred });
        #endregion
        Show($"{factors.Preferred}");
    }

    public static async Task SessionAsync(IAuth auth)
    {
        #region Snippet: session
        AuthSession session = await auth.CurrentSessionAsync();
        string text = session switch
        {
            { IsSignedIn: true } => $"Signed in as {session.User.Name}, until {session.Tokens.ExpiresAt:t} at least",
            { State: AuthSessionState.Offline } => $"{session.User!.Name}, offline: {session.Error!.Message}",
            { State: AuthSessionState.Refused } => $"{session.User!.Name}, refused: {session.Error!.Message}",
            { EndReason: { } reason } => $"Signed out: {reason}",
            _ => "Nobody is signed in",
        };
        #endregion
        Show(text);
    }

    public static async Task CallAsync(IAuth auth, HttpClient http)
    {
        #region Snippet: call-an-api
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example.com/photos");
        request.Headers.Authorization = new("Bearer", await auth.GetAccessTokenAsync());
        using HttpResponseMessage response = await http.SendAsync(request);
        #endregion
    }

    public static async Task ForceAsync(IAuth auth)
    {
        #region Snippet: force-refresh
        AuthSession session = await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });
        if (session.Error is { } error) Show($"Still the old tokens: {error.Message}");
        #endregion
    }

    public static void Watch(IAuth auth)
    {
        #region Snippet: changed
        auth.Changed += (_, change) =>
        {
            if (change.Change == AuthChange.SignedOut) ShowSignIn(change.Session.EndReason);
        };
        #endregion
    }

    public static async Task StoreAsync(AuthOptions options, ISessionStore store, byte[] keyBytes)
    {
        #region Snippet: session-store
        var key = new SessionProtectionKey("2026-11", keyBytes);            // 32 random bytes from your key vault
        await using var auth = new Auth(options, new AuthServices
        {
            SessionStore = store,                                           // your ISessionStore
            Protector = new AesGcmSessionProtector(key),                    // encrypts before the store sees anything
        });
        #endregion
        await auth.SignOutAsync();
    }

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(SessionProtectionKey.Length);

    public static async Task CatchAsync(IAuth auth, string password)
    {
        #region Snippet: errors
        try
        {
            await auth.SignInAsync("ana", password);
        }
        catch (AuthException e) when (e.IsTransient)
        {
            Show($"{e.Message} Try again in a moment.");
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.UserDisabled)
        {
            Show("Ask your administrator.");
        }
        catch (AuthException e)
        {
            Report(e.Reason, e.Code, e.RequestId);                          // no secrets in any of them
        }
        #endregion
    }

    private static string Ask(string question) => question;

    private static FirstFactor AskWhich(IReadOnlyList<FirstFactor> factors) => factors[0];

    private static MfaMethod AskWhich(IReadOnlyList<MfaMethod> methods) => methods[0];

    private static string AskUnderQrCode(string question, Secret payload) => payload.Reveal().Length > 0 ? question : "";

    private static void Show(string text) => Console.WriteLine(text);

    private static void ShowSignIn(SessionEndReason? reason) => Console.WriteLine(reason);

    private static void Report(AuthErrorReason reason, string? code, string? requestId) => Console.WriteLine($"{reason} {code} {requestId}");
}
