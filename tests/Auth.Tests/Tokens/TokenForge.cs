using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amplify.Configuration;

namespace Amplify.Tests.Tokens;

/// <summary>Makes tokens right and wrong, piece by piece, with nothing of the code under test.</summary>
internal static class TokenForge
{
    public const string PoolId = "eu-west-1_AbCdEfGhI";
    public const string ClientId = "client1";
    public const string Issuer = "https://cognito-idp.eu-west-1.amazonaws.com/" + PoolId;
    public const string KeyId = "pool-key";
    public const string Subject = "5c1f2a3e-7b64-4d0c-9a58-2f6e1b7d9c40";

    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    public static RSA PoolKey { get; } = SeededRsa.Create("pool");

    public static RSA ForeignKey { get; } = SeededRsa.Create("foreign");

    public static AuthSettings Settings { get; } = AuthSettings.From(new AuthOptions { UserPoolId = PoolId, UserPoolClientId = ClientId });

    public static JsonObject Header() => new() { ["kid"] = KeyId, ["alg"] = "RS256" };

    public static JsonObject IdClaims() => new()
    {
        ["sub"] = Subject,
        ["cognito:groups"] = new JsonArray("admins", "staff"),
        ["email_verified"] = true,
        ["iss"] = Issuer,
        ["cognito:username"] = "ana",
        ["origin_jti"] = "origin",
        ["aud"] = ClientId,
        ["event_id"] = "event",
        ["token_use"] = "id",
        ["auth_time"] = Now.ToUnixTimeSeconds() - 60,
        ["exp"] = Now.ToUnixTimeSeconds() + 3540,
        ["iat"] = Now.ToUnixTimeSeconds() - 60,
        ["jti"] = "jti",
        ["email"] = "ana@example.com",
    };

    public static JsonObject AccessClaims() => new()
    {
        ["sub"] = Subject,
        ["iss"] = Issuer,
        ["client_id"] = ClientId,
        ["origin_jti"] = "origin",
        ["event_id"] = "event",
        ["token_use"] = "access",
        ["scope"] = "aws.cognito.signin.user.admin openid",
        ["auth_time"] = Now.ToUnixTimeSeconds() - 60,
        ["exp"] = Now.ToUnixTimeSeconds() + 3540,
        ["iat"] = Now.ToUnixTimeSeconds() - 60,
        ["jti"] = "jti",
        ["username"] = "ana",
    };

    public static JsonObject With(this JsonObject json, string name, JsonNode? value)
    {
        json[name] = value;
        return json;
    }

    public static JsonObject Without(this JsonObject json, string name)
    {
        json.Remove(name);
        return json;
    }

    public static string Sign(JsonObject claims, JsonObject? header = null, RSA? key = null) =>
        SignText((header ?? Header()).ToJsonString(), claims.ToJsonString(), key);

    public static string SignText(string header, string payload, RSA? key = null) =>
        SignBytes(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload), key);

    public static string SignBytes(byte[] header, byte[] payload, RSA? key = null)
    {
        string signed = $"{Base64Url(header)}.{Base64Url(payload)}";
        return $"{signed}.{Base64Url(Rs256(key ?? PoolKey, signed))}";
    }

    public static byte[] Rs256(RSA key, string signed) => key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public static byte[] FromBase64Url(string text)
    {
        string standard = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='));
    }
}
