using Amplify.CognitoIdentityProvider.Model;
using Amplify.Diagnostics;
using Amplify.Tokens;
using Microsoft.Extensions.Logging;

namespace Amplify.Sessions;

/// <summary>
/// One refresh from beginning to end: lease → read the store → call → check claims → persist → verify → publish. Where the
/// store turns out to hold something newer on the way, it begins again with that.
/// </summary>
internal sealed class RefreshFlight(
    SessionStorage storage,
    RenewedDocuments documents,
    SessionViews views,
    StoredViews storedViews,
    TokenRenewal renewal,
    TokenVerifier verifier,
    SessionPublisher publisher,
    CatalogEntries catalog,
    DroppedTokens dropped,
    ServiceClock clock,
    ILogger logger)
{
    private const int Rounds = 5;
    private const int Tenures = 2;
    private const int QuickRepeats = 2;

    public async Task<RefreshOutcome> RunAsync(
        SessionEntry entry,
        SessionView view,
        long generation,
        bool force,
        IReadOnlyDictionary<string, string>? clientMetadata,
        CancellationToken cancellationToken)
    {
        try
        {
            for (int tenure = 1; ; tenure++)
            {
                SessionHold hold = await storage.LeaseAsync(entry.DocumentKey, cancellationToken).ConfigureAwait(false);
                await using (hold.ConfigureAwait(false))
                {
                    var run = new Run(entry, view, generation, force, clientMetadata, hold);
                    RefreshOutcome outcome = await UnderLeaseAsync(run, cancellationToken).ConfigureAwait(false);
                    if (!run.LeaseRanOut || tenure == Tenures)
                    {
                        return outcome;
                    }
                }

                // The machine slept, or the store was slow. Nothing was sent: a new lease, and from the beginning.
            }
        }
        catch (AuthException e)
        {
            (RefreshVerdict verdict, _) = SessionEndings.Judge(e.Error);
            return RefreshOutcome.Failed(view, verdict, e.Error);
        }
        catch (OperationCanceledException)
        {
            return RefreshOutcome.Failed(view, RefreshVerdict.KeepAndRetry, Passing(AuthErrorReason.TimedOut, "The refresh was given up because the engine was disposed."));
        }
    }

    private async Task<RefreshOutcome> UnderLeaseAsync(Run run, CancellationToken cancellationToken)
    {
        await documents.SaveUnsavedAsync(run.Entry, run.Generation, cancellationToken).ConfigureAwait(false);
        for (int round = 0; round < Rounds; round++)
        {
            run.Look = run.Entry.Look(clock.Time);
            StoredSession? stored = await storage.ReadAsync(run.Entry.DocumentKey, cancellationToken).ConfigureAwait(false);
            if (stored is null)
            {
                return publisher.Ended(run.Entry, run.Generation, run.Look, SessionEndReason.SignedOut);
            }

            if (stored.Document.UserId != run.View.Document!.UserId)
            {
                // Somebody else has signed in elsewhere. Their tokens are not this flight's to renew: their callers judge what is shown.
                return publisher.Renewed(run.Entry, run.Generation, run.Look, await storedViews.OfAsync(run.Entry, stored).ConfigureAwait(false));
            }

            (RefreshOutcome? outcome, bool renew) = await AdoptAsync(run, stored).ConfigureAwait(false);
            if (renew)
            {
                outcome = stored.Document.RefreshToken is null
                    ? await EndUnlessValidAsync(run, stored).ConfigureAwait(false)
                    : await RenewAsync(run, stored, cancellationToken).ConfigureAwait(false);
            }

            if (outcome is not null)
            {
                return outcome;
            }
        }

        return RefreshOutcome.Failed(run.View, RefreshVerdict.KeepAndRetry, Passing(AuthErrorReason.StoreUnavailable, "The session in the store changed again and again during a refresh."));
    }

    /// <summary>The store holds something newer: another process renewed the session, or an earlier flight could not verify it.</summary>
    /// <returns>The outcome, or whether the session has to be renewed; neither when the store holds another session by now.</returns>
    private async Task<(RefreshOutcome? Outcome, bool Renew)> AdoptAsync(Run run, StoredSession stored)
    {
        // However new it is, it was renewed before a caller asked who insists.
        if (run.Force || (stored.ETag == run.View.ETag && !stored.Document.Unverified))
        {
            return (null, Renew: true);
        }

        if (stored.Document.Unverified)
        {
            try
            {
                RefreshOutcome? verified = await VerifyAndPublishAsync(run, stored.Document, stored.ETag).ConfigureAwait(false);

                // Saved by somebody who could not verify them, perhaps long ago: what is due by now is looked at again and renewed.
                return (verified is not null && clock.UtcNow >= verified.View.RefreshAt ? null : verified, Renew: false);
            }
            catch (AuthException e) when (e.Reason == AuthErrorReason.InvalidToken)
            {
                return (null, Renew: true);
            }
        }

        SessionView view = views.Of(stored.Document, stored.ETag, SessionSource.Store);
        if (clock.UtcNow >= view.RefreshAt)
        {
            return (null, Renew: true);
        }

        Log.RefreshAdopted(logger);
        return (publisher.Renewed(run.Entry, run.Generation, run.Look, view), Renew: false);
    }

    /// <returns>Null when the store holds another session by now.</returns>
    private async Task<RefreshOutcome?> RenewAsync(Run run, StoredSession stored, CancellationToken cancellationToken)
    {
        string? deviceKey = stored.Document.DeviceKey;
        bool otherDeviceKeyTried = deviceKey is null;
        for (int repeats = 0; ;)
        {
            // Once sent it must be seen through: an engine that is being disposed, or whose lease runs out, sends nothing new.
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
                    if (!await IsStillAsync(run, stored).ConfigureAwait(false))
                    {
                        return null;
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

            return await EndAsync(run, stored, run.Entry.EndReason(reason!.Value, isUntold: error.Code == "invalid_grant")).ConfigureAwait(false);
        }
    }

    /// <summary>Sent is sent: what comes back must be kept, so disposal does not cut this call; its own time-out ends it.</summary>
    private async Task<(AuthenticationResultType? Result, AuthError? Error)> CallAsync(Run run, SessionDocument document, string? deviceKey)
    {
        try
        {
            return (await renewal.RenewAsync(document, deviceKey, run.ClientMetadata, run.DemandLease, CancellationToken.None).ConfigureAwait(false), null);
        }
        catch (AuthException e)
        {
            return (null, e.Error);
        }
    }

    /// <summary>Claims first, then the store, then the signatures: a rotated refresh token must be safe before anything can fail.</summary>
    /// <returns>Null when the store holds another session by now.</returns>
    private async Task<RefreshOutcome?> KeepAsync(Run run, StoredSession stored, AuthenticationResultType result, string? deviceKey)
    {
        run.Entry.NoteAnswer();
        try
        {
            SessionDocument renewed = documents.Make(stored.Document, result, deviceKey);
            run.Look = run.Entry.Look(clock.Time);
            if (await documents.SaveAsync(run.Entry, run.Generation, renewed, stored).ConfigureAwait(false) is { } eTag)
            {
                catalog.Note(run.Entry, renewed.UserId);
                return await VerifyAndPublishAsync(run, renewed, eTag).ConfigureAwait(false);
            }

            Log.RefreshDropped(logger);
            dropped.Abandon(run.Entry, renewed);
            return null;
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.InvalidToken)
        {
            return RefreshOutcome.Failed(run.View, RefreshVerdict.KeepAndReport, e.Error);
        }
    }

    /// <returns>Null when the store holds another session by now.</returns>
    private async Task<RefreshOutcome?> VerifyAndPublishAsync(Run run, SessionDocument document, string eTag)
    {
        DateTimeOffset now = clock.UtcNow;
        await verifier.VerifySignatureAsync(verifier.CheckClaims(document.IdToken, TokenUse.Id, now), CancellationToken.None).ConfigureAwait(false);
        await verifier.VerifySignatureAsync(verifier.CheckClaims(document.AccessToken, TokenUse.Access, now), CancellationToken.None).ConfigureAwait(false);

        SessionDocument verified = document.Verified();
        string? current = eTag;
        StoreLook look = run.Entry.Look(clock.Time);
        try
        {
            current = await storage.WriteAsync(run.Entry.DocumentKey, verified, WriteCondition.Matches(eTag), CancellationToken.None).ConfigureAwait(false);
            run.Look = look;
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.StoreUnavailable)
        {
            // What is known is as old as the write or read before.
            Log.VerifiedMarkNotSaved(logger, e);
        }

        return current is null ? null : publisher.Renewed(run.Entry, run.Generation, run.Look, views.Of(verified, current, SessionSource.Refresh));
    }

    /// <summary>Without a refresh token the session lasts as long as its tokens; the caller may have thought them older than they are, or insist.</summary>
    /// <returns>Null when the store holds another session by now.</returns>
    private async Task<RefreshOutcome?> EndUnlessValidAsync(Run run, StoredSession stored)
    {
        SessionView view = stored.ETag == run.View.ETag ? run.View : views.Of(stored.Document, stored.ETag, SessionSource.Store);
        if (clock.UtcNow >= view.ExpiresAt)
        {
            return await EndAsync(run, stored, SessionEndReason.RefreshTokenExpired).ConfigureAwait(false);
        }

        RefreshOutcome shown = ReferenceEquals(view, run.View) ? RefreshOutcome.Done(view) : publisher.Renewed(run.Entry, run.Generation, run.Look, view);
        return run.Force ? RefreshOutcome.NotRenewable(view) : shown;
    }

    private async Task<bool> IsStillAsync(Run run, StoredSession stored) =>
        await storage.ReadETagAsync(run.Entry.DocumentKey, CancellationToken.None).ConfigureAwait(false) == stored.ETag;

    /// <summary>The session is over, unless another process renewed it meanwhile.</summary>
    /// <returns>Null when the store holds another session by now.</returns>
    private async Task<RefreshOutcome?> EndAsync(Run run, StoredSession stored, SessionEndReason reason)
    {
        try
        {
            Ending(run, reason);
            run.Look = run.Entry.Look(clock.Time);
            if (!await IsStillAsync(run, stored).ConfigureAwait(false)
                || !await storage.DeleteAsync(run.Entry.DocumentKey, WriteCondition.Matches(stored.ETag), CancellationToken.None).ConfigureAwait(false))
            {
                return null;
            }

            RefreshOutcome outcome = publisher.Ended(run.Entry, run.Generation, run.Look, reason);
            catalog.Forget(run.Entry, stored.Document.UserId);
            return outcome;
        }
        finally
        {
            Ending(run, null);
        }
    }

    private static void Ending(Run run, SessionEndReason? reason)
    {
        lock (run.Entry.Sync)
        {
            run.Entry.EndingWith = reason;
        }
    }

    private static AuthError Passing(AuthErrorReason reason, string message) => new() { Reason = reason, Message = message, IsTransient = true };

    /// <summary>What a flight began with.</summary>
    private sealed class Run(SessionEntry entry, SessionView view, long generation, bool force, IReadOnlyDictionary<string, string>? clientMetadata, SessionHold hold)
    {
        public SessionEntry Entry => entry;

        public SessionView View => view;

        public long Generation => generation;

        public bool Force => force;

        public IReadOnlyDictionary<string, string>? ClientMetadata => clientMetadata;

        /// <summary>The last question to the store whose answer is known.</summary>
        public StoreLook Look { get; set; }

        /// <summary>Whether the lease ended before a call could be sent under it.</summary>
        public bool LeaseRanOut { get; private set; }

        /// <summary>Asked right before each send: what comes before it, an application's provider for one, takes its time too.</summary>
        /// <exception cref="AuthException">The lease is over, or too near its end for a call.</exception>
        public void DemandLease()
        {
            if (!hold.AllowsACall)
            {
                LeaseRanOut = true;
                throw new AuthException(Passing(AuthErrorReason.StoreUnavailable, "The lease ran out before the refresh was sent."));
            }
        }
    }
}
