using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>The OpenID tokens identity pools hand out for STS, signed with the service's own key.</summary>
internal sealed class OpenIdTokens(string region)
{
    public const string Issuer = "https://cognito-identity.amazonaws.com";
    public const string Authenticated = "authenticated";
    public const string Unauthenticated = "unauthenticated";
    private readonly Lazy<SigningKey> _key = new(() => new SigningKey($"{region}1", RsaKeySupply.Next(), HashAlgorithmName.SHA512));

    /// <summary>A token for an identity.</summary>
    /// <param name="pool">Its pool.</param>
    /// <param name="identity">The identity.</param>
    /// <param name="logins">Who it has signed in with: provider names, each with its trace; none for a guest.</param>
    /// <param name="lifetime">How long the token is valid.</param>
    public string Issue(EmulatedIdentityPool pool, EmulatedIdentity identity, IEnumerable<(string Provider, string Trace)> logins, TimeSpan lifetime)
    {
        long now = pool.State.Clock.GetUtcNow().ToUnixTimeSeconds();
        string[] methods = [.. logins.SelectMany(login => new[] { login.Provider, login.Trace })];
        return _key.Value.Sign(
            new JsonObject { ["kid"] = _key.Value.Id, ["typ"] = "JWS", ["alg"] = _key.Value.Algorithm },
            new JsonObject
            {
                ["sub"] = identity.Id,
                ["aud"] = pool.Id,
                ["amr"] = Shapes.Texts(methods.Length == 0 ? [Unauthenticated] : methods.Prepend(Authenticated)),
                ["iss"] = Issuer,
                ["https://cognito-identity.amazonaws.com/identity-pool-arn"] = pool.Arn,
                ["exp"] = now + (long)lifetime.TotalSeconds,
                ["iat"] = now,
            });
    }

    public bool Verifies(CompactToken token) => _key.Value.Verifies(token);
}
