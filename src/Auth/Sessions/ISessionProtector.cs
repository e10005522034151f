using System.Security.Cryptography;

namespace Amplify.Sessions;

/// <summary>
/// Encrypts and authenticates documents and step tokens. The engine calls it; stores never do. An implementation keeps its
/// keys where the platform keeps keys, and reads what older keys wrote.
/// </summary>
public interface ISessionProtector
{
    /// <summary>Encrypts.</summary>
    /// <param name="plaintext">What to hide.</param>
    /// <param name="associatedData">What the result is bound to; not part of it.</param>
    /// <returns>Ciphertext that says itself which key made it.</returns>
    byte[] Protect(ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData);

    /// <summary>Decrypts.</summary>
    /// <param name="ciphertext">What <see cref="Protect"/> gave.</param>
    /// <param name="associatedData">The same as then.</param>
    /// <exception cref="CryptographicException">Damaged, tampered with, bound to something else, or made by an unknown key.</exception>
    byte[] Unprotect(ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> associatedData);
}
