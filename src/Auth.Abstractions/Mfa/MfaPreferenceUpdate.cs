namespace Amplify;

/// <summary>Which second factors to change, and to what; those left null stay as they are.</summary>
public sealed class MfaPreferenceUpdate
{
    /// <summary>Disables every factor: sign-ins ask for none, unless the pool requires one.</summary>
    public static MfaPreferenceUpdate DisableAll { get; } = new() { Sms = MfaPreference.Disabled, Totp = MfaPreference.Disabled, Email = MfaPreference.Disabled };

    /// <summary>The code by text message; the user needs a phone number.</summary>
    public MfaPreference? Sms { get; init; }

    /// <summary>The authenticator app; it must have been set up and verified.</summary>
    public MfaPreference? Totp { get; init; }

    /// <summary>The code by e-mail; the user needs an e-mail address.</summary>
    public MfaPreference? Email { get; init; }
}
