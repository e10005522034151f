using Amplify.Sessions;

namespace Amplify.Snippets;

/// <summary>Sign-in with the user's own browser.</summary>
internal static class Browsers
{
    public static async Task SystemAsync(AuthOptions options, Action activate)
    {
        #region Snippet: system-browser
        await using var browser = new SystemBrowser(new SystemBrowserOptions
        {
            ApplicationName = "Acme Photos",                                 // on the page that says "You can go back"
            BringToFront = _ => { activate(); return ValueTask.CompletedTask; },
        });
        await using var auth = new Auth(options, new AuthServices { Browser = browser });

        SignInResult result = await auth.FederatedSignInAsync(IdentityProvider.Google);
        #endregion
        _ = result;
    }

    public static AuthOptions Configure(AuthOptions options)
    {
        #region Snippet: oauth-options
        options.OAuth = new OAuthOptions
        {
            Domain = "acme.auth.eu-west-1.amazoncognito.com",                // or login.acme.example
            Scopes = ["openid", "email", "aws.cognito.signin.user.admin"],
            RedirectSignIn = [new("http://localhost:27431/callback"), new("http://localhost:27432/callback")],
            RedirectSignOut = [new("http://localhost:27431/signed-out"), new("http://localhost:27432/signed-out")],
        };
        #endregion
        return options;
    }

    public static async Task SignInAsync(IAuth auth)
    {
        #region Snippet: browser-sign-in
        try
        {
            SignInResult result = await auth.FederatedSignInAsync();        // the pool's own page: password, passkey, providers
            Show($"Hello {result.Session?.User?.Name}");
        }
        catch (AuthException e) when (e.Reason is AuthErrorReason.Cancelled or AuthErrorReason.TimedOut)
        {
            Show("You are not signed in.");
        }
        #endregion
    }

    public static async Task ProvidersAsync(IAuth auth)
    {
        #region Snippet: browser-providers
        await auth.FederatedSignInAsync(IdentityProvider.Google);           // Facebook, Amazon, Apple
        await auth.FederatedSignInAsync(IdentityProvider.Named("AcmeCorp"));            // an OIDC or SAML provider of the pool
        await auth.FederatedSignInAsync(IdentityProvider.WithIdentifier("acme.example"));   // or by the domain of an address
        #endregion
    }

    public static async Task OptionsAsync(IAuth auth)
    {
        #region Snippet: browser-options
        SignInResult result = await auth.FederatedSignInAsync(new BrowserSignInOptions
        {
            LoginHint = "ana@example.com",
            Language = "pt-BR",
            Prompts = [BrowserPrompt.Login],                                 // the password again, for something that matters
            CustomState = "/albums/7",                                      // comes back in SignInResult.CustomState
        });
        #endregion
        Show(result.CustomState);
    }

    public static async Task<string> BeginAsync(AuthFactory factory, SessionKey visitor, string visitorId, Action<string> setCookie)
    {
        #region Snippet: browser-begin
        BrowserSignIn begun = await factory.Create(visitor).BeginFederatedSignInAsync(new BrowserSignInOptions { Binding = visitorId, CustomState = "/albums/7" });
        setCookie(begun.FlowToken.Reveal());                                // HttpOnly, Secure, SameSite=Lax; below 2 KB
        return begun.Url.AbsoluteUri;                                       // redirect there
        #endregion
    }

    public static async Task<SignInResult> CompleteAsync(AuthFactory factory, SessionKey visitor, string visitorId, string cookie, Uri callback)
    {
        #region Snippet: browser-complete
        SignInResult result = await factory.Create(visitor).CompleteFederatedSignInAsync(
            new Secret(cookie), callback, new CompleteFederatedSignInOptions { Binding = visitorId });
        SessionKey key = result.SessionKey!;                                // the only thing your session cookie holds from now on
        #endregion
        Show($"{key}");
        return result;
    }

    public static async Task SignOutAsync(IAuth auth)
    {
        #region Snippet: browser-sign-out
        SignOutResult result = await auth.SignOutAsync();                   // here, at the service, and in the browser where that signed in
        if (result.Browser.Error is { } why) Show(why.Message);             // the next person may find the pages still signed in
        #endregion
    }

    public static void Console(AuthOptions options)
    {
        #region Snippet: console-browser
        var browser = new SystemBrowser(new SystemBrowserOptions { Fallback = new ConsoleBrowser() });   // prints the address, asks for the callback
        var auth = new Auth(options, new AuthServices { Browser = browser });
        #endregion
        _ = auth;
    }

    public static void OtherWays(Func<Uri, CancellationToken, ValueTask> launchAsync)
    {
        #region Snippet: system-browser-options
        var browser = new SystemBrowser(new SystemBrowserOptions
        {
            OpenUri = launchAsync,                                           // a user interface's own launcher
            PageTexts = new BrowserPageTexts { Language = "de", ReturnedTitle = "Zurück zur Anwendung", ReturnedText = "Sie können dieses Fenster schließen." },
        });
        #endregion
        _ = browser;
    }

    private static void Show(string? text) => System.Console.WriteLine(text);
}
