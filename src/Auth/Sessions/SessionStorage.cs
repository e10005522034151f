using System.Security.Cryptography;
using System.Text;
using Amplify.Configuration;
using Amplify.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Sessions;

/// <summary>The store as the engine uses it: session documents in and out, within the time allowed, failures typed.</summary>
internal sealed class SessionStorage(ISessionStore store, ISessionLease? lease, ISessionCatalog? catalog, SessionCodec codec, AuthSettings settings, ServiceClock clock, ILogger logger)
{
    private static readonly TimeSpan _leaseSlack = TimeSpan.FromSeconds(5);

    private readonly StoreGuard _guard = new(settings, clock);

    public bool HasLease => lease is not null;

    public bool HasCatalog => catalog is not null;

    public DocumentKey KeyOf(SessionKey key)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"session key {key.Reveal()}"));
        return new DocumentKey(DocumentKind.Session, settings.UserPoolId, settings.ClientId, Convert.ToHexString(hash, 0, 16));
    }

    public Task<string?> ReadETagAsync(DocumentKey key, CancellationToken cancellationToken) =>
        _guard.CallAsync(token => store.ReadETagAsync(key, token), cancellationToken);

    public async Task<StoredSession?> ReadAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        StoredDocument? stored = await _guard.CallAsync(token => store.ReadAsync(key, token), cancellationToken).ConfigureAwait(false);
        return stored is null ? null : new StoredSession(codec.Decode(key, stored.Content.Span), stored.ETag);
    }

    /// <returns>The new version; null when the condition did not hold.</returns>
    public Task<string?> WriteAsync(DocumentKey key, SessionDocument document, WriteCondition condition, CancellationToken cancellationToken)
    {
        byte[] content = codec.Encode(key, document);
        return _guard.CallAsync(token => store.WriteAsync(key, content, condition, ExpiresAt(), token), cancellationToken);
    }

    public Task<bool> DeleteAsync(DocumentKey key, WriteCondition condition, CancellationToken cancellationToken) =>
        _guard.CallAsync(token => store.DeleteAsync(key, condition, token), cancellationToken);

    /// <summary>The lease of a document; one that is nothing where the store gives none.</summary>
    public async Task<SessionHold> LeaseAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        if (lease is null)
        {
            return new SessionHold(clock.Time, lasts: null, giveBack: null);
        }

        // Room for several calls, and behind the last one for its answer, for the write that keeps it, and for the lease's own way here.
        TimeSpan duration = (settings.RequestTimeout * 4) + (_leaseSlack * 2);
        TimeSpan lasts = duration - (settings.RequestTimeout * 2) - _leaseSlack;
        Task<IAsyncDisposable>? acquiring = null;
        try
        {
            IAsyncDisposable held = await _guard.CallAsync(
                token => new ValueTask<IAsyncDisposable>(acquiring = lease.AcquireAsync(key, duration, token).AsTask()),
                cancellationToken,
                patience: duration + settings.RequestTimeout,
                canBeUndone: true).ConfigureAwait(false);
            return new SessionHold(clock.Time, lasts, () => ReturnAsync(held));
        }
        catch (Exception e) when (acquiring is not null && e is AuthException or OperationCanceledException)
        {
            // Had after nobody waits any more, it would be held until it runs out.
            _ = ReturnLateAsync(acquiring!);
            throw;
        }
    }

    private async Task ReturnLateAsync(Task<IAsyncDisposable> acquiring)
    {
        await Task.WhenAny(acquiring).ConfigureAwait(false);
        if (acquiring.IsCompletedSuccessfully)
        {
            await ReturnAsync(await acquiring.ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    /// <summary>Gives a lease back. What was done under it stays done if that fails: the lease runs out by itself.</summary>
    private async ValueTask ReturnAsync(IAsyncDisposable held)
    {
        try
        {
            await _guard.CallAsync(_ => Completed(held.DisposeAsync()), CancellationToken.None).ConfigureAwait(false);
        }
        catch (AuthException e)
        {
            Log.LeaseNotReturned(logger, e);
        }
    }

    /// <summary>Notes a session in the catalog; a catalog that fails does not undo a sign-in.</summary>
    public async Task NoteAsync(string userId, DocumentKey key, CancellationToken cancellationToken)
    {
        if (catalog is null)
        {
            return;
        }

        try
        {
            await _guard.CallAsync(token => Completed(catalog.AddAsync(userId, key, ExpiresAt(), token)), cancellationToken).ConfigureAwait(false);
        }
        catch (AuthException e)
        {
            Log.CatalogWriteFailed(logger, e);
        }
    }

    public async Task ForgetAsync(string userId, DocumentKey key, CancellationToken cancellationToken)
    {
        if (catalog is null)
        {
            return;
        }

        try
        {
            await _guard.CallAsync(token => Completed(catalog.RemoveAsync(userId, key, token)), cancellationToken).ConfigureAwait(false);
        }
        catch (AuthException e)
        {
            // A left-over entry names a document that is gone: ending all sessions finds nothing to delete there.
            Log.CatalogRemoveFailed(logger, e);
        }
    }

    public Task<IReadOnlyList<DocumentKey>> ListAsync(string userId, CancellationToken cancellationToken) =>
        catalog is null
            ? throw new InvalidOperationException("The session store has no catalog. Give AuthServices.SessionCatalog, or a store that implements ISessionCatalog.")
            : _guard.CallAsync(token => catalog.ListAsync(userId, token), cancellationToken);

    /// <summary>Attempt after attempt found another version: somebody else is writing all the time, or the store forgets.</summary>
    public static AuthException KeepsChanging(string when) => new(new AuthError
    {
        Reason = AuthErrorReason.StoreUnavailable,
        Message = $"The session in the store changed again and again {when}.",
        Suggestion = "Try again.",
        IsTransient = true,
    });

    private static async ValueTask<bool> Completed(ValueTask task)
    {
        await task.ConfigureAwait(false);
        return true;
    }

    private DateTimeOffset ExpiresAt() => clock.Time.GetUtcNow() + settings.SessionLifetime;
}
