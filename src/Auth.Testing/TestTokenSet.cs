using Amplify.Tokens;

namespace Amplify.Testing;

/// <summary>
/// Everything a stub of the service hands out for one sign-in, and what an engine needs to accept it: put the tokens into an
/// <c>AuthenticationResultType</c>, <see cref="Options"/> and <see cref="KeySource"/> into the engine.
/// </summary>
public sealed class TestTokenSet
{
    internal TestTokenSet(TestTokens tokens, string idToken, string accessToken, int expiresIn)
    {
        Tokens = tokens;
        IdToken = idToken;
        AccessToken = accessToken;
        ExpiresIn = expiresIn;
    }

    /// <summary>A signed ID token.</summary>
    public string IdToken { get; }

    /// <summary>A signed access token of the same user.</summary>
    public string AccessToken { get; }

    /// <summary>Something that looks like a refresh token; stubs of the service may compare it.</summary>
    public string RefreshToken { get; } = "test-refresh-token";

    /// <summary>Seconds until both tokens expire, from their time of issue.</summary>
    public int ExpiresIn { get; }

    /// <summary>Options of the pool and app client the tokens are for. Change them at will; the tokens stay as they are.</summary>
    public AuthOptions Options => Tokens.Options;

    /// <summary>The key the tokens are signed with.</summary>
    public ITokenKeySource KeySource => Tokens.KeySource;

    /// <summary>Makes further tokens of the same pool, for instance those of a refresh.</summary>
    public TestTokens Tokens { get; }
}
