using Amplify.Sessions;

namespace Amplify.Snippets;

/// <summary>The ways to sign in beside a password, and the devices that remember it.</summary>
internal static class SignIns
{
    public static async Task PasswordlessAsync(IAuth auth)
    {
        #region Snippet: passwordless
        SignInResult result = await auth.SignInAsync("ana", new SignInOptions { PreferredChallenge = FirstFactor.EmailOtp });
        while (result.NextStep is SignInStep.EmailCode email)
        {
            if (result.Rejection is { } why) Show(why.Message);
            result = await auth.ConfirmSignInAsync(email.With(Ask($"Code sent to {email.Delivery.Destination}")));
        }
        #endregion
    }

    public static async Task ChooseAsync(IAuth auth)
    {
        #region Snippet: choose-first-factor
        SignInResult result = await auth.SignInAsync("ana", new SignInOptions { Flow = SignInFlow.UserAuth });
        if (result.NextStep is SignInStep.ChooseFirstFactor choose)
        {
            result = await auth.ConfirmSignInAsync(choose.With(AskWhich(choose.Factors)));   // its own step follows
        }
        #endregion
        Show($"{result.NextStep?.Name}");
    }

    public static async Task CustomAsync(IAuth auth)
    {
        #region Snippet: custom-challenge
        SignInResult result = await auth.SignInAsync("ana", new SignInOptions { Flow = SignInFlow.Custom });
        while (result.NextStep is SignInStep.CustomChallenge custom)
        {
            string question = custom.Parameters["question"];                // publicChallengeParameters of CreateAuthChallenge
            result = await auth.ConfirmSignInAsync(custom.With(Ask(question)));
        }
        #endregion
    }

    public static async Task AutoSignInAsync(IAuth auth)
    {
        #region Snippet: auto-sign-in
        var attributes = new Dictionary<string, string> { ["email"] = "ben@example.com" };
        SignUpResult signUp = await auth.SignUpAsync("ben", new SignUpOptions { UserAttributes = attributes });   // no password at all
        ConfirmSignUpResult confirmed = await auth.ConfirmSignUpAsync("ben", Ask("Code"), new ConfirmSignUpOptions { AutoSignIn = signUp.AutoSignIn });
        if (confirmed.AutoSignIn is { } signedUp)
        {
            SignInResult result = await auth.AutoSignInAsync(signedUp);      // the code was proof enough
        }
        #endregion
    }

    public static async Task PasskeyDesktopAsync(AuthOptions options, IPasskeyAuthenticator platform)
    {
        #region Snippet: passkey-desktop
        await using var auth = new Auth(options, new AuthServices { PasskeyAuthenticator = platform });   // Windows Hello, a security key …

        await auth.Passkeys.AssociateAsync();                               // signed in by other means, once
        await auth.SignOutAsync();
        SignInResult result = await auth.SignInAsync("ana", new SignInOptions { PreferredChallenge = FirstFactor.WebAuthn });
        #endregion
        Show($"{result.IsSignedIn}");
    }

    public static async Task PasskeyInBrowserAsync(IAuth auth)
    {
        #region Snippet: passkey-in-browser
        SignInResult result = await auth.SignInAsync("ana", new SignInOptions { PreferredChallenge = FirstFactor.WebAuthn });
        if (result.NextStep is SignInStep.Passkey passkey)
        {
            result = await auth.FederatedSignInAsync(passkey.InBrowser());   // AuthServices.Browser, and AuthOptions.OAuth
        }
        #endregion
        Show($"{result.IsSignedIn}");
    }

    public static async Task<string> PasskeyRegistrationAsync(IAuth auth, Func<string, string> toBrowser)
    {
        #region Snippet: passkey-server-registration
        string options = await auth.Passkeys.BeginRegistrationAsync();      // for navigator.credentials.create
        string credential = toBrowser(options);                             // the next request brings its answer as JSON
        await auth.Passkeys.CompleteRegistrationAsync(credential);
        #endregion
        return options;
    }

    public static async Task<SignInResult> PasskeySignInAsync(IAuth auth, Func<string, string?> toBrowser)
    {
        #region Snippet: passkey-server-sign-in
        SignInResult result = await auth.SignInAsync("ana", new SignInOptions { PreferredChallenge = FirstFactor.WebAuthn });
        if (result.NextStep is SignInStep.Passkey passkey)
        {
            string? credential = toBrowser(passkey.RequestOptions);         // for navigator.credentials.get; null: cancelled
            result = await auth.ConfirmSignInAsync(credential is null ? passkey.AnotherFactor() : passkey.With(credential));
        }
        #endregion
        return result;
    }

    public static async Task PasskeyListAsync(IAuth auth)
    {
        #region Snippet: passkey-list
        string? page = null;
        do
        {
            PasskeyPage passkeys = await auth.Passkeys.ListAsync(new ListPasskeysOptions { Page = page });
            foreach (AuthPasskey passkey in passkeys.Passkeys) Show($"{passkey.Name}, since {passkey.CreatedAt:d}");
            page = passkeys.NextPage;
        }
        while (page is not null);
        #endregion
    }

    public static async Task NewDeviceAsync(IAuth auth, string password)
    {
        #region Snippet: new-device
        SignInResult result = await auth.SignInAsync("ana", password);
        if (result.NewDevice is { UserConfirmationNecessary: true } && AskYesNo("Remember this computer?"))
        {
            await auth.Devices.RememberAsync();
        }
        #endregion
    }

    public static async Task DeviceListAsync(IAuth auth)
    {
        #region Snippet: device-list
        DevicePage devices = await auth.Devices.ListAsync();
        foreach (AuthDevice device in devices.Devices) Show($"{device.Name}{(device.IsCurrent ? " (this one)" : "")}, last used {device.LastAuthenticatedAt:d}");

        await auth.Devices.ForgetAsync(new ForgetDeviceOptions { DeviceKey = devices.Devices[0].DeviceKey });   // without options: this one
        #endregion
    }

    public static async Task<IAuth> DeviceOnServerAsync(AuthFactory factory, SessionKey sessionKey, string? deviceCookie)
    {
        #region Snippet: device-server
        DeviceProfileKey device = DeviceProfileKey.TryParse(deviceCookie) ?? DeviceProfileKey.New();   // a long-lived, encrypted, HttpOnly cookie
        IAuth auth = factory.Create(sessionKey, device);
        #endregion
        await auth.CurrentSessionAsync();
        return auth;
    }

    public static Auth UserContext(AuthOptions options)
    {
        #region Snippet: user-context
        var auth = new Auth(options, new AuthServices
        {
            UserContextDataProvider = new SystemUserContextData(new SystemUserContextDataOptions { ApplicationName = "Acme Photos", ApplicationVersion = "2.1" }),
        });
        #endregion
        return auth;
    }

    private static string Ask(string question) => question;

    private static bool AskYesNo(string question) => question.Length > 0;

    private static FirstFactor AskWhich(IReadOnlyList<FirstFactor> factors) => factors[0];

    private static void Show(string text) => Console.WriteLine(text);
}
