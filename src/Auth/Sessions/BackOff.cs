namespace Amplify.Sessions;

/// <summary>
/// How long to leave a service alone after a failure: 1 s, doubled up to 60 s, up to a fifth longer at random. Meanwhile everybody
/// gets the same failure. Guarded by its owner's lock.
/// </summary>
internal sealed class BackOff<T>
    where T : class
{
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(60);

    private int _failures;
    private long _until;

    /// <summary>The failure that callers share until the next attempt; null when none is due.</summary>
    public T? Failure { get; private set; }

    public bool IsActive(TimeProvider time) => Failure is not null && time.GetTimestamp() < _until;

    /// <param name="failure">What callers share from now on.</param>
    /// <param name="time">The clock.</param>
    /// <param name="longest">The longest step, where it is to be shorter than usual.</param>
    public TimeSpan Failed(T failure, TimeProvider time, TimeSpan? longest = null)
    {
        TimeSpan delay = TimeSpan.FromTicks(Math.Min((longest ?? _longest).Ticks, _first.Ticks << Math.Min(_failures, 10)));
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
    }
}
