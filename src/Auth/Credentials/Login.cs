namespace Amplify.Credentials;

/// <summary>Who asks the identity pool: the tokens that prove it, and the role to ask for. Nobody's tokens are a guest's.</summary>
/// <param name="tokens">Tokens by the pool's name of their provider; null for a guest.</param>
/// <param name="role">The role that was chosen for this user; null for the configured one.</param>
internal sealed class Login(IReadOnlyDictionary<string, string>? tokens, string? role = null)
{
    public static Login Guest { get; } = new(null);

    public bool IsGuest => tokens is null;

    public string? Role => role;

    /// <summary>A copy of its own for every request.</summary>
    public Dictionary<string, string>? ToLogins() => tokens is null ? null : new Dictionary<string, string>(tokens, StringComparer.Ordinal);

    public override string ToString() => IsGuest ? "guest" : "[login]";
}
