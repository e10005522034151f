using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Checks an identity provider's ID token as any relying party must: signature, issuer, audience, time, nonce.</summary>
internal static class ProviderToken
{
    /// <returns>The claims.</returns>
    /// <exception cref="ProviderAnswerException">The token does not fit.</exception>
    public static JsonObject Check(ExternalSignIn signIn, string? token, JsonObject keys, TimeProvider clock)
    {
        try
        {
            string[] parts = token?.Split('.') ?? [];
            if (parts.Length != 3 || !IsSigned(parts, keys))
            {
                throw Unfit("signature");
            }

            JsonObject claims = Decode(parts[1]);
            string? misfit =
                (string?)claims["iss"] != signIn.Provider.Url.ToString() ? "issuer"
                : (string?)claims["aud"] != signIn.Provider.ClientId ? "audience"
                : (long?)claims["exp"] is not { } end || clock.GetUtcNow().ToUnixTimeSeconds() >= end ? "expiry"
                : (string?)claims["nonce"] != signIn.Challenge ? "nonce"
                : null;
            return misfit is null ? claims : throw Unfit(misfit);
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException or InvalidOperationException or CryptographicException)
        {
            throw Unfit("form");
        }
    }

    private static bool IsSigned(string[] parts, JsonObject keys)
    {
        JsonObject header = Decode(parts[0]);
        JsonObject? key = keys["keys"]?.AsArray().Select(node => node!.AsObject()).FirstOrDefault(node => (string?)node["kid"] == (string?)header["kid"]);
        if (key is null)
        {
            return false;
        }

        using RSA rsa = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars((string)key["n"]!), Exponent = Base64Url.DecodeFromChars((string)key["e"]!) });
        return rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static JsonObject Decode(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part)) as JsonObject ?? throw Unfit("form");

    private static ProviderAnswerException Unfit(string what) => new($"Bad id_token of the identity provider: {what}");
}
