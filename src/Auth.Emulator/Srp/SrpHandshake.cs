using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Amplify.Emulator;

/// <summary>One SRP exchange as the server sees it: made from SRP_A, answered with SRP_B, judged by the client's signature.</summary>
internal sealed class SrpHandshake
{
    private const int SecretBytes = 32;
    private const int SecretBlockBytes = 1024;
    private readonly PasswordVerifier _verifier;
    private readonly BigInteger _clientPublic;
    private readonly BigInteger _serverSecret;
    private readonly BigInteger _serverPublic;

    private SrpHandshake(PasswordVerifier verifier, BigInteger clientPublic, BigInteger serverSecret, string secretBlock)
    {
        _verifier = verifier;
        _clientPublic = clientPublic;
        _serverSecret = serverSecret;
        _serverPublic = (SrpGroup.K * verifier.Value + BigInteger.ModPow(SrpGroup.G, serverSecret, SrpGroup.N)) % SrpGroup.N;
        SecretBlock = secretBlock;
    }

    public string SecretBlock { get; }

    public string SaltHex => _verifier.SaltHex;

    public string UserId => _verifier.UserId;

    public string ServerPublicHex => SrpGroup.ToHex(_serverPublic);

    /// <summary>Starts an exchange; <see langword="null"/> when SRP_A is no hex number or a multiple of N (RFC 5054 §2.5.4).</summary>
    public static SrpHandshake? Start(PasswordVerifier verifier, string clientPublicHex) => Start(
        verifier,
        clientPublicHex,
        SrpGroup.Random(SecretBytes),
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBlockBytes)));

    public static SrpHandshake? Start(PasswordVerifier verifier, string clientPublicHex, BigInteger serverSecret, string secretBlock) =>
        SrpGroup.TryParse(clientPublicHex, out BigInteger a) && a % SrpGroup.N != 0
            ? new SrpHandshake(verifier, a, serverSecret, secretBlock)
            : null;

    /// <summary>The signature a client that knows the password sends for this exchange at <paramref name="timestamp"/>.</summary>
    public byte[] ExpectedSignature(string timestamp)
    {
        byte[] message =
        [
            .. Encoding.UTF8.GetBytes(_verifier.PoolName + _verifier.UserId),
            .. Convert.FromBase64String(SecretBlock),
            .. Encoding.UTF8.GetBytes(timestamp),
        ];
        return HMACSHA256.HashData(SharedKey(), message);
    }

    private byte[] SharedKey()
    {
        BigInteger u = SrpGroup.HashToNumber(SrpGroup.Encode(_clientPublic), SrpGroup.Encode(_serverPublic));
        BigInteger agreed = _clientPublic * BigInteger.ModPow(_verifier.Value, u, SrpGroup.N) % SrpGroup.N;
        BigInteger secret = BigInteger.ModPow(agreed, _serverSecret, SrpGroup.N);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, SrpGroup.Encode(secret), 16, SrpGroup.Encode(u), "Caldera Derived Key"u8.ToArray());
    }
}
