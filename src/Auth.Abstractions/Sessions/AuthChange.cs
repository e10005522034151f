namespace Amplify;

/// <summary>What happened to a session.</summary>
public enum AuthChange
{
    /// <summary>
    /// A user signed in here, or a sign-in elsewhere was found in the store. What an earlier run left is no change: the first
    /// read of the session shows it.
    /// </summary>
    SignedIn = 0,

    /// <summary>The session ended: by the application or by the service. The session's end reason says which.</summary>
    SignedOut = 1,

    /// <summary>The tokens were renewed.</summary>
    TokensRefreshed = 2,

    /// <summary>An attempt to renew the tokens failed and the session goes on; the session's error says why.</summary>
    RefreshFailed = 3,

    /// <summary>
    /// The identity that AWS credentials are given to is another one: a guest signed in (what the guest had is now the user's, or
    /// has to be moved), or the old one was gone. <see cref="AuthChangedEventArgs.OldIdentityId"/> and <see cref="AuthChangedEventArgs.IdentityId"/> say which.
    /// </summary>
    IdentityChanged = 4,
}
