namespace Amplify;

/// <summary>A second factor of a user.</summary>
public enum MfaMethod
{
    /// <summary>A code by text message (<c>SMS_MFA</c>).</summary>
    Sms = 0,

    /// <summary>The changing code of an authenticator app (<c>SOFTWARE_TOKEN_MFA</c>, RFC 6238).</summary>
    Totp = 1,

    /// <summary>A code by e-mail (<c>EMAIL_OTP</c>).</summary>
    Email = 2,
}
