namespace Amplify;

/// <summary>How an attempt in a browser ended.</summary>
public enum BrowserOutcome
{
    /// <summary>The browser came back.</summary>
    Returned = 0,

    /// <summary>The person gave up.</summary>
    Cancelled = 1,

    /// <summary>The person took too long.</summary>
    TimedOut = 2,
}
