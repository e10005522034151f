namespace Amplify;

/// <summary>What a sign-in does when the session already has a user.</summary>
public enum WhenAlreadySignedIn
{
    /// <summary>
    /// Throws <see cref="AuthException"/> with <see cref="AuthErrorReason.AlreadySignedIn"/> before the sign-in begins. A session
    /// whose tokens have expired is renewed first: only one that is alive, or may be, stands in the way. The default.
    /// </summary>
    Throw = 0,

    /// <summary>Goes on; the new user takes the old one's place when the sign-in is complete, and not before.</summary>
    Replace = 1,
}
