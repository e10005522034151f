using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Amplify.Tokens;

/// <summary>The public half of an RSA key that signs tokens (RFC 7517, RFC 7518 §6.3). Immutable; for use from many threads.</summary>
public sealed class TokenKey
{
    private const int MinBits = 2048;
    private const int MaxBits = 8192;

    private readonly RSAParameters _publicKey;

    // Making an RSA object costs several times what a verification does, and one is not promised to serve two threads at once.
    // So objects are kept and lent out; their native handles free themselves when the key is dropped.
    private readonly ConcurrentBag<RSA> _idle = [];

    /// <summary>Takes the public half of a key.</summary>
    /// <param name="keyId">The key's id, as in the <c>kid</c> of token headers.</param>
    /// <param name="publicKey">Modulus and exponent; private members are not looked at.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="keyId"/> is null or empty, or the key is not one of 2048 to 8192 bits with an odd exponent of three or more.
    /// </exception>
    public TokenKey(string keyId, RSAParameters publicKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyId);
        byte[] modulus = Trim(publicKey.Modulus);
        byte[] exponent = Trim(publicKey.Exponent);
        int bits = modulus.Length == 0 ? 0 : (modulus.Length * 8) - (byte.LeadingZeroCount(modulus[0]));
        if (bits is < MinBits or > MaxBits || modulus[^1] % 2 == 0)
        {
            throw new ArgumentException($"The modulus is not that of an RSA key of {MinBits} to {MaxBits} bits.", nameof(publicKey));
        }

        if (exponent.Length is 0 or > sizeof(int) || exponent[^1] % 2 == 0 || exponent is [1])
        {
            throw new ArgumentException("The exponent is not an odd number of three or more that fits into 32 bits.", nameof(publicKey));
        }

        KeyId = keyId;
        KeySize = bits;
        _publicKey = new RSAParameters { Modulus = modulus, Exponent = exponent };
    }

    /// <summary>The key's id (<c>kid</c>).</summary>
    public string KeyId { get; }

    /// <summary>The modulus' length in bits.</summary>
    public int KeySize { get; }

    /// <summary>Takes a key in the form of a JSON Web Key.</summary>
    /// <param name="keyId">The member <c>kid</c>.</param>
    /// <param name="modulus">The member <c>n</c>: base64url of the big-endian number.</param>
    /// <param name="exponent">The member <c>e</c>: base64url of the big-endian number.</param>
    /// <exception cref="ArgumentException">A value is null, empty or not base64url, or the key does not fit (see the constructor).</exception>
    public static TokenKey FromJwk(string keyId, string modulus, string exponent)
    {
        ArgumentException.ThrowIfNullOrEmpty(modulus);
        ArgumentException.ThrowIfNullOrEmpty(exponent);
        return new TokenKey(keyId, new RSAParameters { Modulus = Decode(modulus, nameof(modulus)), Exponent = Decode(exponent, nameof(exponent)) });
    }

    /// <summary>Size and id; a public key is no secret.</summary>
    public override string ToString() => $"RSA key '{KeyId}', {KeySize} bits";

    /// <summary>Whether the signature over a SHA-256 hash was made with this key (RSASSA-PKCS1-v1_5, RS256 of RFC 7518).</summary>
    internal bool Verify(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != _publicKey.Modulus!.Length)
        {
            return false;
        }

        if (!_idle.TryTake(out RSA? rsa))
        {
            rsa = RSA.Create(_publicKey);
        }

        bool verified = rsa.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (_idle.Count < Environment.ProcessorCount)
        {
            _idle.Add(rsa);
        }
        else
        {
            rsa.Dispose();
        }

        return verified;
    }

    private static byte[] Trim(byte[]? number) => number is null ? [] : number.AsSpan().TrimStart((byte)0).ToArray();

    private static byte[] Decode(string text, string parameter)
    {
        var bytes = new byte[Base64UrlText.MaxDecodedLength(text.Length)];
        return Base64UrlText.TryDecode(text, bytes, out int written)
            ? bytes[..written]
            : throw new ArgumentException("The value is not base64url.", parameter);
    }
}
