namespace Amplify;

/// <summary>Why a session ended without the application asking for it. The rows are in docs/session-endings.md.</summary>
public enum SessionEndReason
{
    /// <summary>The application, here or elsewhere, signed the user out.</summary>
    SignedOut = 0,

    /// <summary>The refresh token reached the end of its life.</summary>
    RefreshTokenExpired = 1,

    /// <summary>The refresh token was revoked: global sign-out, an administrator, or another device.</summary>
    RefreshTokenRevoked = 2,

    /// <summary>The refresh token is not one the user pool knows (and no device key helped).</summary>
    RefreshTokenInvalid = 3,

    /// <summary>A refresh token was used a second time after its grace period, and this process knows of no answer that was lost.</summary>
    RefreshTokenReused = 4,

    /// <summary>The answer that carried the new refresh token was lost on the way and the old one could not be used again.</summary>
    RotationAnswerLost = 5,

    /// <summary>An administrator disabled the user.</summary>
    UserDisabled = 6,

    /// <summary>The user no longer exists.</summary>
    UserDeleted = 7,

    /// <summary>An administrator requires the user to reset the password.</summary>
    PasswordResetRequired = 8,

    /// <summary>The user is not confirmed any more.</summary>
    UserNotConfirmed = 9,
}
