namespace Amplify.Sessions;

/// <summary>Ends all sessions of a user at once.</summary>
internal sealed class SessionEnder(SessionTable table, SessionStorage storage, SessionPublisher publisher)
{
    private const int Attempts = 10;

    /// <summary>Deletes every session of a user that the catalog knows; engines notice within the freshness interval, this one at once.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EndSessionsOfAsync(string userId, CancellationToken cancellationToken)
    {
        int ended = 0;
        foreach (DocumentKey document in await storage.ListAsync(userId, cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await TryEndAsync(userId, document).ConfigureAwait(false))
            {
                ended++;
                await ShowEndAsync(document).ConfigureAwait(false);
            }

            await storage.ForgetAsync(userId, document, CancellationToken.None).ConfigureAwait(false);
        }

        return ended;
    }

    /// <summary>Deletes a session if it is the user's: what the catalog lists may be gone, or another user's by now.</summary>
    private async Task<bool> TryEndAsync(string userId, DocumentKey document)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            WriteCondition condition = WriteCondition.None;
            try
            {
                StoredSession? stored = await storage.ReadAsync(document, CancellationToken.None).ConfigureAwait(false);
                if (stored?.Document.UserId != userId)
                {
                    return false;
                }

                condition = WriteCondition.Matches(stored.ETag);
            }
            catch (AuthException e) when (e.Reason == AuthErrorReason.StoreUnreadable)
            {
                // Whose it is cannot be told any more; the catalog says the user's.
            }

            if (await storage.DeleteAsync(document, condition, CancellationToken.None).ConfigureAwait(false))
            {
                return true;
            }
        }

        throw SessionStorage.KeepsChanging("while it was to be ended");
    }

    /// <summary>Looked up after the deletion: whoever loads the session from now on finds nothing.</summary>
    private async Task ShowEndAsync(DocumentKey document)
    {
        if (table.Entries.FirstOrDefault(e => e.DocumentKey.Equals(document)) is not { } entry)
        {
            return;
        }

        await entry.Changing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            // A user who has signed in since then stays.
            if (await storage.ReadETagAsync(document, CancellationToken.None).ConfigureAwait(false) is null)
            {
                publisher.SignedOut(entry, entry.BeginGeneration(), SessionEndReason.SignedOut);
            }
        }
        finally
        {
            entry.Changing.Release();
        }
    }
}
