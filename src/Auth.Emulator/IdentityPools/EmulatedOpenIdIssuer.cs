using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>An OpenID Connect issuer that tests sign tokens with, as Google, Apple or a company's own would.</summary>
public sealed class EmulatedOpenIdIssuer
{
    private readonly SigningKey _key;
    private readonly TimeProvider _clock;

    internal EmulatedOpenIdIssuer(string issuer, TimeProvider clock)
    {
        Issuer = issuer;
        _clock = clock;
        _key = new SigningKey(issuer, "sig", RsaKeySupply.Next());
    }

    /// <summary>What its tokens carry as <c>iss</c>.</summary>
    public string Issuer { get; }

    /// <summary>Its public keys, as a JSON Web Key Set.</summary>
    public JsonObject Keys => new() { ["keys"] = new JsonArray(_key.ToJwk()) };

    /// <summary>Makes an ID token.</summary>
    /// <param name="subject">The user's id.</param>
    /// <param name="audience">The client id it is for.</param>
    /// <param name="lifetime">How long it is valid; 1 hour unless given.</param>
    /// <param name="claims">More claims; they replace those of the same name.</param>
    /// <returns>The compact JWT, signed with RS256.</returns>
    public string CreateToken(string subject, string audience, TimeSpan? lifetime = null, JsonObject? claims = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        ArgumentException.ThrowIfNullOrEmpty(audience);
        long now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var payload = new JsonObject
        {
            ["iss"] = Issuer,
            ["sub"] = subject,
            ["aud"] = audience,
            ["iat"] = now,
            ["exp"] = now + (long)(lifetime ?? TimeSpan.FromHours(1)).TotalSeconds,
        };
        foreach ((string name, JsonNode? value) in claims ?? [])
        {
            payload[name] = value?.DeepClone();
        }

        return _key.Sign(_key.Header(), payload);
    }
}
