using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>An RSA key of a pool or another issuer, with its key id.</summary>
internal sealed class SigningKey
{
    private readonly Lock _gate = new();
    private readonly RSA _rsa;
    private readonly HashAlgorithmName _hash;

    // Keys are shared between pools to save time; their ids are not.
    public SigningKey(string poolId, string use, RSAParameters parameters)
        : this(Convert.ToBase64String(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{poolId}/{use}/"), .. parameters.Modulus!])), parameters, HashAlgorithmName.SHA256)
    {
    }

    public SigningKey(string id, RSAParameters parameters, HashAlgorithmName hash)
    {
        _rsa = RSA.Create(parameters);
        _hash = hash;
        Id = id;
    }

    public string Id { get; }

    /// <summary><c>RS256</c> or <c>RS512</c>.</summary>
    public string Algorithm => _hash == HashAlgorithmName.SHA512 ? "RS512" : "RS256";

    public JsonObject Header() => new() { ["kid"] = Id, ["alg"] = Algorithm };

    public JsonObject ToJwk()
    {
        RSAParameters parameters = _rsa.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["alg"] = Algorithm,
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
            return $"{signed}.{Base64Url.EncodeToString(_rsa.SignData(Encoding.ASCII.GetBytes(signed), _hash, RSASignaturePadding.Pkcs1))}";
        }
    }

    public bool Verifies(string signed, byte[] signature)
    {
        lock (_gate)
        {
            return _rsa.VerifyData(Encoding.ASCII.GetBytes(signed), signature, _hash, RSASignaturePadding.Pkcs1);
        }
    }

    /// <summary>Whether a token names this key and its algorithm and is signed with it.</summary>
    public bool Verifies(CompactToken token) => token.KeyId == Id && token.Algorithm == Algorithm && Verifies(token.Signed, token.Signature);

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
