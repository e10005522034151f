using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>An RSA key of a pool, with its key id.</summary>
internal sealed class SigningKey
{
    private readonly Lock _gate = new();
    private readonly RSA _rsa;

    public SigningKey(string poolId, string use, RSAParameters parameters)
    {
        _rsa = RSA.Create(parameters);
        // Keys are shared between pools to save time; their ids are not.
        Id = Convert.ToBase64String(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{poolId}/{use}/"), .. parameters.Modulus!]));
    }

    public string Id { get; }

    public JsonObject Header() => new() { ["kid"] = Id, ["alg"] = "RS256" };

    public JsonObject ToJwk()
    {
        RSAParameters parameters = _rsa.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["alg"] = "RS256",
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
            ["kid"] = Id,
            ["kty"] = "RSA",
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["use"] = "sig",
        };
    }

    public string Sign(JsonObject header, JsonObject payload)
    {
        string signed = $"{Encode(header)}.{Encode(payload)}";
        lock (_gate)
        {
            return $"{signed}.{Base64Url.EncodeToString(_rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        }
    }

    public bool Verifies(string signed, byte[] signature)
    {
        lock (_gate)
        {
            return _rsa.VerifyData(Encoding.ASCII.GetBytes(signed), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
