using Amplify.Configuration;
using Amplify.Diagnostics;
using Amplify.Errors;
using Amplify.Tokens;
using Microsoft.Extensions.Logging;

namespace Amplify.Sessions;

/// <summary>Reads sessions from the store: the version only while nothing changed, one read for everybody who waits.</summary>
internal sealed class SessionLoader(
    SessionStorage storage,
    SessionViews views,
    SessionPublisher publisher,
    TokenVerifier verifier,
    AuthSettings settings,
    ServiceClock clock,
    ILogger logger)
{
    /// <summary>How long memory is believed when the store could not be asked, at most.</summary>
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(5);

    /// <summary>The view in memory while it is fresh; else what the store says.</summary>
    /// <exception cref="AuthException">The store failed and memory has nothing, or what it holds cannot be read.</exception>
    public async ValueTask<SessionView> EnsureFreshAsync(SessionEntry entry, CancellationToken cancellationToken)
    {
        if (entry.View is { } view && entry.IsFresh(clock.Time.GetTimestamp()))
        {
            return view;
        }

        Task<SessionView> load;
        lock (entry.Sync)
        {
            load = entry.Load is { IsCompleted: false } running ? running : entry.Load = Task.Run(() => LoadAsync(entry), CancellationToken.None);
        }

        return await Patience.WaitAsync(load, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SessionView> LoadAsync(SessionEntry entry)
    {
        long askedAt = clock.Time.GetTimestamp();
        long load = entry.BeginLoad(out SessionView? known);
        try
        {
            if (known is not null && await storage.ReadETagAsync(entry.DocumentKey, CancellationToken.None).ConfigureAwait(false) == known.ETag)
            {
                publisher.Confirmed(entry, load, askedAt);
                return entry.View ?? known;
            }

            StoredSession? stored = await storage.ReadAsync(entry.DocumentKey, CancellationToken.None).ConfigureAwait(false);
            SessionView view = stored is null
                ? SessionViews.SignedOut(known is { HasUser: true } ? SessionEndReason.SignedOut : known?.Session.EndReason)
                : await ViewAsync(entry, stored).ConfigureAwait(false);
            return publisher.Loaded(entry, load, askedAt, view);
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.StoreUnavailable && entry.View is not null)
        {
            Log.StoreCheckFailed(logger, e);
            TimeSpan pause = settings.SessionFreshness < _retry ? settings.SessionFreshness : _retry;
            entry.Confirm(load, clock.Time.GetTimestamp() + (long)(pause.TotalSeconds * clock.Time.TimestampFrequency));
            return entry.View;
        }
    }

    private async Task<SessionView> ViewAsync(SessionEntry entry, StoredSession stored)
    {
        // A clock that is off belongs to a machine: what another node measured says nothing about this one.
        if (entry.Key.Equals(SessionKey.SingleUser))
        {
            clock.Suggest(TimeSpan.FromSeconds(stored.Document.ClockOffsetSeconds));
        }

        return views.Of(stored.Document, stored.ETag, SessionSource.Store, await IsTrustedAsync(stored.Document).ConfigureAwait(false));
    }

    /// <summary>Documents are authenticated; only one that was written ahead of its verification is checked now. Untrusted tokens count as expired.</summary>
    private async Task<bool> IsTrustedAsync(SessionDocument document)
    {
        if (!document.Unverified)
        {
            return true;
        }

        try
        {
            await verifier.VerifySignatureAsync(TokenReader.Read(document.IdToken), CancellationToken.None).ConfigureAwait(false);
            await verifier.VerifySignatureAsync(TokenReader.Read(document.AccessToken), CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (AuthException e) when (e.Reason is AuthErrorReason.InvalidToken or AuthErrorReason.KeysUnavailable)
        {
            return false;
        }
    }
}
