using System.Globalization;

namespace Amplify.Sessions;

/// <summary>
/// Keeps documents in this process: for tests, tools, and applications whose users sign in at every start. Gives leases and a
/// catalog, so several engines of one process may share it.
/// </summary>
/// <param name="timeProvider">Decides when documents have expired; null for the system's time.</param>
public sealed class InMemorySessionStore(TimeProvider? timeProvider = null) : ISessionStore, ISessionLease, ISessionCatalog
{
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;
    private readonly object _sync = new();
    private readonly Dictionary<DocumentKey, Entry> _documents = [];
    private readonly Dictionary<string, Dictionary<DocumentKey, DateTimeOffset>> _catalog = new(StringComparer.Ordinal);
    private readonly Dictionary<DocumentKey, Gate> _gates = [];
    private long _version;
    private DateTimeOffset _nextSweep;

    /// <summary>How many documents and catalog entries are held, expired ones included.</summary>
    internal int Held
    {
        get
        {
            lock (_sync)
            {
                return _documents.Count + _catalog.Sum(user => user.Value.Count);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_sync)
        {
            return new ValueTask<StoredDocument?>(Find(key)?.Document);
        }
    }

    /// <inheritdoc/>
    public ValueTask<string?> ReadETagAsync(DocumentKey key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_sync)
        {
            return new ValueTask<string?>(Find(key)?.Document.ETag);
        }
    }

    /// <inheritdoc/>
    public ValueTask<string?> WriteAsync(DocumentKey key, ReadOnlyMemory<byte> content, WriteCondition condition, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_sync)
        {
            if (!condition.HoldsFor(Find(key)?.Document.ETag))
            {
                return new ValueTask<string?>((string?)null);
            }

            Sweep();
            string eTag = (++_version).ToString(CultureInfo.InvariantCulture);
            _documents[key] = new Entry(new StoredDocument(content.ToArray(), eTag), expiresAt);
            return new ValueTask<string?>(eTag);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(DocumentKey key, WriteCondition condition, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_sync)
        {
            string? current = Find(key)?.Document.ETag;
            if (current is not null && !condition.HoldsFor(current))
            {
                return new ValueTask<bool>(false);
            }

            _documents.Remove(key);
            return new ValueTask<bool>(true);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Inside one process no holder dies without giving back, so the duration is not needed.</remarks>
    public async ValueTask<IAsyncDisposable> AcquireAsync(DocumentKey key, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        Gate gate = Enter(key);
        try
        {
            await gate.Semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Leave(key, gate);
            throw;
        }

        return new Lease(this, key, gate);
    }

    /// <inheritdoc/>
    public ValueTask AddAsync(string userId, DocumentKey key, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_sync)
        {
            if (!_catalog.TryGetValue(userId, out Dictionary<DocumentKey, DateTimeOffset>? keys))
            {
                _catalog[userId] = keys = [];
            }

            keys[key] = expiresAt;
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(string userId, DocumentKey key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_sync)
        {
            if (_catalog.TryGetValue(userId, out Dictionary<DocumentKey, DateTimeOffset>? keys) && keys.Remove(key) && keys.Count == 0)
            {
                _catalog.Remove(userId);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DocumentKey>> ListAsync(string userId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DateTimeOffset now = _time.GetUtcNow();
        lock (_sync)
        {
            IReadOnlyList<DocumentKey> keys = _catalog.TryGetValue(userId, out Dictionary<DocumentKey, DateTimeOffset>? entries)
                ? [.. entries.Where(e => e.Value > now).Select(e => e.Key)]
                : [];
            return new ValueTask<IReadOnlyList<DocumentKey>>(keys);
        }
    }

    /// <summary>What expired goes, asked about or not; once a minute is often enough.</summary>
    private void Sweep()
    {
        DateTimeOffset now = _time.GetUtcNow();
        if (now < _nextSweep)
        {
            return;
        }

        _nextSweep = now.AddMinutes(1);
        foreach (DocumentKey expired in _documents.Where(d => d.Value.ExpiresAt <= now).Select(d => d.Key).ToList())
        {
            _documents.Remove(expired);
        }

        foreach ((string userId, Dictionary<DocumentKey, DateTimeOffset> keys) in _catalog.ToList())
        {
            foreach (DocumentKey expired in keys.Where(k => k.Value <= now).Select(k => k.Key).ToList())
            {
                keys.Remove(expired);
            }

            if (keys.Count == 0)
            {
                _catalog.Remove(userId);
            }
        }
    }

    private Entry? Find(DocumentKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!_documents.TryGetValue(key, out Entry? entry))
        {
            return null;
        }

        if (entry.ExpiresAt > _time.GetUtcNow())
        {
            return entry;
        }

        _documents.Remove(key);
        return null;
    }

    private sealed class Entry(StoredDocument document, DateTimeOffset expiresAt)
    {
        public StoredDocument Document { get; } = document;

        public DateTimeOffset ExpiresAt { get; } = expiresAt;
    }

    private Gate Enter(DocumentKey key)
    {
        lock (_sync)
        {
            if (!_gates.TryGetValue(key, out Gate? gate))
            {
                _gates[key] = gate = new Gate();
            }

            gate.Users++;
            return gate;
        }
    }

    /// <summary>The last one out takes the gate along: keys come and go, gates must not pile up.</summary>
    private void Leave(DocumentKey key, Gate gate)
    {
        lock (_sync)
        {
            if (--gate.Users == 0)
            {
                _gates.Remove(key);
                gate.Semaphore.Dispose();
            }
        }
    }

    private sealed class Gate
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        public int Users { get; set; }
    }

    private sealed class Lease(InMemorySessionStore store, DocumentKey key, Gate gate) : IAsyncDisposable
    {
        private Gate? _gate = gate;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _gate, null) is { } held)
            {
                held.Semaphore.Release();
                store.Leave(key, held);
            }

            return ValueTask.CompletedTask;
        }
    }
}
