namespace Amplify.Emulator;

/// <summary>A passkey that a user has registered.</summary>
public sealed class EmulatedPasskey
{
    internal EmulatedPasskey(string credentialId, string relyingPartyId, CoseKey key, DateTimeOffset createdAt)
    {
        CredentialId = credentialId;
        RelyingPartyId = relyingPartyId;
        Key = key;
        CreatedAt = createdAt;
    }

    /// <summary>The authenticator's id of it, base64url.</summary>
    public string CredentialId { get; }

    /// <summary>The domain it belongs to.</summary>
    public string RelyingPartyId { get; }

    /// <summary>How often it has signed, as its authenticator counts; 0 where that does not count.</summary>
    public long SignCount { get; internal set; }

    /// <summary>Where the authenticator is, in its own words: <c>platform</c> or <c>cross-platform</c>.</summary>
    public string? AuthenticatorAttachment { get; internal init; }

    /// <summary>How the authenticator can be reached, in its own words: <c>internal</c>, <c>usb</c>, <c>hybrid</c>…</summary>
    public IReadOnlyList<string> Transports { get; internal init; } = [];

    /// <summary>When it was registered, by the emulator's clock.</summary>
    public DateTimeOffset CreatedAt { get; }

    internal CoseKey Key { get; }
}
