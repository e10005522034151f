namespace Amplify;

/// <summary>A change of a session, with the snapshot after it.</summary>
public sealed class AuthChangedEventArgs : EventArgs
{
    /// <summary>Describes a change.</summary>
    /// <param name="change">What happened.</param>
    /// <param name="session">The session after it.</param>
    /// <param name="sessionKey">Whose session.</param>
    /// <exception cref="ArgumentNullException">A reference is null.</exception>
    public AuthChangedEventArgs(AuthChange change, AuthSession session, SessionKey sessionKey)
    {
        Require.NotNull(session, nameof(session));
        Require.NotNull(sessionKey, nameof(sessionKey));
        Change = change;
        Session = session;
        SessionKey = sessionKey;
    }

    /// <summary>What happened.</summary>
    public AuthChange Change { get; }

    /// <summary>The session after it.</summary>
    public AuthSession Session { get; }

    /// <summary>Whose session.</summary>
    public SessionKey SessionKey { get; }
}
