namespace Amplify.Emulator;

/// <summary>Why the emulator sent a message.</summary>
public enum MessagePurpose
{
    /// <summary>The code that confirms a new account.</summary>
    SignUp,

    /// <summary>A new code for an account that is not confirmed yet.</summary>
    ResendCode,

    /// <summary>The second factor of a sign-in.</summary>
    MfaCode,

    /// <summary>The code that allows setting a new password.</summary>
    ForgotPassword,

    /// <summary>The code that proves an e-mail address or phone number.</summary>
    AttributeVerification,

    /// <summary>The invitation of a user made by an administrator; its code is the temporary password.</summary>
    AdminInvitation,

    /// <summary>The one-time code that is the first factor of a sign-in.</summary>
    SignInCode,
}
