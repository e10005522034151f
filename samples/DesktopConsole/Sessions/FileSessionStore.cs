using System.Security.Cryptography;
using System.Text;
using Amplify.Sessions;

namespace Amplify.Samples;

/// <summary>
/// Keeps each document in a file of its own, so that a user is still signed in at the next start. The engine encrypts what it
/// hands over (see <see cref="StoreKey"/>), so a store need not know what it holds.
/// </summary>
/// <remarks>
/// A sample of how little a store has to do: read, write if nobody else wrote meanwhile, delete. A product keeps its key in the operating
/// system's vault (DPAPI, Keychain, Secret Service) instead of in a file beside it.
/// </remarks>
internal sealed class FileSessionStore(StoreFolder folder, TimeProvider? timeProvider = null) : ISessionStore, ISessionLease
{
    private const string Documents = "documents";

    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;

    /// <inheritdoc/>
    public async ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken = default)
    {
        // Windows replaces no file that somebody reads.
        await using FileLock locked = await folder.LockAsync(Documents, cancellationToken);
        return await FindAsync(key, cancellationToken) is { } file ? new StoredDocument(file.Content, file.ETag) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<string?> ReadETagAsync(DocumentKey key, CancellationToken cancellationToken = default) =>
        (await ReadAsync(key, cancellationToken))?.ETag;

    /// <inheritdoc/>
    public async ValueTask<string?> WriteAsync(DocumentKey key, ReadOnlyMemory<byte> content, WriteCondition condition, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        // Between the look and the write nobody else may write: neither another thread nor another process.
        await using FileLock locked = await folder.LockAsync(Documents, cancellationToken);
        if (!condition.HoldsFor((await FindAsync(key, cancellationToken))?.ETag))
        {
            return null;
        }

        var file = new DocumentFile(Guid.NewGuid(), expiresAt, content);
        await folder.WriteAsync(PathOf(key), file.ToBytes(), cancellationToken);
        return file.ETag;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(DocumentKey key, WriteCondition condition, CancellationToken cancellationToken = default)
    {
        await using FileLock locked = await folder.LockAsync(Documents, cancellationToken);
        if (await FindAsync(key, cancellationToken) is { } file && !condition.HoldsFor(file.ETag))
        {
            return false;
        }

        File.Delete(PathOf(key));
        return true;
    }

    /// <summary>Two windows of this program renew one session one after the other, and the second finds what the first got.</summary>
    /// <remarks>The operating system gives a lock back when its holder dies, so the duration is not needed.</remarks>
    public async ValueTask<IAsyncDisposable> AcquireAsync(DocumentKey key, TimeSpan duration, CancellationToken cancellationToken = default) =>
        await folder.LockAsync(NameOf(key), cancellationToken);

    private async Task<DocumentFile?> FindAsync(DocumentKey key, CancellationToken cancellationToken) =>
        await DocumentFile.ReadAsync(PathOf(key), cancellationToken) is { } file && file.ExpiresAt > _time.GetUtcNow() ? file : null;

    private string PathOf(DocumentKey key) => folder.PathOf($"{NameOf(key)}.session");

    /// <summary>A name that every file system takes, of whatever the key is made of.</summary>
    private static string NameOf(DocumentKey key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString())))[..32];
}
