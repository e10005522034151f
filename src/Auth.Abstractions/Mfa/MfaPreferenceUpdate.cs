namespace Amplify;

/// <summary>Which second factors to change, and to what; those left null stay as they are.</summary>
public sealed class MfaPreferenceUpdate
{
    /// <summary>The code by text message; the user needs a phone number.</summary>
    public MfaPreference? Sms { get; init; }

    /// <summary>The authenticator app; it must have been set up and verified.</summary>
    public MfaPreference? Totp { get; init; }

    /// <summary>The code by e-mail; the user needs an e-mail address.</summary>
    public MfaPreference? Email { get; init; }
}
