using System.Security.Cryptography;
using Amplify.Tokens;

namespace Amplify.Tests.Tokens;

/// <summary>A key source with the pool's key in it, and nothing else.</summary>
internal sealed class KnownKeys : ITokenKeySource
{
    private readonly TokenKey _key = new(TokenForge.KeyId, TokenForge.PoolKey.ExportParameters(includePrivateParameters: false));

    public ValueTask<TokenKey?> FindKeyAsync(string keyId, CancellationToken cancellationToken) =>
        new(string.Equals(keyId, TokenForge.KeyId, StringComparison.Ordinal) ? _key : null);

    public ValueTask PrefetchAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
