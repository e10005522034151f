namespace Amplify;

/// <summary>What a choice-based sign-in (<see cref="SignInFlow.UserAuth"/>) can begin with.</summary>
public enum FirstFactor
{
    /// <summary>PASSWORD: the password, which travels inside TLS.</summary>
    Password = 0,

    /// <summary>PASSWORD_SRP: the password, which never leaves this machine (Secure Remote Password).</summary>
    PasswordSrp = 1,

    /// <summary>EMAIL_OTP: a code sent by e-mail.</summary>
    EmailOtp = 2,

    /// <summary>SMS_OTP: a code sent by text message.</summary>
    SmsOtp = 3,

    /// <summary>WEB_AUTHN: a passkey.</summary>
    WebAuthn = 4,
}
