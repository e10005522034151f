using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Amplify.Tests;

/// <summary>Takes a compact JWT apart and checks its signature against a JWKS, by hand.</summary>
internal sealed class Jwt
{
    private readonly string[] _parts;

    public Jwt(string token)
    {
        _parts = token.Split('.');
        Header = Decode(_parts[0]);
        Claims = Decode(_parts[1]);
    }

    public JsonObject Header { get; }

    public JsonObject Claims { get; }

    public bool IsSignedBy(JsonObject jwks)
    {
        JsonObject? key = jwks["keys"]!.AsArray().Select(node => node!.AsObject()).SingleOrDefault(node => (string)node["kid"]! == (string)Header["kid"]!);
        if (key is null)
        {
            return false;
        }

        using RSA rsa = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars((string)key["n"]!), Exponent = Base64Url.DecodeFromChars((string)key["e"]!) });
        byte[] signed = Encoding.ASCII.GetBytes($"{_parts[0]}.{_parts[1]}");
        return rsa.VerifyData(signed, Base64Url.DecodeFromChars(_parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static JsonObject Decode(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();
}
