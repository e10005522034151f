using Amplify.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Sessions;

/// <summary>
/// Keeps the catalog true while sessions are renewed and end: behind everybody's back, because nobody needs to wait for it, and
/// between sign-ins and sign-outs, whose entries look the same.
/// </summary>
internal sealed class CatalogEntries(SessionStorage storage, BackgroundWork work, ILogger logger)
{
    /// <summary>A session was renewed and lives longer: so does its entry.</summary>
    public void Note(SessionEntry entry, string userId) => Run(entry, async there =>
    {
        if (there)
        {
            await storage.NoteAsync(userId, entry.DocumentKey, CancellationToken.None).ConfigureAwait(false);
        }
    });

    /// <summary>A session has ended; unless a user has signed in under its key since then, its entry goes.</summary>
    public void Forget(SessionEntry entry, string userId) => Run(entry, async there =>
    {
        if (!there)
        {
            await storage.ForgetAsync(userId, entry.DocumentKey, CancellationToken.None).ConfigureAwait(false);
        }
    });

    private void Run(SessionEntry entry, Func<bool, Task> act)
    {
        if (storage.HasCatalog)
        {
            _ = work.Run(() => RunAsync(entry, act));
        }
    }

    private async Task<bool> RunAsync(SessionEntry entry, Func<bool, Task> act)
    {
        await entry.Changing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await act(await storage.ReadETagAsync(entry.DocumentKey, CancellationToken.None).ConfigureAwait(false) is not null).ConfigureAwait(false);
            return true;
        }
        catch (AuthException e)
        {
            Log.CatalogWriteFailed(logger, e);
            return false;
        }
        finally
        {
            entry.Changing.Release();
        }
    }
}
