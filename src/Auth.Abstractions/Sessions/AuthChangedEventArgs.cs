namespace Amplify;

/// <summary>A change of a session, with the snapshot after it.</summary>
public sealed class AuthChangedEventArgs : EventArgs
{
    /// <summary>Describes a change.</summary>
    /// <param name="change">What happened.</param>
    /// <param name="session">The session after it.</param>
    /// <param name="sessionKey">Whose session.</param>
    /// <param name="oldIdentityId">The identity before it, where the identity changed.</param>
    /// <param name="identityId">The identity after it, where the identity changed.</param>
    /// <exception cref="ArgumentNullException">Session or key is null.</exception>
    public AuthChangedEventArgs(AuthChange change, AuthSession session, SessionKey sessionKey, string? oldIdentityId = null, string? identityId = null)
    {
        Require.NotNull(session, nameof(session));
        Require.NotNull(sessionKey, nameof(sessionKey));
        Change = change;
        OldIdentityId = oldIdentityId;
        IdentityId = identityId;
        Session = session;
        SessionKey = sessionKey;
    }

    /// <summary>What happened.</summary>
    public AuthChange Change { get; }

    /// <summary>The session after it.</summary>
    public AuthSession Session { get; }

    /// <summary>Whose session.</summary>
    public SessionKey SessionKey { get; }

    /// <summary>The identity before an <see cref="AuthChange.IdentityChanged"/>; null for other changes.</summary>
    public string? OldIdentityId { get; }

    /// <summary>
    /// The identity after an <see cref="AuthChange.IdentityChanged"/>; null for other changes. It equals the old one where a guest's
    /// identity became the user's own.
    /// </summary>
    public string? IdentityId { get; }
}
