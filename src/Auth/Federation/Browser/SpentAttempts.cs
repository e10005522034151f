using System.Collections.Concurrent;

namespace Amplify.Federation;

/// <summary>
/// The attempts of this engine whose code was sent: none is completed twice. Nodes do not know each other's; there it is the service that
/// takes a code only once.
/// </summary>
internal sealed class SpentAttempts(TimeProvider time)
{
    private static readonly TimeSpan _betweenSweeps = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _states = new(StringComparer.Ordinal);
    private long _sweepAt;

    public bool Has(BrowserAttempt attempt) => _states.ContainsKey(attempt.State);

    /// <returns>False when it was spent before.</returns>
    public bool TrySpend(BrowserAttempt attempt)
    {
        Sweep(time.GetUtcNow());
        return _states.TryAdd(attempt.State, attempt.ExpiresAt);
    }

    /// <summary>Its code was not sent after all.</summary>
    public void Forget(BrowserAttempt attempt) => _states.TryRemove(attempt.State, out _);

    /// <summary>What is over cannot be completed any more: its flow token has expired.</summary>
    private void Sweep(DateTimeOffset now)
    {
        long due = Interlocked.Read(ref _sweepAt);
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref _sweepAt, (now + _betweenSweeps).UtcTicks, due) != due)
        {
            return;
        }

        foreach ((string state, DateTimeOffset end) in _states)
        {
            if (end <= now)
            {
                _states.TryRemove(state, out _);
            }
        }
    }
}
