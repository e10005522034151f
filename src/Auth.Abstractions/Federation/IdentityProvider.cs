using System.ComponentModel;

namespace Amplify;

/// <summary>
/// Where a user signs in: with the user pool itself, or with a provider that the pool trusts. By the name that the pool gave the
/// provider, or by one of the provider's identifiers.
/// </summary>
[TypeConverter(typeof(IdentityProviderTypeConverter))]
public sealed class IdentityProvider : IEquatable<IdentityProvider>
{
    private IdentityProvider(string name, bool isIdentifier)
    {
        Name = name;
        IsIdentifier = isIdentifier;
    }

    /// <summary>The user pool's own users: the sign-in page without a detour to a provider.</summary>
    public static IdentityProvider Cognito { get; } = new("COGNITO", isIdentifier: false);

    /// <summary>Google.</summary>
    public static IdentityProvider Google { get; } = new("Google", isIdentifier: false);

    /// <summary>Facebook.</summary>
    public static IdentityProvider Facebook { get; } = new("Facebook", isIdentifier: false);

    /// <summary>Login with Amazon.</summary>
    public static IdentityProvider Amazon { get; } = new("LoginWithAmazon", isIdentifier: false);

    /// <summary>Sign in with Apple.</summary>
    public static IdentityProvider Apple { get; } = new("SignInWithApple", isIdentifier: false);

    /// <summary>What the pool calls the provider (<c>identity_provider</c>), or one of its identifiers (<c>idp_identifier</c>).</summary>
    public string Name { get; }

    /// <summary>Whether <see cref="Name"/> is an identifier, such as a company's domain, and not the provider's name.</summary>
    public bool IsIdentifier { get; }

    /// <summary>An OIDC or SAML provider, by the name it has in the user pool.</summary>
    /// <param name="name">The name, as in the user pool's settings; upper and lower case matter.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public static IdentityProvider Named(string name)
    {
        Require.NotEmpty(name, nameof(name));
        return new IdentityProvider(name, isIdentifier: false);
    }

    /// <summary>A provider by one of its identifiers, such as the domain of the company whose it is.</summary>
    /// <param name="identifier">The identifier, as in the user pool's settings, such as <c>example.com</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="identifier"/> is null or empty.</exception>
    public static IdentityProvider WithIdentifier(string identifier)
    {
        Require.NotEmpty(identifier, nameof(identifier));
        return new IdentityProvider(identifier, isIdentifier: true);
    }

    /// <summary>Whether both mean the same provider by the same kind of name.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(IdentityProvider? other) =>
        other is not null && IsIdentifier == other.IsIdentifier && string.Equals(Name, other.Name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IdentityProvider);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    /// <summary>Whether both mean the same provider by the same kind of name.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(IdentityProvider? left, IdentityProvider? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they mean different providers, or the same by different kinds of name.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(IdentityProvider? left, IdentityProvider? right) => !(left == right);

    /// <summary>The name or identifier.</summary>
    public override string ToString() => Name;
}
