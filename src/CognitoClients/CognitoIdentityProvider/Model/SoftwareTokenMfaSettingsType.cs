namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>How a user uses an authenticator app as a second factor.</summary>
public sealed class SoftwareTokenMfaSettingsType
{
    /// <summary>Whether the factor is switched on.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Whether it is the preferred one.</summary>
    public bool? PreferredMfa { get; set; }
}
