using Amplify.Sessions;

namespace Amplify.Tests.Support;

/// <summary>A store that keeps sessions, and fails with device profiles when told to.</summary>
internal sealed class DeviceShyStore(ISessionStore inner) : ISessionStore
{
    public bool FailReads { get; set; }

    public bool FailWrites { get; set; }

    public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken = default) =>
        IsShy(key, FailReads) ? throw new IOException("The store is down.") : inner.ReadAsync(key, cancellationToken);

    public ValueTask<string?> ReadETagAsync(DocumentKey key, CancellationToken cancellationToken = default) =>
        IsShy(key, FailReads) ? throw new IOException("The store is down.") : inner.ReadETagAsync(key, cancellationToken);

    public ValueTask<string?> WriteAsync(DocumentKey key, ReadOnlyMemory<byte> content, WriteCondition condition, DateTimeOffset expiresAt, CancellationToken cancellationToken = default) =>
        IsShy(key, FailWrites) ? throw new IOException("The store is full.") : inner.WriteAsync(key, content, condition, expiresAt, cancellationToken);

    public ValueTask<bool> DeleteAsync(DocumentKey key, WriteCondition condition, CancellationToken cancellationToken = default) => inner.DeleteAsync(key, condition, cancellationToken);

    private static bool IsShy(DocumentKey key, bool fails) => fails && key.Kind == DocumentKind.DeviceProfile;
}
