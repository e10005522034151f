using Amplify.Configuration;
using Amplify.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Sessions;

/// <summary>
/// Shows new views of sessions, tells the events about them, and drops what comes too late. A view is shown and its event put
/// in line under one lock, so that events come in the order of what happened.
/// </summary>
internal sealed class SessionPublisher(SessionEvents events, AuthSettings settings, ServiceClock clock, ILogger logger)
{
    private readonly long _freshness = (long)(settings.SessionFreshness.TotalSeconds * clock.Time.TimestampFrequency);

    /// <summary>A user signed in here.</summary>
    public void SignedIn(SessionEntry entry, long generation, SessionView view)
    {
        lock (entry.Sync)
        {
            if (Publish(entry, generation, view, out _))
            {
                events.Raise(AuthChange.SignedIn, view.Session, entry.Key);
            }
        }
    }

    /// <summary>Tokens were renewed, here or elsewhere.</summary>
    public RefreshOutcome Renewed(SessionEntry entry, long generation, SessionView view)
    {
        bool shown;
        lock (entry.Sync)
        {
            shown = Publish(entry, generation, view, out _);
            if (shown)
            {
                events.Raise(AuthChange.TokensRefreshed, view.Session, entry.Key);
            }
        }

        if (!shown)
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
        bool shown;
        bool ended;
        lock (entry.Sync)
        {
            shown = Publish(entry, generation, view, out SessionView? before);
            ended = shown && (before is null || before.HasUser);
            if (ended)
            {
                events.Raise(AuthChange.SignedOut, view.Session, entry.Key);
            }
        }

        if (!shown)
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

    /// <summary>What the store holds was read: the first time, or because it changed.</summary>
    /// <param name="entry">The session.</param>
    /// <param name="load">The read, from <see cref="SessionEntry.BeginLoad"/>.</param>
    /// <param name="askedAt">When (time stamp) the store was asked: what it said is as old as that.</param>
    /// <param name="view">What was found.</param>
    public SessionView Loaded(SessionEntry entry, long load, long askedAt, SessionView view)
    {
        SessionView? before;
        lock (entry.Sync)
        {
            if (!entry.TryPublishLoaded(view, load, askedAt + _freshness, out before))
            {
                return entry.View ?? view;
            }

            AuthChange? change = (before?.HasUser, view.HasUser) switch
            {
                (false, true) => AuthChange.SignedIn,
                (true, false) => AuthChange.SignedOut,
                (true, true) => AuthChange.TokensRefreshed,
                _ => null,
            };
            if (change is { } what)
            {
                events.Raise(what, view.Session, entry.Key);
            }
        }

        if (before is { HasUser: true } && !view.HasUser)
        {
            Log.SessionEnded(logger, SessionEndReason.SignedOut);
        }

        return view;
    }

    /// <summary>The store was asked and holds what is shown: believe memory for a while.</summary>
    public void Confirmed(SessionEntry entry, long load, long askedAt) => entry.Confirm(load, askedAt + _freshness);

    private bool Publish(SessionEntry entry, long generation, SessionView view, out SessionView? before) =>
        entry.TryPublish(view, generation, clock.Time.GetTimestamp() + _freshness, out before);

    private RefreshOutcome Dropped(SessionEntry entry)
    {
        Log.RefreshDropped(logger);
        return RefreshOutcome.Done(entry.View ?? SessionViews.SignedOut(SessionEndReason.SignedOut));
    }
}
