using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Amplify.SignIn.Srp;

/// <summary>
/// The client's side of one Secure Remote Password exchange as user pools speak it (SRP-6a with SHA-256, HKDF and a signature
/// over the service's secret block). Make a new one for every sign-in. Costs tens of milliseconds: never on a caller's thread.
/// </summary>
internal sealed class SrpClient
{
    // RFC 5054 §3.1 asks for 256 bits at least.
    private const int PrivateBytes = 32;
    private const int KeyBytes = 16;

    private readonly BigInteger _private;
    private readonly BigInteger _public;

    private SrpClient(BigInteger privateValue)
    {
        _private = privateValue;
        _public = BigInteger.ModPow(SrpGroup.Generator, privateValue, SrpGroup.Prime);
        PublicValueHex = _public.ToString("x", System.Globalization.CultureInfo.InvariantCulture).TrimStart('0');
    }

    /// <summary>SRP_A: lower-case hexadecimal without leading zeros.</summary>
    public string PublicValueHex { get; }

    /// <summary>Starts an exchange with a new random private value.</summary>
    public static SrpClient Create()
    {
        Span<byte> random = stackalloc byte[PrivateBytes];
        BigInteger privateValue;
        do
        {
            RandomNumberGenerator.Fill(random);
            privateValue = new BigInteger(random, isUnsigned: true, isBigEndian: true);
        }
        while (privateValue.IsZero);

        CryptographicOperations.ZeroMemory(random);
        return new SrpClient(privateValue);
    }

    /// <summary>Starts an exchange with a given private value, for known answers.</summary>
    internal static SrpClient Create(BigInteger privateValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(privateValue);
        return new SrpClient(privateValue);
    }

    /// <summary>Proves the password: PASSWORD_CLAIM_SIGNATURE.</summary>
    /// <exception cref="AuthException"><see cref="AuthErrorReason.InvalidResponse"/>: the service's values are unreadable, or chosen so that no secret would come out.</exception>
    public string Prove(SrpChallenge challenge)
    {
        BigInteger salt = SrpWire.Salt(challenge.Salt);
        BigInteger serverPublic = SrpWire.ServerPublicValue(challenge.ServerPublicValue);
        byte[] secretBlock = SrpWire.SecretBlock(challenge.SecretBlock);
        BigInteger scrambler = SrpWire.Scrambler(SrpGroup.Hash(SrpGroup.Pad(_public), SrpGroup.Pad(serverPublic)));

        BigInteger passwordHash = SrpPassword.Hash(challenge.PoolName, challenge.UserId, challenge.Password, salt);
        byte[] shared = SrpGroup.Pad(SharedSecret(serverPublic, scrambler, passwordHash));
        Span<byte> key = stackalloc byte[KeyBytes];
        try
        {
            HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, key, SrpGroup.Pad(scrambler), "Caldera Derived Key"u8);
            return Sign(key, challenge, secretBlock);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>S = (B − k·g^x)^(a + u·x) mod N.</summary>
    private BigInteger SharedSecret(BigInteger serverPublic, BigInteger scrambler, BigInteger passwordHash)
    {
        BigInteger verifier = BigInteger.ModPow(SrpGroup.Generator, passwordHash, SrpGroup.Prime);
        BigInteger root = (serverPublic - (SrpGroup.Multiplier * verifier)) % SrpGroup.Prime;
        if (root.Sign < 0)
        {
            // The remainder has the sign of the dividend; ModPow would hand it on.
            root += SrpGroup.Prime;
        }

        return BigInteger.ModPow(root, _private + (scrambler * passwordHash), SrpGroup.Prime);
    }

    private static string Sign(ReadOnlySpan<byte> key, SrpChallenge challenge, byte[] secretBlock)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes(challenge.PoolName));
        hmac.AppendData(Encoding.UTF8.GetBytes(challenge.UserId));
        hmac.AppendData(secretBlock);
        hmac.AppendData(Encoding.UTF8.GetBytes(challenge.Timestamp));
        return Convert.ToBase64String(hmac.GetHashAndReset());
    }
}
