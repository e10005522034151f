using Amplify.Sessions;

namespace Amplify.Tests.Adversary;

/// <summary>A protector whose key service can fail.</summary>
internal sealed class BreakableProtector(ISessionProtector inner) : ISessionProtector
{
    public Exception? FailProtect { get; set; }

    public Exception? FailUnprotect { get; set; }

    public byte[] Protect(ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData) =>
        FailProtect is { } failure ? throw failure : inner.Protect(plaintext, associatedData);

    public byte[] Unprotect(ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> associatedData) =>
        FailUnprotect is { } failure ? throw failure : inner.Unprotect(ciphertext, associatedData);
}
