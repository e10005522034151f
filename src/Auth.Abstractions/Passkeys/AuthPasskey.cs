namespace Amplify;

/// <summary>A passkey of a user, as the user pool knows it.</summary>
public sealed class AuthPasskey
{
    /// <summary>Its id (base64url), which the authenticator gave it.</summary>
    public string Id { get; init; } = "";

    /// <summary>What its user recognises it by; null where it has no name.</summary>
    public string? Name { get; init; }

    /// <summary>The domain it signs in to (<c>rpId</c>).</summary>
    public string? RelyingPartyId { get; init; }

    /// <summary><c>platform</c> (built into a machine) or <c>cross-platform</c> (a key or a phone); null where the service does not say.</summary>
    public string? Attachment { get; init; }

    /// <summary>How the authenticator is reached, such as <c>internal</c>, <c>usb</c> or <c>hybrid</c>; empty where the service does not say.</summary>
    public IReadOnlyList<string> Transports { get; init; } = [];

    /// <summary>When it was registered (UTC).</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
