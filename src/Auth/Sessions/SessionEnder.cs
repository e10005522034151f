namespace Amplify.Sessions;

/// <summary>Ends all sessions of a user at once.</summary>
internal sealed class SessionEnder(SessionTable table, SessionStorage storage, SessionPublisher publisher, TimeProvider time)
{
    private const int Attempts = 10;

    /// <summary>Deletes every session of a user that the catalog knows; engines notice within the freshness interval, this one at once.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EndSessionsOfAsync(string userId, CancellationToken cancellationToken)
    {
        int ended = 0;
        AuthException? failure = null;
        foreach (DocumentKey document in await storage.ListAsync(userId, cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                string? deleted = await DeleteAsync(userId, document).ConfigureAwait(false);
                ended += deleted is null ? 0 : 1;
                await ForgetAsync(userId, document, deleted).ConfigureAwait(false);
            }
            catch (AuthException e)
            {
                // One that cannot be ended now must not keep the others alive.
                failure ??= e;
            }
        }

        return failure is null ? ended : throw failure;
    }

    /// <summary>Deletes a session if it is the user's: what the catalog lists may be gone, or another user's by now.</summary>
    /// <returns>The version that was deleted; null when none was.</returns>
    private async Task<string?> DeleteAsync(string userId, DocumentKey document)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (await storage.ReadETagAsync(document, CancellationToken.None).ConfigureAwait(false) is not { } eTag)
            {
                return null;
            }

            try
            {
                StoredSession? stored = await storage.ReadAsync(document, CancellationToken.None).ConfigureAwait(false);
                if (stored?.Document.UserId != userId)
                {
                    return null;
                }

                eTag = stored.ETag;
            }
            catch (AuthException e) when (e.Reason == AuthErrorReason.StoreUnreadable)
            {
                // Whose it is cannot be told any more; the catalog says the user's, as long as it is this version.
            }

            if (await storage.DeleteAsync(document, WriteCondition.Matches(eTag), CancellationToken.None).ConfigureAwait(false))
            {
                return eTag;
            }
        }

        throw SessionStorage.KeepsChanging("while it was to be ended");
    }

    /// <summary>
    /// Takes a session that is gone out of the catalog and, where this engine shows it, out of sight. Looked up after the
    /// deletion: whoever loads the session from now on finds nothing. A user who has signed in since then stays.
    /// </summary>
    private async Task ForgetAsync(string userId, DocumentKey document, string? deleted)
    {
        if (table.Entries.FirstOrDefault(e => e.DocumentKey.Equals(document)) is not { } entry)
        {
            await ForgetUnlessTheirsAsync(userId, document).ConfigureAwait(false);
            return;
        }

        await entry.Changing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        StoreLook look = entry.Look(time);
        try
        {
            if (await ForgetUnlessTheirsAsync(userId, document).ConfigureAwait(false))
            {
                ShowEnd(entry, look);
            }
        }
        catch (AuthException)
        {
            if (deleted is not null && entry.View?.ETag == deleted)
            {
                ShowEnd(entry, look);
            }
            else
            {
                // Memory may show what is gone: the next read asks.
                entry.Distrust();
            }

            throw;
        }
        finally
        {
            entry.Changing.Release();
        }
    }

    private void ShowEnd(SessionEntry entry, StoreLook look)
    {
        if (entry.View is { HasUser: true })
        {
            publisher.SignedOut(entry, look);
        }
        else
        {
            // Not shown yet, or not any more; one that is being loaded must not be.
            entry.Distrust();
        }
    }

    /// <returns>Whether nobody has a session there.</returns>
    private async Task<bool> ForgetUnlessTheirsAsync(string userId, DocumentKey document)
    {
        StoredSession? now;
        try
        {
            now = await storage.ReadAsync(document, CancellationToken.None).ConfigureAwait(false);
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.StoreUnreadable)
        {
            // It may be theirs: better an entry too many.
            return false;
        }

        if (now?.Document.UserId != userId)
        {
            await storage.ForgetAsync(userId, document, CancellationToken.None).ConfigureAwait(false);
        }

        return now is null;
    }
}
