using Amplify.Sessions;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>Encrypts nothing, so that a test can put any text under the engine's nose.</summary>
internal sealed class PlainProtector : ISessionProtector
{
    public byte[] Protect(ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData) => plaintext.ToArray();

    public byte[] Unprotect(ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> associatedData) => ciphertext.ToArray();
}
