namespace Amplify;

/// <summary>What an <see cref="AuthSession"/> says about the user.</summary>
public enum AuthSessionState
{
    /// <summary>Nobody is signed in.</summary>
    SignedOut = 0,

    /// <summary>Nobody is signed in, and the identity pool gives credentials to guests (<see cref="AuthOptions.AllowGuestAccess"/>).</summary>
    Guest = 1,

    /// <summary>A user is signed in and the tokens are valid now.</summary>
    SignedIn = 2,

    /// <summary>
    /// A user is signed in, the tokens have expired and the service could not be reached to renew them. Nothing is lost:
    /// the session goes on when the service answers again. <see cref="AuthSession.Error"/> says why.
    /// </summary>
    Offline = 3,

    /// <summary>
    /// A user is signed in, the tokens have expired and the service refuses to renew them for a reason that does not
    /// certainly end the session. Nothing is deleted; <see cref="AuthSession.Error"/> carries the reason.
    /// </summary>
    Refused = 4,

    /// <summary>
    /// A user is signed in with another provider's token: there are AWS credentials, but neither a user of the user pool nor
    /// tokens of it.
    /// </summary>
    Federated = 5,
}
