namespace Amplify.Emulator;

/// <summary>The second factors a user pool allows.</summary>
[Flags]
public enum MfaFactors
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A code by text message (<c>SMS_MFA</c>).</summary>
    Sms = 1,

    /// <summary>A code of an authenticator app (<c>SOFTWARE_TOKEN_MFA</c>).</summary>
    Totp = 2,

    /// <summary>A code by e-mail (<c>EMAIL_OTP</c>).</summary>
    Email = 4,

    /// <summary>All of them.</summary>
    All = Sms | Totp | Email,
}
