using Amplify.Diagnostics;

namespace Amplify.Sessions;

/// <summary>Who wants to hear of changes, and of whose session. Raised through the pump: in order, outside all locks, each handler on its own.</summary>
internal sealed class SessionEvents(EventPump pump)
{
    private readonly object _sync = new();
    private volatile Subscription[] _subscriptions = [];

    /// <param name="sender">What the handler sees as sender.</param>
    /// <param name="key">Whose session; null for all.</param>
    /// <param name="handler">The handler; null does nothing, as with events.</param>
    public void Add(object sender, SessionKey? key, EventHandler<AuthChangedEventArgs>? handler)
    {
        if (handler is null)
        {
            return;
        }

        lock (_sync)
        {
            _subscriptions = [.. _subscriptions, new Subscription(sender, key, handler)];
        }
    }

    public void Remove(object sender, EventHandler<AuthChangedEventArgs>? handler)
    {
        lock (_sync)
        {
            // The last one added goes first, as with events.
            int index = Array.FindLastIndex(_subscriptions, s => ReferenceEquals(s.Sender, sender) && s.Handler == handler);
            if (index >= 0)
            {
                _subscriptions = [.. _subscriptions[..index], .. _subscriptions[(index + 1)..]];
            }
        }
    }

    /// <summary>Puts a change in its place behind the earlier ones. May be called under a lock; <see cref="Flush"/> follows outside.</summary>
    public void Enqueue(AuthChange change, AuthSession session, SessionKey key, string? oldIdentityId = null, string? identityId = null)
    {
        Subscription[] subscriptions = _subscriptions;
        if (subscriptions.Length == 0)
        {
            return;
        }

        var args = new AuthChangedEventArgs(change, session, key, oldIdentityId, identityId);
        foreach (Subscription subscription in subscriptions)
        {
            if (subscription.Key is null || subscription.Key.Equals(key))
            {
                pump.Enqueue(() => subscription.Handler(subscription.Sender, args));
            }
        }
    }

    /// <summary>Raises what was put in its place.</summary>
    public void Flush() => pump.Start();

    private sealed class Subscription(object sender, SessionKey? key, EventHandler<AuthChangedEventArgs> handler)
    {
        public object Sender => sender;

        public SessionKey? Key => key;

        public EventHandler<AuthChangedEventArgs> Handler => handler;
    }
}
