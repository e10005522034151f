using System.Collections.Concurrent;

namespace Amplify.Federation;

/// <summary>
/// The attempts of this engine whose code was sent: none is completed twice. Nodes do not know each other's; there it is the service that
/// takes a code only once.
/// </summary>
internal sealed class SpentAttempts(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _states = new(StringComparer.Ordinal);

    /// <returns>False when it was spent before.</returns>
    public bool TrySpend(BrowserAttempt attempt)
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach ((string state, DateTimeOffset end) in _states)
        {
            if (end <= now)
            {
                _states.TryRemove(state, out _);
            }
        }

        return _states.TryAdd(attempt.State, attempt.ExpiresAt);
    }

    /// <summary>Its code was not sent after all.</summary>
    public void Forget(BrowserAttempt attempt) => _states.TryRemove(attempt.State, out _);
}
