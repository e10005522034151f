using System.Security.Cryptography;
using System.Text;
using Amplify.Tokens;

namespace Amplify.Testing;

/// <summary>A key pair made in this process. Making one takes a moment, so all test tokens share it.</summary>
internal sealed class TestSigningKey
{
    private static readonly Lazy<TestSigningKey> _known = new(() => new TestSigningKey("test-key"));
    private static readonly Lazy<TestSigningKey> _unknown = new(() => new TestSigningKey("unknown-test-key"));

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly object _gate = new();

    private TestSigningKey(string keyId) => PublicKey = new TokenKey(keyId, _rsa.ExportParameters(includePrivateParameters: false));

    public static TestSigningKey Known => _known.Value;

    public static TestSigningKey Unknown => _unknown.Value;

    public TokenKey PublicKey { get; }

    public string Sign(IReadOnlyDictionary<string, object?> claims)
    {
        byte[] header = TestJson.Write(new Dictionary<string, object?> { ["kid"] = PublicKey.KeyId, ["alg"] = "RS256" });
        string signed = $"{Base64Url(header)}.{Base64Url(TestJson.Write(claims))}";
        lock (_gate)
        {
            return $"{signed}.{Base64Url(_rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        }
    }

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
