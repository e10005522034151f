using Amplify.Sessions;

namespace Amplify.Tests.Support;

/// <summary>A store that fails when told to, and counts.</summary>
internal sealed class BreakableStore(InMemorySessionStore inner) : ISessionStore, ISessionLease
{
    private int _eTagReads;
    private int _reads;

    public bool FailReads { get; set; }

    public bool FailWrites { get; set; }

    public bool FailDeletes { get; set; }

    public DocumentKind? FailDeletesOf { get; set; }

    /// <summary>Called after each write that was done.</summary>
    public Action? Written { get; set; }

    public int ETagReads => _eTagReads;

    public int Reads => _reads;

    public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _reads);
        return FailReads ? throw new IOException("The store is down.") : inner.ReadAsync(key, cancellationToken);
    }

    public ValueTask<string?> ReadETagAsync(DocumentKey key, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _eTagReads);
        return FailReads ? throw new IOException("The store is down.") : inner.ReadETagAsync(key, cancellationToken);
    }

    public async ValueTask<string?> WriteAsync(DocumentKey key, ReadOnlyMemory<byte> content, WriteCondition condition, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        string? eTag = FailWrites ? throw new IOException("The store is full.") : await inner.WriteAsync(key, content, condition, expiresAt, cancellationToken);
        if (eTag is not null)
        {
            Written?.Invoke();
        }

        return eTag;
    }

    public ValueTask<bool> DeleteAsync(DocumentKey key, WriteCondition condition, CancellationToken cancellationToken = default) =>
        FailDeletes || key.Kind == FailDeletesOf ? throw new IOException("The store is down.") : inner.DeleteAsync(key, condition, cancellationToken);

    public ValueTask<IAsyncDisposable> AcquireAsync(DocumentKey key, TimeSpan duration, CancellationToken cancellationToken = default) =>
        inner.AcquireAsync(key, duration, cancellationToken);
}
