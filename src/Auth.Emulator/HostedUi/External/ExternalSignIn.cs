namespace Amplify.Emulator;

/// <summary>A browser that was sent to an identity provider and is to come back.</summary>
internal sealed class ExternalSignIn
{
    /// <summary>The browser it belongs to: an answer that another browser brings is not its.</summary>
    public required string BrowserId { get; init; }

    public required AuthorizeRequest Request { get; init; }

    public required EmulatedIdentityProvider Provider { get; init; }

    /// <summary>Where the provider sends the answer.</summary>
    public required string ReturnUrl { get; init; }

    /// <summary>What the provider's ID token must repeat, or for SAML the id of the request it must answer.</summary>
    public required string Challenge { get; init; }
}
