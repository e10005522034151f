namespace Amplify;

/// <summary>What the pages say that <see cref="SystemBrowser"/> shows when the browser comes back: plain text in the language of the user.</summary>
public sealed class BrowserPageTexts
{
    /// <summary>The language of the texts, as HTML has it: <c>en</c>, <c>pt-BR</c>, <c>ar</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Heading after a sign-in. The page is shown before the application has checked what came back, so it promises nothing.</summary>
    public string ReturnedTitle { get; init; } = "You can go back to the application";

    /// <summary>Text after a sign-in.</summary>
    public string ReturnedText { get; init; } = "Nothing is left to do here: close this window.";

    /// <summary>Heading after a sign-out.</summary>
    public string SignedOutTitle { get; init; } = "You are signed out";

    /// <summary>Text after a sign-out.</summary>
    public string SignedOutText { get; init; } = "You can close this window.";

    /// <summary>Heading when the sign-in page sent an error back.</summary>
    public string NotCompletedTitle { get; init; } = "Sign-in was not completed";

    /// <summary>Text when the sign-in page sent an error back.</summary>
    public string NotCompletedText { get; init; } = "Close this window, go back to the application and try again.";

    /// <summary>Heading for every request that belongs to no attempt that is under way.</summary>
    public string NotExpectedTitle { get; init; } = "Nothing to do here";

    /// <summary>Text for every request that belongs to no attempt that is under way.</summary>
    public string NotExpectedText { get; init; } = "You can close this window and go back to the application.";
}
