namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>How a user uses codes by text message as a second factor.</summary>
public sealed class SMSMfaSettingsType
{
    /// <summary>Whether the factor is switched on.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Whether it is the preferred one.</summary>
    public bool? PreferredMfa { get; set; }
}
