using Amplify.CognitoIdentityProvider.Model;
using Amplify.Diagnostics;
using Amplify.Tokens;
using Microsoft.Extensions.Logging;

namespace Amplify.Sessions;

/// <summary>
/// One refresh from beginning to end: lease → re-read the store → call → check claims → persist → verify → publish.
/// </summary>
internal sealed class RefreshFlight(
    SessionStorage storage,
    SessionViews views,
    TokenRenewal renewal,
    TokenVerifier verifier,
    SessionPublisher publisher,
    ServiceClock clock,
    ILogger logger)
{
    private const int QuickRepeats = 2;
    private const int SaveAttempts = 10;

    public async Task<RefreshOutcome> RunAsync(
        SessionEntry entry,
        SessionView view,
        long generation,
        bool force,
        IReadOnlyDictionary<string, string>? clientMetadata,
        CancellationToken cancellationToken)
    {
        var run = new Run(entry, view, generation, clientMetadata);
        try
        {
            await using ((await storage.LeaseAsync(entry.DocumentKey, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false))
            {
                return await UnderLeaseAsync(run, force, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (AuthException e)
        {
            (RefreshVerdict verdict, _) = SessionEndings.Judge(e.Error);
            return RefreshOutcome.Failed(view, e.Reason == AuthErrorReason.StoreUnreadable ? RefreshVerdict.KeepAndReport : verdict, e.Error);
        }
        catch (OperationCanceledException)
        {
            return RefreshOutcome.Failed(view, RefreshVerdict.KeepAndRetry, new AuthError
            {
                Reason = AuthErrorReason.TimedOut,
                Message = "The refresh was given up because the engine was disposed.",
                IsTransient = true,
            });
        }
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

    private async Task<RefreshOutcome> UnderLeaseAsync(Run run, bool force, CancellationToken cancellationToken)
    {
        await SaveUnsavedAsync(run.Entry, run.Generation, cancellationToken).ConfigureAwait(false);
        StoredSession? stored = await storage.ReadAsync(run.Entry.DocumentKey, cancellationToken).ConfigureAwait(false);
        if (stored is null)
        {
            return publisher.SignedOut(run.Entry, run.Generation, SessionEndReason.SignedOut);
        }

        if ((stored.ETag != run.View.ETag || stored.Document.Unverified) && await AdoptAsync(run, stored, force, cancellationToken).ConfigureAwait(false) is { } adopted)
        {
            return adopted;
        }

        return stored.Document.RefreshToken is null
            ? await EndAsync(run, stored, SessionEndReason.RefreshTokenExpired, cancellationToken).ConfigureAwait(false)
            : await RenewAsync(run, stored, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An earlier flight got tokens that the store would not take: they come first, because their refresh token is the only one that counts.</summary>
    private async Task SaveUnsavedAsync(SessionEntry entry, long generation, CancellationToken cancellationToken)
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
    private async Task<string?> SaveAsync(SessionEntry entry, SessionDocument renewed, StoredSession replaces, CancellationToken cancellationToken)
    {
        bool rotated = !string.Equals(renewed.RefreshToken, replaces.Document.RefreshToken, StringComparison.Ordinal);
        StoredSession? over = replaces;
        for (int attempt = 0; attempt < SaveAttempts && over is not null; attempt++)
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

    /// <summary>The store holds something newer: another process renewed the session, or an earlier flight could not verify it.</summary>
    /// <returns>Null when it has to be renewed all the same.</returns>
    private async Task<RefreshOutcome?> AdoptAsync(Run run, StoredSession stored, bool force, CancellationToken cancellationToken)
    {
        if (force)
        {
            // However new it is, it was renewed before the caller asked.
            return null;
        }

        if (stored.Document.Unverified)
        {
            try
            {
                return await VerifyAndPublishAsync(run, stored.Document, stored.ETag).ConfigureAwait(false);
            }
            catch (AuthException e) when (e.Reason == AuthErrorReason.InvalidToken)
            {
                return null;
            }
        }

        SessionView view = views.Of(stored.Document, stored.ETag, SessionSource.Store);
        if (clock.UtcNow >= view.RefreshAt)
        {
            return null;
        }

        Log.RefreshAdopted(logger);
        return publisher.Renewed(run.Entry, run.Generation, view);
    }

    private async Task<RefreshOutcome> RenewAsync(Run run, StoredSession stored, CancellationToken cancellationToken)
    {
        string? deviceKey = stored.Document.DeviceKey;
        bool otherDeviceKeyTried = deviceKey is null;
        for (int repeats = 0; ;)
        {
            // Once sent it must be seen through: an engine that is being disposed sends nothing new.
            cancellationToken.ThrowIfCancellationRequested();
            (AuthenticationResultType? result, AuthError? error) = await CallAsync(run, stored.Document, deviceKey).ConfigureAwait(false);
            if (error is null)
            {
                return await KeepAsync(run, stored, result!, deviceKey).ConfigureAwait(false);
            }

            if (error.MayHaveBeenApplied)
            {
                run.Entry.NoteLostAnswer(clock.Time);
                if (error.Reason == AuthErrorReason.Network && repeats < QuickRepeats)
                {
                    repeats++;
                    Log.RefreshAnswerLost(logger);
                    await Task.Delay(TimeSpan.FromMilliseconds(250 * repeats), clock.Time, cancellationToken).ConfigureAwait(false);
                    if (await ReReadAsync(run, stored, cancellationToken).ConfigureAwait(false) is { } changed)
                    {
                        return changed;
                    }

                    continue;
                }
            }

            (RefreshVerdict verdict, SessionEndReason? reason) = SessionEndings.Judge(error);
            if (verdict != RefreshVerdict.Ends)
            {
                return RefreshOutcome.Failed(run.View, verdict, error);
            }

            if (reason == SessionEndReason.RefreshTokenInvalid && !otherDeviceKeyTried)
            {
                // A session bound to a device the service has forgotten says the same as an invalid token.
                otherDeviceKeyTried = true;
                deviceKey = null;
                continue;
            }

            if (await ReReadAsync(run, stored, cancellationToken).ConfigureAwait(false) is { } newer)
            {
                return newer;
            }

            return await EndAsync(run, stored, run.Entry.EndReason(reason!.Value), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sent is sent: what comes back must be kept, so disposal does not cut this call; its own time-out ends it.</summary>
    private async Task<(AuthenticationResultType? Result, AuthError? Error)> CallAsync(Run run, SessionDocument document, string? deviceKey)
    {
        try
        {
            return (await renewal.RenewAsync(document, deviceKey, run.ClientMetadata, CancellationToken.None).ConfigureAwait(false), null);
        }
        catch (AuthException e)
        {
            return (null, e.Error);
        }
    }

    /// <summary>Claims first, then the store, then the signatures: a rotated refresh token must be safe before anything can fail.</summary>
    private async Task<RefreshOutcome> KeepAsync(Run run, StoredSession stored, AuthenticationResultType result, string? deviceKey)
    {
        run.Entry.NoteAnswer();
        SessionDocument renewed;
        try
        {
            renewed = Merge(stored.Document, result, deviceKey);
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.InvalidToken)
        {
            return RefreshOutcome.Failed(run.View, RefreshVerdict.KeepAndReport, e.Error);
        }

        string? eTag;
        try
        {
            eTag = await SaveAsync(run.Entry, renewed, stored, CancellationToken.None).ConfigureAwait(false);
        }
        catch (AuthException e)
        {
            run.Entry.KeepUnsaved(new UnsavedDocument(renewed, stored), run.Generation);
            Log.RefreshNotSaved(logger, e);
            throw;
        }

        if (eTag is null)
        {
            Log.RefreshDropped(logger);
            return await ReReadAsync(run, stored, CancellationToken.None).ConfigureAwait(false) ?? RefreshOutcome.Done(run.Entry.View!);
        }

        try
        {
            return await VerifyAndPublishAsync(run, renewed, eTag).ConfigureAwait(false);
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.InvalidToken)
        {
            return RefreshOutcome.Failed(run.View, RefreshVerdict.KeepAndReport, e.Error);
        }
    }

    private SessionDocument Merge(SessionDocument old, AuthenticationResultType result, string? deviceKey)
    {
        // As of their own time of issue: a machine whose clock is wrong must not throw the new refresh token away. The time now is judged once they are safe.
        ParsedToken id = verifier.CheckClaims(result.IdToken!, TokenUse.Id, TokenReader.Read(result.IdToken!).IssuedAt);
        ParsedToken access = verifier.CheckClaims(result.AccessToken!, TokenUse.Access, TokenReader.Read(result.AccessToken!).IssuedAt);
        if (id.Subject != old.UserId || access.Subject != old.UserId)
        {
            throw new AuthException(new AuthError { Reason = AuthErrorReason.InvalidToken, Message = "The renewed tokens belong to another user." });
        }

        return new SessionDocument
        {
            UserId = old.UserId,
            Username = old.Username,
            AccessToken = result.AccessToken!,
            IdToken = result.IdToken!,
            RefreshToken = string.IsNullOrEmpty(result.RefreshToken) ? old.RefreshToken : result.RefreshToken,
            DeviceKey = deviceKey,
            Unverified = true,
            ClockOffsetSeconds = clock.Offset.TotalSeconds,
        };
    }

    private async Task<RefreshOutcome> VerifyAndPublishAsync(Run run, SessionDocument document, string eTag)
    {
        DateTimeOffset now = clock.UtcNow;
        await verifier.VerifySignatureAsync(verifier.CheckClaims(document.IdToken, TokenUse.Id, now), CancellationToken.None).ConfigureAwait(false);
        await verifier.VerifySignatureAsync(verifier.CheckClaims(document.AccessToken, TokenUse.Access, now), CancellationToken.None).ConfigureAwait(false);

        SessionDocument verified = document.Verified();
        string? current = eTag;
        try
        {
            current = await storage.WriteAsync(run.Entry.DocumentKey, verified, WriteCondition.Matches(eTag), CancellationToken.None).ConfigureAwait(false);
            if (current is null && await ReReadAsync(run, new StoredSession(document, eTag), CancellationToken.None).ConfigureAwait(false) is { } changed)
            {
                return changed;
            }
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.StoreUnavailable)
        {
            Log.VerifiedMarkNotSaved(logger, e);
        }

        return publisher.Renewed(run.Entry, run.Generation, views.Of(verified, current ?? eTag, SessionSource.Refresh));
    }

    /// <returns>Null when the store still holds what this flight began with.</returns>
    private async Task<RefreshOutcome?> ReReadAsync(Run run, StoredSession stored, CancellationToken cancellationToken)
    {
        StoredSession? now = await storage.ReadAsync(run.Entry.DocumentKey, cancellationToken).ConfigureAwait(false);
        if (now is null)
        {
            return publisher.SignedOut(run.Entry, run.Generation, SessionEndReason.SignedOut);
        }

        return now.ETag == stored.ETag ? null : await AdoptAsync(run, now, force: false, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RefreshOutcome> EndAsync(Run run, StoredSession stored, SessionEndReason reason, CancellationToken cancellationToken)
    {
        if (!await storage.DeleteAsync(run.Entry.DocumentKey, WriteCondition.Matches(stored.ETag), cancellationToken).ConfigureAwait(false)
            && await ReReadAsync(run, stored, cancellationToken).ConfigureAwait(false) is { } newer)
        {
            return newer;
        }

        await storage.ForgetAsync(stored.Document.UserId, run.Entry.DocumentKey, cancellationToken).ConfigureAwait(false);
        return publisher.SignedOut(run.Entry, run.Generation, reason);
    }

    /// <summary>What a flight began with.</summary>
    private sealed class Run(SessionEntry entry, SessionView view, long generation, IReadOnlyDictionary<string, string>? clientMetadata)
    {
        public SessionEntry Entry => entry;

        public SessionView View => view;

        public long Generation => generation;

        public IReadOnlyDictionary<string, string>? ClientMetadata => clientMetadata;
    }
}
