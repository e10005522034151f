namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>A passkey of a user.</summary>
public sealed class WebAuthnCredentialDescription
{
    /// <summary><c>platform</c> or <c>cross-platform</c>.</summary>
    public string? AuthenticatorAttachment { get; set; }

    /// <summary>How the authenticator is reached, such as <c>internal</c> or <c>usb</c>.</summary>
    public List<string>? AuthenticatorTransports { get; set; }

    /// <summary>When it was registered, UTC.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>The id of the passkey.</summary>
    public string? CredentialId { get; set; }

    /// <summary>A name that its user will recognise.</summary>
    public string? FriendlyCredentialName { get; set; }

    /// <summary>The domain it belongs to.</summary>
    public string? RelyingPartyId { get; set; }
}
