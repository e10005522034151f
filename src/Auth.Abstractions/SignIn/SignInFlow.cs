namespace Amplify;

/// <summary>How a sign-in begins (<c>AuthFlow</c> of InitiateAuth).</summary>
public enum SignInFlow
{
    /// <summary>USER_SRP_AUTH: the password never leaves this machine (Secure Remote Password). The default.</summary>
    UserSrp = 0,

    /// <summary>USER_PASSWORD_AUTH: the password travels inside TLS; needed by user-migration triggers.</summary>
    UserPassword = 1,

    /// <summary>CUSTOM_AUTH: the pool's Lambda triggers ask, and no password is proved.</summary>
    Custom = 2,

    /// <summary>CUSTOM_AUTH with SRP first: the password is proved without being sent, then the pool's Lambda triggers ask.</summary>
    CustomWithSrp = 3,

    /// <summary>
    /// USER_AUTH: the user, or <see cref="SignInOptions.PreferredChallenge"/>, chooses among the first factors the pool offers:
    /// passkey, code or password.
    /// </summary>
    UserAuth = 4,
}
