namespace Amplify;

/// <summary>How a sign-in proves the password (<c>AuthFlow</c> of InitiateAuth).</summary>
public enum SignInFlow
{
    /// <summary>USER_SRP_AUTH: the password never leaves this machine (Secure Remote Password). The default.</summary>
    UserSrp = 0,

    /// <summary>USER_PASSWORD_AUTH: the password travels inside TLS; needed by user-migration triggers.</summary>
    UserPassword = 1,
}
