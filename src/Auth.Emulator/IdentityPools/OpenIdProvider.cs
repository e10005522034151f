using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>An OpenID Connect issuer: RS256 ID tokens, verified with its key set.</summary>
internal sealed class OpenIdProvider(string name, string issuer, JsonObject keys, IReadOnlyCollection<string> audiences) : LoginProvider
{
    public override string Name { get; } = name;

    public override VerifiedLogin Verify(string token, DateTimeOffset now)
    {
        CompactToken read = Parse(token);
        // Google writes its issuer with and without the scheme.
        if (WithoutScheme(read.Text("iss") ?? throw MissingClaim("iss")) != WithoutScheme(issuer))
        {
            throw WrongIssuer();
        }

        string sub = read.Text("sub") ?? throw MissingClaim("sub");
        IReadOnlyList<string> named = read.Texts("aud") is { Count: > 0 } some ? some : throw MissingClaim("aud");
        if (read.Algorithm != "RS256" || Key(read.KeyId) is not { } key || !Verifies(key, read))
        {
            throw NotSigned();
        }

        CheckExpiry(read, now);
        string audience = named.FirstOrDefault(audiences.Contains) ?? throw Unsupported();
        return new VerifiedLogin { Provider = Name, UserId = sub, MappingKey = Name, Trace = $"{Name}:{audience}:{sub}", Claims = read.Texts };
    }

    private JsonObject? Key(string? id) => (keys["keys"] as JsonArray)?.OfType<JsonObject>()
        .FirstOrDefault(key => (string?)key["kid"] == id && (string?)key["kty"] == "RSA");

    private static bool Verifies(JsonObject key, CompactToken token)
    {
        var parameters = new RSAParameters { Modulus = Base64Url.DecodeFromChars((string)key["n"]!), Exponent = Base64Url.DecodeFromChars((string)key["e"]!) };
        using RSA rsa = RSA.Create(parameters);
        return rsa.VerifyData(System.Text.Encoding.ASCII.GetBytes(token.Signed), token.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
