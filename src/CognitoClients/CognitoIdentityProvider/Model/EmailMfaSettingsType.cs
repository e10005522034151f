namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>How a user uses codes by e-mail as a second factor.</summary>
public sealed class EmailMfaSettingsType
{
    /// <summary>Whether the factor is switched on.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Whether it is the preferred one.</summary>
    public bool? PreferredMfa { get; set; }
}
