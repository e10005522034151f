namespace Amplify.Emulator;

/// <summary>What an OAuth client asked for and what its tokens therefore carry.</summary>
internal sealed class OAuthGrant
{
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The value the first ID token repeats.</summary>
    public string? Nonce { get; init; }

    /// <summary>The API the access token is bound to (RFC 8707).</summary>
    public string? Resource { get; init; }

    /// <summary>When the user proved who he is, which a running browser session dates back.</summary>
    public required DateTimeOffset AuthTime { get; init; }
}
