using System.Formats.Cbor;

namespace Amplify.Emulator;

/// <summary>What an authenticator hands out with a new credential (WebAuthn Level 3, §6.5): without a statement, or signed with the new key itself.</summary>
internal sealed class Attestation
{
    private readonly string _format;
    private readonly ReadOnlyMemory<byte> _statement;

    private Attestation(string format, ReadOnlyMemory<byte> statement, AuthenticatorData data)
    {
        _format = format;
        _statement = statement;
        Data = data;
    }

    public AuthenticatorData Data { get; }

    /// <exception cref="FormatException">A part is missing or does not follow the form.</exception>
    /// <exception cref="CborContentException">It is no CBOR.</exception>
    /// <exception cref="InvalidOperationException">It is other CBOR than an attestation.</exception>
    public static Attestation Read(byte[] raw)
    {
        var reader = new CborReader(raw, CborConformanceMode.Strict);
        string? format = null;
        byte[]? data = null;
        ReadOnlyMemory<byte>? statement = null;
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            switch (reader.ReadTextString())
            {
                case "fmt":
                    format = reader.ReadTextString();
                    break;
                case "authData":
                    data = reader.ReadByteString();
                    break;
                case "attStmt":
                    statement = reader.ReadEncodedValue();
                    break;
                default:
                    reader.SkipValue();
                    break;
            }
        }

        reader.ReadEndMap();
        return format is not null && data is not null && statement is { } given && reader.BytesRemaining == 0
            ? new Attestation(format, given, AuthenticatorData.Read(data))
            : throw new FormatException("The attestation is not whole.");
    }

    /// <summary>Whether the statement is of a form that is taken, and holds.</summary>
    /// <exception cref="CborContentException">It is no CBOR.</exception>
    /// <exception cref="InvalidOperationException">It is other CBOR than a statement.</exception>
    public bool Holds(CoseKey key, byte[] clientDataHash) => _format switch
    {
        "none" => new CborReader(_statement, CborConformanceMode.Strict).ReadStartMap() == 0,
        "packed" => IsSignedByItself(key, clientDataHash),
        _ => false,
    };

    private bool IsSignedByItself(CoseKey key, byte[] clientDataHash)
    {
        var reader = new CborReader(_statement, CborConformanceMode.Strict);
        long? algorithm = null;
        byte[]? signature = null;
        bool hasCertificates = false;
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            switch (reader.ReadTextString())
            {
                case "alg":
                    algorithm = reader.ReadInt64();
                    break;
                case "sig":
                    signature = reader.ReadByteString();
                    break;
                default:
                    hasCertificates = true;
                    reader.SkipValue();
                    break;
            }
        }

        return !hasCertificates && algorithm == key.Algorithm && signature is not null && key.Verifies([.. Data.Raw, .. clientDataHash], signature);
    }
}
