using System.Diagnostics;

namespace Amplify;

/// <summary>
/// What a provider outside of the user pool gave the user: proof for an identity pool that accepts the provider. The token
/// prints redacted.
/// </summary>
[DebuggerDisplay("{Provider}: [token]")]
public sealed class FederatedToken
{
    private FederatedToken(string provider, string token, DateTimeOffset? expiresAt)
    {
        Require.NotEmpty(token, nameof(token));
        Provider = provider;
        Token = new Secret(token);
        ExpiresAt = expiresAt;
    }

    /// <summary>The provider's name in the identity pool, such as <c>accounts.google.com</c>: the key in <c>Logins</c>.</summary>
    public string Provider { get; }

    /// <summary>The token, as the provider gave it.</summary>
    public Secret Token { get; }

    /// <summary>
    /// When the token ends (UTC); null where that is not known. The refresher (<c>AuthServices.FederatedTokenRefresher</c>) is
    /// asked for a new one when it has ended, and at every renewal when it is not known.
    /// </summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>The identity that the application's backend obtained together with the token; null for all but developer-authenticated users.</summary>
    public string? IdentityId { get; private init; }

    /// <summary>The backend's name for itself at the identity pool (the developer provider name); null for all but developer-authenticated users.</summary>
    public string? DeveloperProviderName { get; private init; }

    /// <summary>Google's ID token.</summary>
    /// <param name="idToken">The token.</param>
    /// <param name="expiresAt">When it ends, or null.</param>
    /// <exception cref="ArgumentException">The token is null or empty.</exception>
    public static FederatedToken Google(string idToken, DateTimeOffset? expiresAt = null) => new("accounts.google.com", idToken, expiresAt);

    /// <summary>Facebook's access token.</summary>
    /// <param name="accessToken">The token.</param>
    /// <param name="expiresAt">When it ends, or null.</param>
    /// <exception cref="ArgumentException">The token is null or empty.</exception>
    public static FederatedToken Facebook(string accessToken, DateTimeOffset? expiresAt = null) => new("graph.facebook.com", accessToken, expiresAt);

    /// <summary>Login with Amazon's access token.</summary>
    /// <param name="accessToken">The token.</param>
    /// <param name="expiresAt">When it ends, or null.</param>
    /// <exception cref="ArgumentException">The token is null or empty.</exception>
    public static FederatedToken Amazon(string accessToken, DateTimeOffset? expiresAt = null) => new("www.amazon.com", accessToken, expiresAt);

    /// <summary>Apple's ID token.</summary>
    /// <param name="idToken">The token.</param>
    /// <param name="expiresAt">When it ends, or null.</param>
    /// <exception cref="ArgumentException">The token is null or empty.</exception>
    public static FederatedToken Apple(string idToken, DateTimeOffset? expiresAt = null) => new("appleid.apple.com", idToken, expiresAt);

    /// <summary>Twitter's OAuth token with its secret.</summary>
    /// <param name="authToken">The token.</param>
    /// <param name="authTokenSecret">Its secret.</param>
    /// <param name="expiresAt">When it ends, or null.</param>
    /// <exception cref="ArgumentException">One of the two is null or empty.</exception>
    public static FederatedToken Twitter(string authToken, string authTokenSecret, DateTimeOffset? expiresAt = null)
    {
        Require.NotEmpty(authToken, nameof(authToken));
        Require.NotEmpty(authTokenSecret, nameof(authTokenSecret));
        return new FederatedToken("api.twitter.com", $"{authToken};{authTokenSecret}", expiresAt);
    }

    /// <summary>The ID token of any OpenID Connect provider, another user pool for instance.</summary>
    /// <param name="domain">The issuer without its scheme, such as <c>login.example.com/tenant</c>; a scheme is taken off.</param>
    /// <param name="idToken">The token.</param>
    /// <param name="expiresAt">When it ends, or null.</param>
    /// <exception cref="ArgumentException">The domain or the token is null or empty.</exception>
    public static FederatedToken Oidc(string domain, string idToken, DateTimeOffset? expiresAt = null)
    {
        Require.NotEmpty(domain, nameof(domain));
        int scheme = domain.IndexOf("://", StringComparison.Ordinal);
        string name = (scheme < 0 ? domain : domain.Substring(scheme + 3)).TrimEnd('/');
        Require.NotEmpty(name, nameof(domain));
        return new FederatedToken(name, idToken, expiresAt);
    }

    /// <summary>A SAML provider's assertion.</summary>
    /// <param name="providerArn">The provider in IAM, such as <c>arn:aws:iam::123456789012:saml-provider/Corporate</c>.</param>
    /// <param name="assertion">The response of the provider, in base 64.</param>
    /// <param name="expiresAt">When it ends, or null.</param>
    /// <exception cref="ArgumentException">The ARN is not one of a SAML provider, or the assertion is null or empty.</exception>
    public static FederatedToken Saml(string providerArn, string assertion, DateTimeOffset? expiresAt = null)
    {
        Require.NotEmpty(providerArn, nameof(providerArn));
        if (!providerArn.StartsWith("arn:", StringComparison.Ordinal) || providerArn.IndexOf(":saml-provider/", StringComparison.Ordinal) < 0)
        {
            throw new ArgumentException("The text is not the ARN of a SAML provider, such as 'arn:aws:iam::123456789012:saml-provider/Corporate'.", nameof(providerArn));
        }

        return new FederatedToken(providerArn, assertion, expiresAt);
    }

    /// <summary>A user whom the application's own backend vouches for (GetOpenIdTokenForDeveloperIdentity).</summary>
    /// <param name="providerName">The backend's developer provider name, for the refresher; the service does not need it.</param>
    /// <param name="identityId">The identity the backend obtained with the token.</param>
    /// <param name="token">The token.</param>
    /// <param name="expiresAt">When it ends, or null.</param>
    /// <exception cref="ArgumentException">A text is null or empty.</exception>
    public static FederatedToken Developer(string providerName, string identityId, string token, DateTimeOffset? expiresAt = null)
    {
        Require.NotEmpty(providerName, nameof(providerName));
        Require.NotEmpty(identityId, nameof(identityId));
        return new FederatedToken("cognito-identity.amazonaws.com", token, expiresAt) { DeveloperProviderName = providerName, IdentityId = identityId };
    }

    /// <summary>The provider; no secret.</summary>
    public override string ToString() => $"{Provider}: [token]";

    /// <summary>The token as it was stored.</summary>
    internal static FederatedToken Stored(string provider, string token, DateTimeOffset? expiresAt, string? developerProviderName, string? identityId) =>
        new(provider, token, expiresAt) { DeveloperProviderName = developerProviderName, IdentityId = identityId };
}
