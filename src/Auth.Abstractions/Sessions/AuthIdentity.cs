namespace Amplify;

/// <summary>An account elsewhere that a user signs in with: one entry of the <c>identities</c> claim.</summary>
public sealed class AuthIdentity
{
    /// <summary>The identity provider's name in the user pool, such as <c>Google</c> or a name the pool's owner gave.</summary>
    public string ProviderName { get; init; } = "";

    /// <summary>Its kind: <c>Google</c>, <c>Facebook</c>, <c>LoginWithAmazon</c>, <c>SignInWithApple</c>, <c>OIDC</c>, <c>SAML</c>.</summary>
    public string ProviderType { get; init; } = "";

    /// <summary>The user's id at the provider.</summary>
    public string UserId { get; init; } = "";

    /// <summary>The provider's issuer; null where the pool does not say (it does for SAML).</summary>
    public string? Issuer { get; init; }

    /// <summary>Whether the user's profile was made of this identity, and not linked to it later.</summary>
    public bool IsPrimary { get; init; }

    /// <summary>When the identity was first seen (UTC); null when the token does not say.</summary>
    public DateTimeOffset? DateCreated { get; init; }
}
