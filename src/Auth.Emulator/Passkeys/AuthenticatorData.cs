using System.Buffers.Binary;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;

namespace Amplify.Emulator;

/// <summary>What an authenticator says and signs (WebAuthn Level 3, §6.1).</summary>
internal sealed class AuthenticatorData
{
    private const int HeadLength = 37;
    private const int AaguidLength = 16;
    private readonly byte[] _relyingPartyHash;
    private readonly Flag _flags;

    private AuthenticatorData(byte[] relyingPartyHash, Flag flags, uint signCount, byte[] raw)
    {
        _relyingPartyHash = relyingPartyHash;
        _flags = flags;
        SignCount = signCount;
        Raw = raw;
    }

    [Flags]
    private enum Flag : byte
    {
        UserPresent = 0x01,
        UserVerified = 0x04,
        BackupEligible = 0x08,
        BackedUp = 0x10,
        HasCredential = 0x40,
        HasExtensions = 0x80,
    }

    public byte[] Raw { get; }

    public uint SignCount { get; }

    public bool IsUserPresent => _flags.HasFlag(Flag.UserPresent);

    public bool IsUserVerified => _flags.HasFlag(Flag.UserVerified);

    /// <summary>The id of the credential that was made; empty where none was.</summary>
    public byte[] CredentialId { get; private init; } = [];

    /// <summary>The public key of the credential that was made, as COSE has it; empty where none was.</summary>
    public ReadOnlyMemory<byte> CredentialKey { get; private init; }

    public bool IsFor(string relyingPartyId) => CryptographicOperations.FixedTimeEquals(_relyingPartyHash, SHA256.HashData(Encoding.UTF8.GetBytes(relyingPartyId)));

    /// <exception cref="FormatException">The bytes do not follow the form.</exception>
    /// <exception cref="CborContentException">A part that has to be CBOR is none.</exception>
    public static AuthenticatorData Read(byte[] raw)
    {
        if (raw.Length < HeadLength)
        {
            throw new FormatException("The authenticator data is cut off.");
        }

        var flags = (Flag)raw[32];
        if (flags.HasFlag(Flag.BackedUp) && !flags.HasFlag(Flag.BackupEligible))
        {
            throw new FormatException("A credential that is backed up has to be eligible for it.");
        }

        ReadOnlyMemory<byte> rest = raw.AsMemory(HeadLength);
        byte[] credentialId = [];
        ReadOnlyMemory<byte> credentialKey = default;
        if (flags.HasFlag(Flag.HasCredential))
        {
            credentialId = TakeCredentialId(ref rest);
            credentialKey = TakeCbor(ref rest);
        }

        if (flags.HasFlag(Flag.HasExtensions))
        {
            _ = TakeCbor(ref rest);
        }

        return rest.IsEmpty
            ? new AuthenticatorData(raw[..32], flags, BinaryPrimitives.ReadUInt32BigEndian(raw.AsSpan(33)), raw) { CredentialId = credentialId, CredentialKey = credentialKey }
            : throw new FormatException("The authenticator data goes on after its end.");
    }

    private static byte[] TakeCredentialId(ref ReadOnlyMemory<byte> rest)
    {
        const int lengthEnd = AaguidLength + 2;
        int end = rest.Length < lengthEnd ? int.MaxValue : lengthEnd + BinaryPrimitives.ReadUInt16BigEndian(rest.Span[AaguidLength..]);
        if (end > rest.Length)
        {
            throw new FormatException("The credential id is cut off.");
        }

        byte[] id = rest[lengthEnd..end].ToArray();
        rest = rest[end..];
        return id;
    }

    private static ReadOnlyMemory<byte> TakeCbor(ref ReadOnlyMemory<byte> rest)
    {
        var reader = new CborReader(rest, CborConformanceMode.Strict, allowMultipleRootLevelValues: true);
        ReadOnlyMemory<byte> value = reader.ReadEncodedValue();
        rest = rest[value.Length..];
        return value;
    }
}
