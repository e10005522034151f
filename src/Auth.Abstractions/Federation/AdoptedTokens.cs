namespace Amplify;

/// <summary>Tokens of the configured user pool and app client that an application has already: from a web framework's OpenID Connect handler, or another SDK.</summary>
public sealed class AdoptedTokens
{
    /// <summary>The ID token.</summary>
    public required Secret IdToken { get; init; }

    /// <summary>The access token, of the same user.</summary>
    public required Secret AccessToken { get; init; }

    /// <summary>The refresh token. Whoever else uses it as well must not, where the app client rotates them. Null: the session ends with its tokens.</summary>
    public Secret? RefreshToken { get; init; }
}
