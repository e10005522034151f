using Amplify.Configuration;
using Amplify.Credentials;
using Amplify.Diagnostics;
using Amplify.Errors;
using Microsoft.Extensions.Logging;

namespace Amplify.Sessions;

/// <summary>Reads sessions from the store: the version only while nothing changed, one read for everybody who waits.</summary>
internal sealed class SessionLoader(
    SessionStorage storage,
    StoredViews views,
    SessionPublisher publisher,
    AuthSettings settings,
    ServiceClock clock,
    ILogger logger)
{
    /// <summary>How long memory is believed when the store could not be asked, or its answer not be checked, at most.</summary>
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
        Deferred<SessionView>? started = null;
        lock (entry.Sync)
        {
            if (entry.Load is { IsCompleted: false } running)
            {
                load = running;
            }
            else
            {
                started = new Deferred<SessionView>(() => LoadAsync(entry));
                load = entry.Load = started.Task;
            }
        }

        started?.Start();

        return await Patience.WaitAsync(SyncWorkers.Settle(load), cancellationToken).ConfigureAwait(false);
    }

    private async Task<SessionView> LoadAsync(SessionEntry entry)
    {
        StoreLook look = entry.Look(clock.Time);
        SessionView? known = entry.View;
        try
        {
            if (known is not null && await storage.ReadETagAsync(entry.DocumentKey, CancellationToken.None).ConfigureAwait(false) == known.ETag)
            {
                publisher.Confirmed(entry, look);
                return entry.View ?? known;
            }

            StoredSession? stored = await storage.ReadAsync(entry.DocumentKey, CancellationToken.None).ConfigureAwait(false);
            SessionView view = stored is null
                ? SessionViews.SignedOut(settings, known is { HasUser: true } ? ReasonOf(entry) : known?.Session.EndReason)
                : await views.OfAsync(entry, stored).ConfigureAwait(false);
            if (!view.Trusted && known is { Trusted: true } && known.IsOfSameUserAs(view) && clock.UtcNow < known.ExpiresAt)
            {
                // Renewed elsewhere with tokens that cannot be verified yet: the ones in memory are, and still valid.
                entry.Confirm(look, Soon());
                return entry.View ?? known;
            }

            return publisher.Loaded(entry, look, view);
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.StoreUnavailable && entry.View is not null)
        {
            Log.StoreCheckFailed(logger, e);
            entry.Confirm(look, Soon());
            return entry.View;
        }
    }

    /// <summary>Gone because a refresh here has just ended it, or because of a sign-out elsewhere.</summary>
    private static SessionEndReason ReasonOf(SessionEntry entry)
    {
        lock (entry.Sync)
        {
            return entry.EndingWith ?? SessionEndReason.SignedOut;
        }
    }

    private long Soon()
    {
        TimeSpan pause = settings.SessionFreshness < _retry ? settings.SessionFreshness : _retry;
        return clock.Time.GetTimestamp() + (long)(pause.TotalSeconds * clock.Time.TimestampFrequency);
    }
}
