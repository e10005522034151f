namespace Amplify.Sessions;

/// <summary>What a failed refresh means for the session.</summary>
internal enum RefreshVerdict
{
    /// <summary>A passing fault: the session stays, the next attempt comes after the back-off.</summary>
    KeepAndRetry = 0,

    /// <summary>Access is refused, the data stays: somebody has to look at it.</summary>
    KeepAndReport = 1,

    /// <summary>The service will never renew it: the session is over.</summary>
    Ends = 2,
}
