using Amplify.Sessions;

namespace Amplify.Tests.Support;

/// <summary>A store that gives neither lease nor catalog.</summary>
internal sealed class BareStore(ISessionStore inner) : ISessionStore
{
    public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken = default) => inner.ReadAsync(key, cancellationToken);

    public ValueTask<string?> ReadETagAsync(DocumentKey key, CancellationToken cancellationToken = default) => inner.ReadETagAsync(key, cancellationToken);

    public ValueTask<string?> WriteAsync(DocumentKey key, ReadOnlyMemory<byte> content, WriteCondition condition, DateTimeOffset expiresAt, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(key, content, condition, expiresAt, cancellationToken);

    public ValueTask<bool> DeleteAsync(DocumentKey key, WriteCondition condition, CancellationToken cancellationToken = default) => inner.DeleteAsync(key, condition, cancellationToken);
}
