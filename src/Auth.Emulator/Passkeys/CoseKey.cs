using System.Formats.Cbor;
using System.Security.Cryptography;

namespace Amplify.Emulator;

/// <summary>A passkey's public key (RFC 9053): ES256 on P-256, or RS256.</summary>
internal sealed class CoseKey
{
    public const int Es256 = -7;
    public const int Rs256 = -257;
    private const int LeastRsaBytes = 256;
    private readonly Func<byte[], byte[], bool> _verify;

    private CoseKey(int algorithm, Func<byte[], byte[], bool> verify)
    {
        Algorithm = algorithm;
        _verify = verify;
    }

    public int Algorithm { get; }

    /// <summary>Reads a COSE_Key; <see langword="null"/> when it is of a kind that is not taken.</summary>
    /// <exception cref="CborContentException">It is no CBOR.</exception>
    /// <exception cref="InvalidOperationException">It is other CBOR than a key.</exception>
    public static CoseKey? Read(ReadOnlyMemory<byte> encoded)
    {
        var numbers = new Dictionary<long, long>();
        var bytes = new Dictionary<long, byte[]>();
        var reader = new CborReader(encoded, CborConformanceMode.Strict);
        int? count = reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            long label = reader.ReadInt64();
            switch (reader.PeekState())
            {
                case CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger:
                    numbers[label] = reader.ReadInt64();
                    break;
                case CborReaderState.ByteString:
                    bytes[label] = reader.ReadByteString();
                    break;
                default:
                    reader.SkipValue();
                    break;
            }
        }

        reader.ReadEndMap();
        return count is null ? null : Make(numbers, bytes);
    }

    /// <summary>Whether the key made this signature.</summary>
    public bool Verifies(byte[] data, byte[] signature) => _verify(data, signature);

    // The labels: 1 kind of key, 3 algorithm; on curves -1 curve, -2 x, -3 y; for RSA -1 n, -2 e.
    private static CoseKey? Make(Dictionary<long, long> numbers, Dictionary<long, byte[]> bytes) =>
        (numbers.GetValueOrDefault(1), numbers.GetValueOrDefault(3), numbers.GetValueOrDefault(-1)) switch
        {
            (2, Es256, 1) when bytes.TryGetValue(-2, out byte[]? x) && bytes.TryGetValue(-3, out byte[]? y) && x.Length == 32 && y.Length == 32 => Curve(x, y),
            (3, Rs256, _) when bytes.TryGetValue(-1, out byte[]? n) && bytes.TryGetValue(-2, out byte[]? e) && n.Length >= LeastRsaBytes => Rsa(n, e),
            _ => null,
        };

    private static CoseKey? Curve(byte[] x, byte[] y)
    {
        var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } };
        return CanUse(() => ECDsa.Create(parameters)) ? new CoseKey(Es256, Verify) : null;

        bool Verify(byte[] data, byte[] signature)
        {
            using var key = ECDsa.Create(parameters);
            return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
    }

    private static CoseKey? Rsa(byte[] modulus, byte[] exponent)
    {
        var parameters = new RSAParameters { Modulus = modulus, Exponent = exponent };
        return CanUse(() => RSA.Create(parameters)) ? new CoseKey(Rs256, Verify) : null;

        bool Verify(byte[] data, byte[] signature)
        {
            using var key = RSA.Create(parameters);
            return key.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    private static bool CanUse(Func<IDisposable> create)
    {
        try
        {
            using IDisposable key = create();
            return true;
        }
        catch (CryptographicException)
        {
            return false; // Not a point on the curve, or no RSA key.
        }
    }
}
