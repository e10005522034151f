namespace Amplify.Emulator;

/// <summary>How a kind of provider differs from the others.</summary>
internal sealed class ProviderTraits
{
    /// <summary>The fixed name of a social provider; <see langword="null"/> where the pool's owner chooses one.</summary>
    public string? FixedName { get; private init; }

    /// <summary>What the button says.</summary>
    public string? Brand { get; private init; }

    /// <summary>The <c>providerType</c> in a user's identities.</summary>
    public required string TypeName { get; init; }

    /// <summary>The claim that identifies a user.</summary>
    public string SubjectClaim { get; private init; } = "sub";

    /// <summary>Whether the token endpoint answers with an ID token, so that nothing more has to be asked.</summary>
    public bool HasIdToken { get; private init; } = true;

    public static ProviderTraits Of(IdentityProviderType type) => type switch
    {
        IdentityProviderType.Google => new ProviderTraits { TypeName = "Google", FixedName = "Google", Brand = "Google" },
        IdentityProviderType.Facebook => new ProviderTraits { TypeName = "Facebook", FixedName = "Facebook", Brand = "Facebook", SubjectClaim = "id", HasIdToken = false },
        IdentityProviderType.LoginWithAmazon => new ProviderTraits
        {
            TypeName = "LoginWithAmazon", FixedName = "LoginWithAmazon", Brand = "Amazon", SubjectClaim = "user_id", HasIdToken = false,
        },
        IdentityProviderType.SignInWithApple => new ProviderTraits { TypeName = "SignInWithApple", FixedName = "SignInWithApple", Brand = "Apple" },
        IdentityProviderType.Oidc => new ProviderTraits { TypeName = "OIDC" },
        IdentityProviderType.Saml => new ProviderTraits { TypeName = "SAML", SubjectClaim = "NameID", HasIdToken = false },
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
