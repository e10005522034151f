using Amplify.AppClients;
using Amplify.Configuration;
using Amplify.Credentials;
using Amplify.Diagnostics;

namespace Amplify.Sessions;

/// <summary>
/// The sessions of all users of an engine. Every path that obtains tokens ends here, every read begins here; a read within
/// the freshness interval is one look at memory.
/// </summary>
internal sealed class SessionEngine(
    SessionTable table,
    SessionStorage storage,
    SessionViews views,
    SessionLoader loader,
    SessionRefresher refresher,
    RenewedDocuments renewed,
    SessionPublisher publisher,
    AuthSettings settings,
    ServiceClock clock) : IAsyncDisposable
{
    private const int Attempts = 10;
    private const int Rounds = 3;

    /// <summary>The session now, renewed first when need be.</summary>
    public ValueTask<AuthSession> CurrentAsync(SessionKey key, CurrentSessionOptions? options, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<AuthSession>(cancellationToken);
        }

        SessionEntry entry = table.Get(key);
        if (options is not { ForceRefresh: true }
            && entry.View is { } view
            && entry.IsFresh(clock.Time.GetTimestamp())
            && clock.UtcNow < view.RefreshAt)
        {
            return new ValueTask<AuthSession>(view.Session);
        }

        return CurrentSlowAsync(entry, options, cancellationToken);
    }

    /// <summary>Deletes what a replaced key holds, readable or not, and a guest's credentials with it. Where there is no session, nobody is told.</summary>
    public async Task DropAsync(SessionKey replaced)
    {
        SessionEntry entry = DropCredentials(replaced);
        if (await storage.ReadETagAsync(entry.DocumentKey, CancellationToken.None).ConfigureAwait(false) is not null)
        {
            await SignOutAsync(replaced, onlyUserId: null, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets the credentials under a key, and what a renewal under way will bring.</summary>
    public SessionEntry DropCredentials(SessionKey replaced)
    {
        SessionEntry entry = table.Get(replaced);
        lock (entry.Sync)
        {
            entry.Credentials.Clear();
        }

        return entry;
    }

    /// <summary>Stores a signed-in session and shows it.</summary>
    /// <param name="key">Where: the one user's key, or a new one.</param>
    /// <param name="document">The session; its tokens are verified.</param>
    /// <param name="replace">Whether a user who is there may be replaced.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <exception cref="AuthException">Somebody is signed in, or the store failed.</exception>
    public async Task<AuthSession> AdoptAsync(SessionKey key, SessionDocument document, bool replace, CancellationToken cancellationToken)
    {
        SessionEntry entry = table.Get(key);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            string? current = await storage.ReadETagAsync(entry.DocumentKey, cancellationToken).ConfigureAwait(false);
            if (current is not null && !replace)
            {
                if (entry.View?.ETag != current)
                {
                    // Somebody signed in elsewhere, or here a moment ago, and memory does not show it yet.
                    entry.Distrust();
                }

                ThrowIfSignedIn(await CurrentAsync(key, null, cancellationToken).ConfigureAwait(false));
            }

            WriteCondition condition = current is null ? WriteCondition.Absent : WriteCondition.Matches(current);
            if (await TryAdoptAsync(entry, document, condition, cancellationToken).ConfigureAwait(false) is { } view)
            {
                return view.Session;
            }
        }

        throw SessionStorage.KeepsChanging("while a user signed in");
    }

    private async Task<SessionView?> TryAdoptAsync(SessionEntry entry, SessionDocument document, WriteCondition condition, CancellationToken cancellationToken)
    {
        await entry.Changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            StoreLook look = entry.Look(clock.Time);
            if (await storage.WriteAsync(entry.DocumentKey, document, condition, cancellationToken).ConfigureAwait(false) is not { } eTag)
            {
                return null;
            }

            SessionView view = views.Of(document, eTag, SessionSource.SignIn);
            publisher.SignedIn(entry, look, view);

            // The sign-in has happened: from here on nobody's cancellation takes it back.
            await storage.NoteAsync(document.UserId, entry.DocumentKey, CancellationToken.None).ConfigureAwait(false);
            return view;
        }
        catch (Exception e) when (e is AuthException or OperationCanceledException)
        {
            // The store may have done it all the same: the next read asks.
            entry.Distrust();
            throw;
        }
        finally
        {
            entry.Changing.Release();
        }
    }

    /// <exception cref="AuthException">A user is signed in and the session is alive.</exception>
    public static void ThrowIfSignedIn(AuthSession session)
    {
        // A session the service refuses to renew does not stand in the way of signing in again.
        if (session.State is AuthSessionState.SignedIn or AuthSessionState.Offline or AuthSessionState.Federated)
        {
            throw new AuthException(new AuthError
            {
                Reason = AuthErrorReason.AlreadySignedIn,
                Message = "A user is signed in already.",
                Suggestion = "Sign out first, or sign in with WhenAlreadySignedIn.Replace.",
            });
        }
    }

    /// <summary>Forgets a session here and in the store.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="onlyUserId">The user it must be; another one's is left alone. Null for anybody's.</param>
    /// <param name="cancellationToken">Stops before the deletion.</param>
    public async Task<ForgottenSession> SignOutAsync(SessionKey key, string? onlyUserId, CancellationToken cancellationToken)
    {
        SessionEntry entry = table.Get(key);
        await entry.Changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            StoreLook look = entry.Look(clock.Time);
            if (await TryDeleteAsync(entry, onlyUserId, cancellationToken).ConfigureAwait(false) is not { } newest)
            {
                // Gone, or somebody else's by now: memory may show the user still, and asks before it does so again.
                entry.Distrust();
                return new ForgottenSession(null, null);
            }

            publisher.SignedOut(entry, look);
            if (newest.Document is { } document)
            {
                await storage.ForgetAsync(document.UserId, entry.DocumentKey, CancellationToken.None).ConfigureAwait(false);
            }

            return newest;
        }
        catch (Exception e) when (e is AuthException or OperationCanceledException)
        {
            // The store may have done it all the same: the next read asks.
            entry.Distrust();
            throw;
        }
        finally
        {
            entry.Changing.Release();
        }
    }

    /// <summary>Nothing changes in memory before the store has done it: if it fails, the session goes on with all it has.</summary>
    /// <returns>What was there; null when it is not the user's.</returns>
    private async Task<ForgottenSession?> TryDeleteAsync(SessionEntry entry, string? onlyUserId, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            // Of the version looked at, where it matters whose it is; of any, where a person wants to be signed out.
            string? version = onlyUserId is null ? null : await storage.ReadETagAsync(entry.DocumentKey, cancellationToken).ConfigureAwait(false);
            ForgottenSession newest = await NewestAsync(entry, cancellationToken).ConfigureAwait(false);
            if (onlyUserId is not null && newest.Document?.UserId != onlyUserId)
            {
                return null;
            }

            if (onlyUserId is not null && version is null)
            {
                // The user has signed in between the two looks.
                continue;
            }

            WriteCondition condition = version is null ? WriteCondition.None : WriteCondition.Matches(version);
            if (await storage.DeleteAsync(entry.DocumentKey, condition, cancellationToken).ConfigureAwait(false) || version is null)
            {
                return newest;
            }
        }

        throw SessionStorage.KeepsChanging("while it was to be ended");
    }

    /// <summary>The store's word first, because another process may have renewed the session; then memory's.</summary>
    private async Task<ForgottenSession> NewestAsync(SessionEntry entry, CancellationToken cancellationToken)
    {
        SessionDocument? stored;
        AuthError? unreadable = null;
        try
        {
            stored = (await storage.ReadAsync(entry.DocumentKey, cancellationToken).ConfigureAwait(false))?.Document;
        }
        catch (AuthException e)
        {
            // Signing out is how a person gets rid of what cannot be read; whether the store works, the deletion shows.
            stored = entry.View?.Document;
            unreadable = e.Error;
        }

        lock (entry.Sync)
        {
            SessionDocument? newest = entry.Unsaved is { } unsaved && unsaved.Replaces.Document.RefreshToken == stored?.RefreshToken ? unsaved.Document : stored;
            return new ForgottenSession(newest, newest is null ? unreadable : null);
        }
    }

    /// <summary>Waits for refreshes in flight and saves what they could not.</summary>
    public async ValueTask DisposeAsync()
    {
        await refresher.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(table.Entries.Where(e => e.Unsaved is not null).Select(renewed.SaveLeftOverAsync)).ConfigureAwait(false);
    }

    private async ValueTask<AuthSession> CurrentSlowAsync(SessionEntry entry, CurrentSessionOptions? options, CancellationToken cancellationToken)
    {
        // A copy: the refresh is everybody's work, and may read it after the caller has gone.
        Dictionary<string, string>? clientMetadata = ClientMetadata.CopyOf(options?.ClientMetadata);
        for (int round = 0; round < Rounds; round++)
        {
            SessionView view = await loader.EnsureFreshAsync(entry, cancellationToken).ConfigureAwait(false);
            if (!view.HasUser || view.IsFederated)
            {
                return view.Session;
            }

            DateTimeOffset now = clock.UtcNow;
            Task<RefreshOutcome> refresh;
            if (options is { ForceRefresh: true })
            {
                refresh = view.Document!.RefreshToken is null && now < view.ExpiresAt
                    ? Task.FromResult(RefreshOutcome.NotRenewable(view))
                    : refresher.ForceAsync(entry, clientMetadata, cancellationToken);
            }
            else if (now < view.RefreshAt)
            {
                return view.Session;
            }
            else
            {
                refresh = refresher.Start(entry, view, clientMetadata);
                if (now < view.ExpiresAt && settings.BackgroundRefresh)
                {
                    return view.Session;
                }
            }

            RefreshOutcome outcome = await SyncWorkers.Settle(refresh).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (outcome.Error is not null || !outcome.View.HasUser || clock.UtcNow < outcome.View.ExpiresAt)
            {
                return Show(outcome);
            }

            // Another session took the place of the one that was to be renewed, and its tokens have expired: now it is its turn.
        }

        throw SessionStorage.KeepsChanging("while it was renewed");
    }

    /// <summary>A refresh that failed while the tokens are valid leaves the user signed in, with the reason along.</summary>
    private AuthSession Show(RefreshOutcome outcome) => outcome.Error is null || clock.UtcNow >= outcome.View.ExpiresAt
        ? outcome.Session
        : new AuthSession
        {
            State = AuthSessionState.SignedIn,
            User = outcome.Session.User,
            Tokens = outcome.Session.Tokens,
            Source = outcome.Session.Source,
            RefreshAt = outcome.Session.RefreshAt,
            Error = outcome.Error,
        };
}
