using Amplify.Configuration;
using Amplify.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Sessions;

/// <summary>Shows new views of sessions, tells the events about them, and drops what comes too late.</summary>
internal sealed class SessionPublisher(SessionEvents events, AuthSettings settings, ServiceClock clock, ILogger logger)
{
    private readonly long _freshness = (long)(settings.SessionFreshness.TotalSeconds * clock.Time.TimestampFrequency);

    /// <summary>A user signed in here: told, unless a reader found the session in the store before this and it has been.</summary>
    public void SignedIn(SessionEntry entry, StoreLook look, SessionView view)
    {
        entry.Begin(view, FreshUntil(look), before => Tell(entry, view, WasTold(before, view) ? null : AuthChange.SignedIn));
        events.Flush();
    }

    /// <summary>Something was noted in the session that is nobody's news.</summary>
    public bool Noted(SessionEntry entry, long generation, StoreLook look, SessionView view) => entry.TryPublish(view, generation, look, FreshUntil(look), static _ => { });

    /// <summary>The user was signed out here.</summary>
    public void SignedOut(SessionEntry entry, StoreLook look)
    {
        SessionView view = SessionViews.SignedOut(settings, SessionEndReason.SignedOut);
        bool ended = false;
        entry.Begin(view, FreshUntil(look), before => ended = TellEnd(entry, view, before));
        events.Flush();
        if (ended)
        {
            CountEnded(SessionEndReason.SignedOut);
        }
    }

    /// <summary>Tokens were renewed, here or elsewhere.</summary>
    public RefreshOutcome Renewed(SessionEntry entry, long generation, StoreLook look, SessionView view)
    {
        if (!entry.TryPublish(view, generation, look, FreshUntil(look), before => Tell(entry, view, ChangeOf(before, view))))
        {
            return Dropped(entry);
        }

        events.Flush();
        Log.Refreshed(logger, view.RefreshAt);
        return RefreshOutcome.Done(view);
    }

    /// <summary>A refresh found the session over.</summary>
    public RefreshOutcome Ended(SessionEntry entry, long generation, StoreLook look, SessionEndReason reason)
    {
        SessionView view = SessionViews.SignedOut(settings, reason);
        bool ended = false;
        if (!entry.TryPublish(view, generation, look, FreshUntil(look), before => ended = TellEnd(entry, view, before)))
        {
            return Dropped(entry);
        }

        events.Flush();
        if (ended)
        {
            CountEnded(reason);
        }

        return RefreshOutcome.Done(view);
    }

    /// <summary>What the store holds was read: the first time, which is no change, or because it changed.</summary>
    /// <param name="entry">The session.</param>
    /// <param name="look">The read.</param>
    /// <param name="view">What was found.</param>
    public SessionView Loaded(SessionEntry entry, StoreLook look, SessionView view)
    {
        AuthChange? change = null;
        bool shown = entry.TryPublishLoaded(view, look, FreshUntil(look), before => Tell(entry, view, change = before is null ? null : ChangeOf(before, view)));
        if (!shown)
        {
            return entry.View ?? view;
        }

        events.Flush();
        if (change == AuthChange.SignedOut)
        {
            CountEnded(view.Session.EndReason ?? SessionEndReason.SignedOut);
        }

        return view;
    }

    /// <summary>A refresh failed and the session goes on. Called under the session's lock, so that a sign-out cannot come before; <see cref="Flush"/> follows outside.</summary>
    public void RefreshFailed(SessionEntry entry, RefreshOutcome outcome) => events.Enqueue(AuthChange.RefreshFailed, outcome.Session, entry.Key);

    public void Flush() => events.Flush();

    /// <summary>The store was asked and holds what is shown: believe memory for a while.</summary>
    public void Confirmed(SessionEntry entry, StoreLook look) => entry.Confirm(look, FreshUntil(look));

    private long FreshUntil(StoreLook look) => look.At + _freshness;

    private static bool WasTold(SessionView? before, SessionView view) => view.Document!.Federation is null
        ? before?.Document?.AccessToken == view.Document.AccessToken
        : before?.ETag == view.ETag;

    /// <returns>Whether a session ended: nobody looked yet, or a user was there.</returns>
    private bool TellEnd(SessionEntry entry, SessionView view, SessionView? before)
    {
        bool ended = before is null or { HasUser: true };
        Tell(entry, view, ended ? AuthChange.SignedOut : null);
        return ended;
    }

    private void Tell(SessionEntry entry, SessionView view, AuthChange? change)
    {
        if (change is { } happened)
        {
            events.Enqueue(happened, view.Session, entry.Key);
        }
    }

    private static AuthChange? ChangeOf(SessionView? before, SessionView now) => (before?.Document, now.Document) switch
    {
        (null, null) => null,
        (_, not null) when !now.Trusted => null,
        (null, _) => AuthChange.SignedIn,
        (_, null) => AuthChange.SignedOut,
        ({ } old, { } young) when old.UserId != young.UserId => AuthChange.SignedIn,

        // The same tokens again, verified by now or read back: no renewal.
        ({ } old, { } young) => old.AccessToken != young.AccessToken || !before!.Trusted ? AuthChange.TokensRefreshed : null,
    };

    private void CountEnded(SessionEndReason reason)
    {
        AuthDiagnostics.SessionsEnded.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
        Log.SessionEnded(logger, reason);
    }

    private RefreshOutcome Dropped(SessionEntry entry)
    {
        Log.RefreshDropped(logger);
        return RefreshOutcome.Done(entry.View ?? SessionViews.SignedOut(settings, SessionEndReason.SignedOut));
    }
}
