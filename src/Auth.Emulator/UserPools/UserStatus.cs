namespace Amplify.Emulator;

/// <summary>The state of an account.</summary>
public enum UserStatus
{
    /// <summary>Signed up, not confirmed.</summary>
    Unconfirmed,

    /// <summary>Ready to sign in.</summary>
    Confirmed,

    /// <summary>Made by an administrator; the next sign-in must set a password.</summary>
    ForceChangePassword,

    /// <summary>An administrator reset the password; it must be set anew with a code.</summary>
    ResetRequired,

    /// <summary>Comes from an identity provider and has no password here.</summary>
    ExternalProvider,
}
