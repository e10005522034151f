using System.Collections.Concurrent;

namespace Amplify.Sessions;

/// <summary>The sessions in memory, by key. What nobody asked about for a while is forgotten here and read from the store when needed again.</summary>
internal sealed class SessionTable(SessionStorage storage, TimeProvider time, TimeSpan idle)
{
    private readonly ConcurrentDictionary<SessionKey, SessionEntry> _entries = new();
    private readonly long _idleTicks = (long)(idle.TotalSeconds * time.TimestampFrequency);
    private readonly long _strangerTicks = 60 * time.TimestampFrequency;
    private long _nextSweep = long.MinValue;

    public int Count => _entries.Count;

    public IEnumerable<SessionEntry> Entries => _entries.Values;

    public SessionEntry Get(SessionKey key)
    {
        while (true)
        {
            long now = time.GetTimestamp();
            if (now > Volatile.Read(ref _nextSweep))
            {
                Sweep(now);
            }

            SessionEntry entry = _entries.TryGetValue(key, out SessionEntry? known)
                ? known
                : _entries.GetOrAdd(key, static (k, s) => new SessionEntry(k, s.KeyOf(k)), storage);

            // Touch, then look; the sweep marks, then looks. One of the two sees the other.
            entry.Touch(now);
            Interlocked.MemoryBarrier();
            if (!entry.Evicted)
            {
                return entry;
            }
        }
    }

    private void Sweep(long now)
    {
        // Once a minute is often enough, and one thread is.
        long next = Volatile.Read(ref _nextSweep);
        if (Interlocked.CompareExchange(ref _nextSweep, now + Math.Min(_idleTicks / 4, _strangerTicks), next) != next)
        {
            return;
        }

        foreach ((SessionKey key, SessionEntry entry) in _entries)
        {
            // One user's only session is no burden, and a machine that slept wants it at once.
            // What has no user may be a visitor who never signs in, or a key somebody made up: it is not kept for long, unless it is a guest's.
            long since = now - (entry.View is { HasUser: true } || entry.Credentials.Held is not null ? _idleTicks : Math.Min(_idleTicks, _strangerTicks));
            if (!key.Equals(SessionKey.SingleUser) && entry.IsIdleSince(since) && entry.TryEvict(since))
            {
                _entries.TryRemove(new KeyValuePair<SessionKey, SessionEntry>(key, entry));
            }
        }
    }
}
