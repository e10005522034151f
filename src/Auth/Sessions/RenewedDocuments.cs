using Amplify.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Sessions;

/// <summary>Renewed tokens on their way into the store. With rotation theirs is the only refresh token that counts: it must not be lost.</summary>
internal sealed class RenewedDocuments(SessionStorage storage, ILogger logger)
{
    private const int Attempts = 10;

    /// <summary>An earlier flight got tokens that the store would not take: they come first, because their refresh token is the only one that counts.</summary>
    public async Task SaveUnsavedAsync(SessionEntry entry, long generation, CancellationToken cancellationToken)
    {
        UnsavedDocument? unsaved;
        lock (entry.Sync)
        {
            unsaved = entry.Generation == generation ? entry.Unsaved : null;
        }

        if (unsaved is null)
        {
            return;
        }

        // Taken, or nobody's any more because somebody signed in or out.
        await SaveAsync(entry, unsaved.Document, unsaved.Replaces, cancellationToken).ConfigureAwait(false);
        lock (entry.Sync)
        {
            entry.Unsaved = null;
        }
    }

    /// <summary>
    /// Writes renewed tokens over what they were renewed from. A document that changed meanwhile and still holds the spent
    /// refresh token (another engine noted that it verified it) is written over too: the new refresh token must not be lost.
    /// </summary>
    /// <returns>The new version; null when the session has gone on without these tokens.</returns>
    public async Task<string?> SaveAsync(SessionEntry entry, SessionDocument renewed, StoredSession replaces, CancellationToken cancellationToken)
    {
        bool rotated = !string.Equals(renewed.RefreshToken, replaces.Document.RefreshToken, StringComparison.Ordinal);
        StoredSession? over = replaces;
        for (int attempt = 0; attempt < Attempts && over is not null; attempt++)
        {
            if (await storage.WriteAsync(entry.DocumentKey, renewed, WriteCondition.Matches(over.ETag), cancellationToken).ConfigureAwait(false) is { } eTag)
            {
                return eTag;
            }

            StoredSession? now = rotated ? await storage.ReadAsync(entry.DocumentKey, cancellationToken).ConfigureAwait(false) : null;
            over = string.Equals(now?.Document.RefreshToken, replaces.Document.RefreshToken, StringComparison.Ordinal) ? now : null;
        }

        return null;
    }

    /// <summary>The engine is going: tokens that wait to be saved get a last try.</summary>
    public async Task SaveLeftOverAsync(SessionEntry entry)
    {
        try
        {
            await SaveUnsavedAsync(entry, entry.CurrentGeneration(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (AuthException e)
        {
            Log.RefreshLost(logger, e);
        }
    }
}
