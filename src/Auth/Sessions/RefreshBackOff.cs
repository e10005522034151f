namespace Amplify.Sessions;

/// <summary>
/// How long to leave the service alone after a failed refresh: 1 s, doubled up to 60 s, up to a fifth longer at random.
/// Guarded by the lock of its session.
/// </summary>
internal sealed class RefreshBackOff
{
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(60);

    /// <summary>The longest grace period of a rotating app client: for this long a lost answer can still be had by asking again.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(60);

    /// <summary>While an answer is lost the grace period runs: long steps would sleep through the rest of it.</summary>
    private static readonly TimeSpan _longestWhileLost = TimeSpan.FromSeconds(5);

    private int _failures;
    private long _until;

    /// <summary>The failure that callers share until the next attempt; null when none is due.</summary>
    public RefreshOutcome? Failure { get; private set; }

    /// <summary>When (time stamp) the first answer to the newest refresh token was lost; null when none was.</summary>
    public long? LostAt { get; set; }

    public bool IsActive(TimeProvider time) => Failure is not null && time.GetTimestamp() < _until;

    /// <summary>Whether an answer was lost so recently that the service may still give it again.</summary>
    public bool MayBeHadAgain(TimeProvider time) => LostAt is { } lostAt && time.GetElapsedTime(lostAt) < _grace;

    public TimeSpan Failed(RefreshOutcome failure, TimeProvider time)
    {
        TimeSpan longest = MayBeHadAgain(time) ? _longestWhileLost : _longest;
        TimeSpan delay = TimeSpan.FromTicks(Math.Min(longest.Ticks, _first.Ticks << Math.Min(_failures, 10)));
        delay *= 1 + (Random.Shared.NextDouble() / 5);
        _failures++;
        _until = time.GetTimestamp() + (long)(delay.TotalSeconds * time.TimestampFrequency);
        Failure = failure;
        return delay;
    }

    public void Reset()
    {
        _failures = 0;
        _until = 0;
        Failure = null;
        LostAt = null;
    }
}
