namespace Amplify.Snippets;

/// <summary>Sign-in with the user's own browser.</summary>
internal static class Browsers
{
    public static async Task SystemAsync(AuthOptions options, Action activate)
    {
        #region Snippet: system-browser
        await using var browser = new SystemBrowser(new SystemBrowserOptions
        {
            ApplicationName = "Acme Photos",                                 // on the page that says "You are signed in"
            BringToFront = _ => { activate(); return ValueTask.CompletedTask; },
        });
        await using var auth = new Auth(options, new AuthServices { Browser = browser });

        SignInResult result = await auth.FederatedSignInAsync(IdentityProvider.Google);
        #endregion
        _ = result;
    }

    public static void Console(AuthOptions options)
    {
        #region Snippet: console-browser
        var auth = new Auth(options, new AuthServices { Browser = new ConsoleBrowser() });   // prints the address, asks for the callback
        #endregion
        _ = auth;
    }

    public static void OtherWays(Func<Uri, CancellationToken, ValueTask> launchAsync)
    {
        #region Snippet: system-browser-options
        var browser = new SystemBrowser(new SystemBrowserOptions
        {
            OpenUri = launchAsync,                                           // a user interface's own launcher
            PageTexts = new BrowserPageTexts { Language = "de", SignedInTitle = "Sie sind angemeldet", SignedInText = "Sie können dieses Fenster schließen." },
        });
        #endregion
        _ = browser;
    }
}
