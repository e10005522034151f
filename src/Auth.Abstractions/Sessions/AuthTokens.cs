namespace Amplify;

/// <summary>The tokens a signed-in user has at hand. Refresh tokens never leave the engine.</summary>
public sealed class AuthTokens
{
    internal AuthTokens(Secret accessToken, Secret idToken, DateTimeOffset expiresAt, IReadOnlyList<string> scopes)
    {
        AccessToken = accessToken;
        IdToken = idToken;
        ExpiresAt = expiresAt;
        Scopes = scopes;
    }

    /// <summary>For APIs: authorises calls (RFC 6750 bearer token).</summary>
    public Secret AccessToken { get; }

    /// <summary>For the application itself and for identity pools: says who the user is (OpenID Connect Core).</summary>
    public Secret IdToken { get; }

    /// <summary>When the first of the two expires, on this machine's clock (UTC).</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>The scopes of the access token, such as <c>aws.cognito.signin.user.admin</c>.</summary>
    public IReadOnlyList<string> Scopes { get; }
}
