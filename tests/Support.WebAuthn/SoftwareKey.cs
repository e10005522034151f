using System.Security.Cryptography;

namespace Amplify.Tests;

/// <summary>The key pair of a passkey: P-256 or RSA.</summary>
internal sealed class SoftwareKey
{
    private readonly ECDsa? _curve;
    private readonly RSA? _rsa;

    private SoftwareKey(ECDsa? curve, RSA? rsa)
    {
        _curve = curve;
        _rsa = rsa;
    }

    public static SoftwareKey Create(int algorithm) => algorithm == SoftwareAuthenticator.Rs256
        ? new SoftwareKey(null, RSA.Create(2048))
        : new SoftwareKey(ECDsa.Create(ECCurve.NamedCurves.nistP256), null);

    public byte[] Sign(byte[] data) => _curve is not null
        ? _curve.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
        : _rsa!.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>The public key as COSE_Key.</summary>
    public byte[] ToCose()
    {
        if (_curve is not null)
        {
            ECPoint point = _curve.ExportParameters(includePrivateParameters: false).Q;
            return Cbor.Map(
                Cbor.Number(1), Cbor.Number(2), Cbor.Number(3), Cbor.Number(SoftwareAuthenticator.Es256), Cbor.Number(-1), Cbor.Number(1),
                Cbor.Number(-2), Cbor.Bytes(point.X!), Cbor.Number(-3), Cbor.Bytes(point.Y!));
        }

        RSAParameters rsa = _rsa!.ExportParameters(includePrivateParameters: false);
        return Cbor.Map(
            Cbor.Number(1), Cbor.Number(3), Cbor.Number(3), Cbor.Number(SoftwareAuthenticator.Rs256), Cbor.Number(-1), Cbor.Bytes(rsa.Modulus!),
            Cbor.Number(-2), Cbor.Bytes(rsa.Exponent!));
    }
}
