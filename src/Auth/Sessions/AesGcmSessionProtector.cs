using System.Security.Cryptography;
using System.Text;

namespace Amplify.Sessions;

/// <summary>
/// Protects with AES-256-GCM (NIST SP 800-38D) under keys the application supplies. The first key encrypts, all of them
/// decrypt: to rotate, put a new key in front and drop the old one when nothing it wrote is left.
/// </summary>
public sealed class AesGcmSessionProtector : ISessionProtector
{
    // version, length of key id, key id, nonce, tag, ciphertext
    private const byte FormatVersion = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly SessionProtectionKey[] _keys;

    /// <summary>Protects under keys.</summary>
    /// <param name="keys">The first encrypts, all decrypt; ids must differ.</param>
    /// <exception cref="ArgumentException">There is no key, or two have the same id.</exception>
    public AesGcmSessionProtector(params SessionProtectionKey[] keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Length == 0 || keys.Any(k => k is null) || keys.DistinctBy(k => k.Id).Count() != keys.Length)
        {
            throw new ArgumentException("Give at least one key, and every key an id of its own.", nameof(keys));
        }

        _keys = [.. keys];
    }

    /// <summary>A protector whose key lives and dies with this object: for stores in memory, and tests.</summary>
    public static AesGcmSessionProtector CreateEphemeral() =>
        new(new SessionProtectionKey("ephemeral", RandomNumberGenerator.GetBytes(SessionProtectionKey.Length)));

    /// <inheritdoc/>
    public byte[] Protect(ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        SessionProtectionKey key = _keys[0];
        byte[] result = new byte[2 + key.Id.Length + NonceLength + TagLength + plaintext.Length];
        Span<byte> rest = result;
        rest[0] = FormatVersion;
        rest[1] = (byte)Encoding.ASCII.GetBytes(key.Id, rest[2..]);
        rest = rest[(2 + key.Id.Length)..];

        Span<byte> nonce = rest[..NonceLength];
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Encrypt(nonce, plaintext, rest[(NonceLength + TagLength)..], rest.Slice(NonceLength, TagLength), associatedData);
        return result;
    }

    /// <inheritdoc/>
    public byte[] Unprotect(ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> associatedData)
    {
        if (ciphertext.Length < 2 || ciphertext[0] != FormatVersion || ciphertext.Length < 2 + ciphertext[1] + NonceLength + TagLength)
        {
            throw new CryptographicException("This is not what the protector writes.");
        }

        string id = Encoding.ASCII.GetString(ciphertext.Slice(2, ciphertext[1]));
        SessionProtectionKey key = Array.Find(_keys, k => string.Equals(k.Id, id, StringComparison.Ordinal))
            ?? throw new CryptographicException("The key this was protected with is not among the protector's keys.");

        ReadOnlySpan<byte> rest = ciphertext[(2 + id.Length)..];
        byte[] plaintext = new byte[rest.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Decrypt(rest[..NonceLength], rest[(NonceLength + TagLength)..], rest.Slice(NonceLength, TagLength), plaintext, associatedData);
        return plaintext;
    }
}
