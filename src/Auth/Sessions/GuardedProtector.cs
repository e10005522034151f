using System.Security.Cryptography;

namespace Amplify.Sessions;

/// <summary>
/// An application's protector with its failures typed. Only a refusal to read (<see cref="CryptographicException"/> from
/// <see cref="Unprotect"/>) is passed on as it is: what it means depends on what was to be read.
/// </summary>
internal sealed class GuardedProtector(ISessionProtector inner) : ISessionProtector
{
    /// <exception cref="AuthException">The protector failed.</exception>
    public byte[] Protect(ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        try
        {
            return inner.Protect(plaintext, associatedData);
        }
        catch (Exception e) when (e is not AuthException)
        {
            throw Failed(e);
        }
    }

    /// <exception cref="CryptographicException">The bytes are damaged, bound to something else, or of another key.</exception>
    /// <exception cref="AuthException">The protector failed.</exception>
    public byte[] Unprotect(ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> associatedData)
    {
        try
        {
            return inner.Unprotect(ciphertext, associatedData);
        }
        catch (Exception e) when (e is not (AuthException or CryptographicException))
        {
            throw Failed(e);
        }
    }

    /// <summary>A protector may ask a key service: its trouble passes, and says nothing about what was to be read.</summary>
    private static AuthException Failed(Exception cause) => new(
        new AuthError
        {
            Reason = AuthErrorReason.StoreUnavailable,
            Message = $"The session protector failed ({cause.GetType().Name}).",
            Suggestion = "Nothing was lost; try again when its keys can be reached.",
            IsTransient = true,
        },
        cause);
}
