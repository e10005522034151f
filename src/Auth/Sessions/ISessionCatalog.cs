namespace Amplify.Sessions;

/// <summary>Knows which sessions a user has, so that all of them can be ended at once.</summary>
public interface ISessionCatalog
{
    /// <summary>Notes a session of a user.</summary>
    /// <param name="userId">The user's <c>sub</c>.</param>
    /// <param name="key">The session's document.</param>
    /// <param name="expiresAt">When the entry may be forgotten (UTC).</param>
    /// <param name="cancellationToken">Stops the write.</param>
    ValueTask AddAsync(string userId, DocumentKey key, DateTimeOffset expiresAt, CancellationToken cancellationToken = default);

    /// <summary>Forgets a session of a user.</summary>
    /// <param name="userId">The user's <c>sub</c>.</param>
    /// <param name="key">The session's document.</param>
    /// <param name="cancellationToken">Stops the write.</param>
    ValueTask RemoveAsync(string userId, DocumentKey key, CancellationToken cancellationToken = default);

    /// <summary>The sessions of a user.</summary>
    /// <param name="userId">The user's <c>sub</c>.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    ValueTask<IReadOnlyList<DocumentKey>> ListAsync(string userId, CancellationToken cancellationToken = default);
}
