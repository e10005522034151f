using Amplify.Configuration;
using Amplify.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Sessions;

/// <summary>Shows new views of sessions, tells the events about them, and drops what comes too late.</summary>
internal sealed class SessionPublisher(SessionEvents events, AuthSettings settings, ServiceClock clock, ILogger logger)
{
    private readonly long _freshness = (long)(settings.SessionFreshness.TotalSeconds * clock.Time.TimestampFrequency);

    /// <summary>A user signed in here.</summary>
    public void SignedIn(SessionEntry entry, long generation, SessionView view)
    {
        if (Publish(entry, generation, view, out _))
        {
            events.Raise(AuthChange.SignedIn, view.Session, entry.Key);
        }
    }

    /// <summary>Tokens were renewed, here or elsewhere.</summary>
    public RefreshOutcome Renewed(SessionEntry entry, long generation, SessionView view)
    {
        if (!Publish(entry, generation, view, out _))
        {
            return Dropped(entry);
        }

        Log.Refreshed(logger, view.RefreshAt);
        events.Raise(AuthChange.TokensRefreshed, view.Session, entry.Key);
        return RefreshOutcome.Done(view);
    }

    /// <summary>The session is over.</summary>
    public RefreshOutcome SignedOut(SessionEntry entry, long generation, SessionEndReason reason)
    {
        SessionView view = SessionViews.SignedOut(reason);
        if (!Publish(entry, generation, view, out SessionView? before))
        {
            return Dropped(entry);
        }

        if (before is null or { HasUser: true })
        {
            AuthDiagnostics.SessionsEnded.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
            Log.SessionEnded(logger, reason);
            events.Raise(AuthChange.SignedOut, view.Session, entry.Key);
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
        if (!entry.TryPublishLoaded(view, load, askedAt + _freshness, out SessionView? before))
        {
            return entry.View ?? view;
        }

        switch (before)
        {
            case { HasUser: false } when view.HasUser:
                events.Raise(AuthChange.SignedIn, view.Session, entry.Key);
                break;
            case { HasUser: true } when !view.HasUser:
                Log.SessionEnded(logger, SessionEndReason.SignedOut);
                events.Raise(AuthChange.SignedOut, view.Session, entry.Key);
                break;
            case { HasUser: true } when view.HasUser:
                events.Raise(AuthChange.TokensRefreshed, view.Session, entry.Key);
                break;
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
