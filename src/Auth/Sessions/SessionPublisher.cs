using Amplify.Configuration;
using Amplify.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Sessions;

/// <summary>Shows new views of sessions, tells the events about them, and drops what comes too late.</summary>
internal sealed class SessionPublisher(SessionEvents events, AuthSettings settings, ServiceClock clock, ILogger logger)
{
    /// <summary>A user signed in here.</summary>
    public void SignedIn(SessionEntry entry, long generation, SessionView view) =>
        Publish(entry, generation, view, _ => AuthChange.SignedIn);

    /// <summary>Tokens were renewed, here or elsewhere.</summary>
    public RefreshOutcome Renewed(SessionEntry entry, long generation, SessionView view)
    {
        if (!Publish(entry, generation, view, _ => AuthChange.TokensRefreshed))
        {
            return Dropped(entry);
        }

        Log.Refreshed(logger, view.RefreshAt);
        return RefreshOutcome.Done(view);
    }

    /// <summary>The session is over.</summary>
    public RefreshOutcome SignedOut(SessionEntry entry, long generation, SessionEndReason reason)
    {
        SessionView view = SessionViews.SignedOut(reason);
        bool ended = false;
        if (!Publish(entry, generation, view, before => (ended = before is null or { HasUser: true }) ? AuthChange.SignedOut : null))
        {
            return Dropped(entry);
        }

        if (ended)
        {
            AuthDiagnostics.SessionsEnded.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
            Log.SessionEnded(logger, reason);
        }

        return RefreshOutcome.Done(view);
    }

    /// <summary>What the store holds was read: the first time, which is no change, or because it changed.</summary>
    public SessionView Loaded(SessionEntry entry, long generation, SessionView view) =>
        Publish(entry, generation, view, before => (before, view) switch
        {
            (null, _) => null,
            ({ HasUser: false }, { HasUser: true }) => AuthChange.SignedIn,
            ({ HasUser: true }, { HasUser: false }) => AuthChange.SignedOut,
            ({ Document: { } old }, { Document: { } now }) => old.UserId == now.UserId ? AuthChange.TokensRefreshed : AuthChange.SignedIn,
            _ => null,
        })
            ? view
            : entry.View ?? view;

    /// <summary>A refresh failed and the session goes on.</summary>
    public void RefreshFailed(SessionEntry entry, RefreshOutcome outcome)
    {
        events.Enqueue(AuthChange.RefreshFailed, outcome.Session, entry.Key);
        events.Flush();
    }

    /// <summary>The store was asked just now: believe memory for a while.</summary>
    public void Fresh(SessionEntry entry) => entry.FreshUntil(clock.Time.GetTimestamp() + Ticks(settings.SessionFreshness));

    private bool Publish(SessionEntry entry, long generation, SessionView view, Func<SessionView?, AuthChange?> judge)
    {
        bool shown = entry.TryPublish(view, generation, before =>
        {
            if (judge(before) is { } change)
            {
                events.Enqueue(change, view.Session, entry.Key);
            }
        });
        if (shown)
        {
            events.Flush();
            Fresh(entry);
        }

        return shown;
    }

    private RefreshOutcome Dropped(SessionEntry entry)
    {
        Log.RefreshDropped(logger);
        return RefreshOutcome.Done(entry.View ?? SessionViews.SignedOut(SessionEndReason.SignedOut));
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * clock.Time.TimestampFrequency);
}
