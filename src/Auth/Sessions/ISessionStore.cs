namespace Amplify.Sessions;

/// <summary>
/// Keeps documents: bytes under a key, with an ETag and compare-and-swap writes. The engine encrypts; a store never sees a token.
/// </summary>
/// <remarks>
/// Every failure (unreachable, time-out, no permission) throws; "not found" must mean that the document is certainly not
/// there, because the engine then takes the user for signed out. Implementations are safe for concurrent use.
/// A store may also implement <see cref="ISessionLease"/> and <see cref="ISessionCatalog"/>; the engine then uses them.
/// </remarks>
public interface ISessionStore
{
    /// <summary>Reads a document.</summary>
    /// <param name="key">Which.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The document, or null when it is not there or has expired.</returns>
    ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken = default);

    /// <summary>Reads a document's ETag only: the cheap question whether it changed.</summary>
    /// <param name="key">Which.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The ETag, or null when the document is not there or has expired.</returns>
    ValueTask<string?> ReadETagAsync(DocumentKey key, CancellationToken cancellationToken = default);

    /// <summary>Writes a document whole, if the condition holds: atomically, durable when it returns.</summary>
    /// <param name="key">Which.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="condition">What must hold.</param>
    /// <param name="expiresAt">When the store may forget it (UTC).</param>
    /// <param name="cancellationToken">Stops the write, if it has not happened yet.</param>
    /// <returns>The new ETag, different from every earlier one of this key; null when the condition did not hold and nothing was written.</returns>
    ValueTask<string?> WriteAsync(DocumentKey key, ReadOnlyMemory<byte> content, WriteCondition condition, DateTimeOffset expiresAt, CancellationToken cancellationToken = default);

    /// <summary>Deletes a document, if the condition holds.</summary>
    /// <param name="key">Which.</param>
    /// <param name="condition">What must hold.</param>
    /// <param name="cancellationToken">Stops the delete, if it has not happened yet.</param>
    /// <returns>Whether the document is gone: deleted now, or not there before. False when the condition did not hold.</returns>
    ValueTask<bool> DeleteAsync(DocumentKey key, WriteCondition condition, CancellationToken cancellationToken = default);
}
