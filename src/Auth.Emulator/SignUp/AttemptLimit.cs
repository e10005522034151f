namespace Amplify.Emulator;

/// <summary>So many attempts within an hour, no more.</summary>
internal sealed class AttemptLimit(TimeProvider clock, int perHour)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private readonly Queue<DateTimeOffset> _attempts = new();

    /// <exception cref="ServiceException">There were as many as allowed already.</exception>
    public void Count()
    {
        DateTimeOffset now = clock.GetUtcNow();
        while (_attempts.TryPeek(out DateTimeOffset oldest) && now - oldest >= Window)
        {
            _attempts.Dequeue();
        }

        if (_attempts.Count >= perHour)
        {
            throw ServiceException.LimitExceeded();
        }

        _attempts.Enqueue(now);
    }
}
