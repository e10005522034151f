using System.Diagnostics;

namespace Amplify.Sessions;

/// <summary>A named key of an <see cref="AesGcmSessionProtector"/>.</summary>
[DebuggerDisplay("{Id}")]
public sealed class SessionProtectionKey
{
    /// <summary>The length a key must have: 32 bytes (AES-256).</summary>
    public const int Length = 32;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _bytes;

    /// <summary>Names a key.</summary>
    /// <param name="id">1 to 64 printable ASCII characters; written in clear beside what the key encrypts.</param>
    /// <param name="key">32 random bytes; copied.</param>
    /// <exception cref="ArgumentException">The id or the key has the wrong length.</exception>
    public SessionProtectionKey(string id, ReadOnlySpan<byte> key)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (id.Length > 64 || id.Any(c => c is < '!' or > '~'))
        {
            throw new ArgumentException("A key's id is 1 to 64 printable ASCII characters.", nameof(id));
        }

        if (key.Length != Length)
        {
            throw new ArgumentException($"A key has {Length} bytes.", nameof(key));
        }

        Id = id;
        _bytes = key.ToArray();
    }

    /// <summary>The key's name.</summary>
    public string Id { get; }

    internal ReadOnlySpan<byte> Bytes => _bytes;
}
