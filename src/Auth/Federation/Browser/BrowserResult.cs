using System.Diagnostics.CodeAnalysis;

namespace Amplify;

/// <summary>How an attempt in a browser ended.</summary>
public sealed class BrowserResult
{
    private BrowserResult(BrowserOutcome outcome, Secret? callback = null)
    {
        Outcome = outcome;
        Callback = callback;
    }

    /// <summary>The person closed the page, or said no.</summary>
    public static BrowserResult Cancelled { get; } = new(BrowserOutcome.Cancelled);

    /// <summary>The person took longer than <see cref="BrowserRequest.Timeout"/>.</summary>
    public static BrowserResult TimedOut { get; } = new(BrowserOutcome.TimedOut);

    /// <summary>Whether the browser came back.</summary>
    [MemberNotNullWhen(true, nameof(Callback))]
    public bool IsReturned => Callback is not null;

    /// <summary>Returned, cancelled or timed out.</summary>
    public BrowserOutcome Outcome { get; }

    /// <summary>The whole address the browser came back to, with the code in it; null when it did not.</summary>
    public Secret? Callback { get; }

    /// <summary>The browser came back.</summary>
    /// <param name="callback">The whole address, as it was called.</param>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    public static BrowserResult Returned(Uri callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return new BrowserResult(BrowserOutcome.Returned, new Secret(callback.OriginalString));
    }
}
