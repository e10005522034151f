namespace Amplify.Desktop;

/// <summary>Why there is no browser, in words for a dialog. No message holds an address that was to be opened.</summary>
internal static class DesktopErrors
{
    public static AuthException NoLoopbackAddress() => Unavailable(
        "None of the redirect addresses is one that a program on this machine can listen on.",
        "Register http://localhost:port/path or http://127.0.0.1:port/path with the app client, and configure it.");

    public static AuthException NoFreePort(IEnumerable<string> ports) => Unavailable(
        $"None of the ports that the browser may come back to is free: {string.Join(", ", ports)}.",
        "End the program that holds one of them, or register and configure redirect addresses with other ports.",
        isTransient: true);

    public static AuthException NotAWebPage() => Unavailable("Only pages with an http or https address are opened in a browser.", suggestion: null);

    public static AuthException NoDisplay() => Unavailable(
        "There is no display to show a browser on.",
        "Use ConsoleBrowser: it prints the address, to be opened on another machine.");

    public static AuthException NoOpener() => Unavailable(
        "There is no program that opens a browser.",
        "Install xdg-utils or a browser, set SystemBrowserOptions.OpenUri, or use ConsoleBrowser.");

    public static AuthException NotOpened(string why) => Unavailable(
        $"The browser could not be opened: {why}.",
        "Set SystemBrowserOptions.OpenUri to open it another way, or use ConsoleBrowser.");

    public static AuthException NoRedirectAddress() => Unavailable("There is no redirect address that a browser could come back to.", "Configure one that is registered with the app client.");

    private static AuthException Unavailable(string message, string? suggestion, bool isTransient = false) =>
        new(new AuthError { Reason = AuthErrorReason.BrowserUnavailable, Message = message, Suggestion = suggestion, IsTransient = isTransient });
}
