namespace Amplify.Sessions;

/// <summary>How long to leave the service alone after a failed refresh. Guarded by the lock of its session.</summary>
internal sealed class RefreshBackOff
{
    /// <summary>The longest grace period of a rotating app client: for this long a lost answer can still be had by asking again.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(60);

    /// <summary>While an answer is lost the grace period runs: long steps would sleep through the rest of it.</summary>
    private static readonly TimeSpan _longestWhileLost = TimeSpan.FromSeconds(5);

    private readonly BackOff<RefreshOutcome> _steps = new();

    /// <summary>The failure that callers share until the next attempt; null when none is due.</summary>
    public RefreshOutcome? Failure => _steps.Failure;

    /// <summary>When (time stamp) the first answer to the newest refresh token was lost; null when none was.</summary>
    public long? LostAt { get; set; }

    public bool IsActive(TimeProvider time) => _steps.IsActive(time);

    /// <summary>Whether an answer was lost so recently that the service may still give it again.</summary>
    public bool MayBeHadAgain(TimeProvider time) => LostAt is { } lostAt && time.GetElapsedTime(lostAt) < _grace;

    public TimeSpan Failed(RefreshOutcome failure, TimeProvider time) =>
        _steps.Failed(failure, time, MayBeHadAgain(time) ? _longestWhileLost : null);

    public void Reset()
    {
        _steps.Reset();
        LostAt = null;
    }
}
