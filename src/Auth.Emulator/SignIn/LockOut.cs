namespace Amplify.Emulator;

/// <summary>
/// The lock of an account after failed sign-ins: from the fifth on, 2^(n-5) seconds up to 15 minutes. Attempts during a lock do not count; 15 minutes without any attempt clear it.
/// </summary>
internal sealed class LockOut(TimeProvider clock)
{
    private const int FreeFailures = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan QuietTime = TimeSpan.FromMinutes(15);
    private int _failures;
    private DateTimeOffset _lastAttempt = DateTimeOffset.MinValue;
    private DateTimeOffset _lockedUntil = DateTimeOffset.MinValue;

    /// <summary>Registers an attempt and tells whether the password may be looked at.</summary>
    public bool IsLocked()
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (_failures > 0 && now - _lastAttempt >= QuietTime)
        {
            Clear();
        }

        _lastAttempt = now;
        return now < _lockedUntil;
    }

    public void Fail()
    {
        _failures++;
        if (_failures >= FreeFailures)
        {
            double seconds = Math.Pow(2, Math.Min(_failures - FreeFailures, 20));
            _lockedUntil = _lastAttempt + TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds));
        }
    }

    public void Clear()
    {
        _failures = 0;
        _lockedUntil = DateTimeOffset.MinValue;
    }
}
