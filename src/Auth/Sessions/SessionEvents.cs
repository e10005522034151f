using Amplify.Diagnostics;

namespace Amplify.Sessions;

/// <summary>Turns changes of sessions into events: in order, outside all locks.</summary>
internal sealed class SessionEvents(EventPump pump)
{
    public event EventHandler<AuthChangedEventArgs>? Changed;

    public void Raise(AuthChange change, AuthSession session, SessionKey key)
    {
        if (Changed is null)
        {
            return;
        }

        var args = new AuthChangedEventArgs(change, session, key);
        foreach (EventHandler<AuthChangedEventArgs> handler in Changed.GetInvocationList().Cast<EventHandler<AuthChangedEventArgs>>())
        {
            pump.Post(() => handler(this, args));
        }
    }
}
