namespace Amplify.Emulator;

/// <summary>An identity provider of a user pool, as <c>CreateIdentityProvider</c> takes it.</summary>
public sealed class IdentityProviderSettings
{
    private const int MaxNameLength = 32;

    /// <summary>The kind of provider.</summary>
    public required IdentityProviderType Type { get; init; }

    /// <summary>
    /// What <c>identity_provider</c> calls it. The social ones are called <c>Google</c>, <c>Facebook</c>, <c>LoginWithAmazon</c> and <c>SignInWithApple</c> and need none here;
    /// an OIDC or SAML provider has a name of 1 to 32 characters without spaces, underscores and slashes.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>Other names, for <c>idp_identifier</c>: often the domain of the users' addresses.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>Which claim of the provider each attribute of the user comes from, at every sign-in. As in the service an address is not verified unless its <c>…_verified</c> is mapped.</summary>
    public IReadOnlyDictionary<string, string> AttributeMapping { get; init; } = new Dictionary<string, string> { ["email"] = "email", ["name"] = "name" };

    internal ProviderTraits Traits => ProviderTraits.Of(Type);

    /// <exception cref="ArgumentException">The name is missing, badly formed, or not this provider's.</exception>
    internal string CheckedName()
    {
        if (Traits.FixedName is { } fixedName)
        {
            return Name is null || Name == fixedName ? fixedName : throw new ArgumentException($"A provider of this kind is called {fixedName}, not '{Name}'.");
        }

        bool fits = Name is { Length: >= 1 and <= MaxNameLength } && !Name.Any(c => c is '_' or '/' || char.IsWhiteSpace(c) || char.IsControl(c)) && Name != BrowserSession.OwnUsers;
        return fits ? Name! : throw new ArgumentException($"'{Name}' cannot be the name of a provider: 1 to {MaxNameLength} characters without spaces, underscores and slashes.");
    }
}
