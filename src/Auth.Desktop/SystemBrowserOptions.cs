using Microsoft.Extensions.Logging;

namespace Amplify;

/// <summary>How <see cref="SystemBrowser"/> opens the browser, and what it shows when that comes back.</summary>
public sealed class SystemBrowserOptions
{
    /// <summary>
    /// Opens a page. Null: the platform's own way. The address is for one attempt and for the browser: no log may hold it. It need not wait
    /// until the page is there, and runs on the thread pool; the token is cancelled when the attempt is over. What it throws becomes <see cref="AuthErrorReason.BrowserUnavailable"/>.
    /// </summary>
    public Func<Uri, CancellationToken, ValueTask>? OpenUri { get; init; }

    /// <summary>What to use in its place where no browser can be opened or no port is free, such as a <see cref="ConsoleBrowser"/>. Null: the attempt fails.</summary>
    public IBrowser? Fallback { get; init; }

    /// <summary>
    /// Brings the application's window to the front, called when the browser has come back; the browser's window covers it then. It runs on the thread pool. Null: nothing. A
    /// failure is logged, and more than five seconds are not waited for; neither fails the sign-in.
    /// </summary>
    public Func<CancellationToken, ValueTask>? BringToFront { get; init; }

    /// <summary>The application's name, shown on the pages; null for none. Plain text.</summary>
    public string? ApplicationName { get; init; }

    /// <summary>What the pages say; null for English.</summary>
    public BrowserPageTexts? PageTexts { get; init; }

    /// <summary>The clock. Null: the system's.</summary>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>Where logs go, as <c>Amplify.Auth.Desktop</c>. Null: nowhere. No message holds an address that was opened or called.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
