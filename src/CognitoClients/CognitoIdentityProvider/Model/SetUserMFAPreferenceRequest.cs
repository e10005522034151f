namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.SetUserMFAPreferenceAsync"/> sends. Switches second factors of the signed-in user on or off and names the preferred one.</summary>
public sealed class SetUserMFAPreferenceRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }

    /// <summary>What to change for codes by e-mail; null changes nothing.</summary>
    public EmailMfaSettingsType? EmailMfaSettings { get; set; }

    /// <summary>What to change for codes by text message; null changes nothing.</summary>
    public SMSMfaSettingsType? SMSMfaSettings { get; set; }

    /// <summary>What to change for the authenticator app; null changes nothing.</summary>
    public SoftwareTokenMfaSettingsType? SoftwareTokenMfaSettings { get; set; }

    /// <summary>What to change for passkeys; null changes nothing.</summary>
    public WebAuthnMfaSettingsType? WebAuthnMfaSettings { get; set; }
}
