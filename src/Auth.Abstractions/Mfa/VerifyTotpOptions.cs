namespace Amplify;

/// <summary>What may accompany the first code of an authenticator app.</summary>
public sealed class VerifyTotpOptions
{
    /// <summary>A name for the authenticator, such as <c>Ana's phone</c>; sign-ins show it. Null gives none.</summary>
    public string? FriendlyDeviceName { get; init; }

    /// <summary>
    /// What to set the factor to once the code is accepted, by a second call. Null leaves it as it is: verified, and not enabled
    /// unless it was.
    /// </summary>
    public MfaPreference? Preference { get; init; }
}
