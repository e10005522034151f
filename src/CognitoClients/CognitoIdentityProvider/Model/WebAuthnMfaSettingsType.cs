namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>Whether a user's passkey counts as multi-factor sign-in.</summary>
public sealed class WebAuthnMfaSettingsType
{
    /// <summary>Whether the factor is switched on.</summary>
    public bool? Enabled { get; set; }
}
