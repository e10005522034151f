using Amplify.Tokens;

namespace Amplify.Testing;

/// <summary>Knows the one key test tokens are signed with.</summary>
internal sealed class TestKeySource : ITokenKeySource
{
    public static TestKeySource Instance { get; } = new();

    public ValueTask<TokenKey?> FindKeyAsync(string keyId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyId);
        cancellationToken.ThrowIfCancellationRequested();
        TokenKey known = TestSigningKey.Known.PublicKey;
        return new ValueTask<TokenKey?>(string.Equals(known.KeyId, keyId, StringComparison.Ordinal) ? known : null);
    }

    public ValueTask PrefetchAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return default;
    }
}
