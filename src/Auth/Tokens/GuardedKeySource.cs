using Amplify.Errors;

namespace Amplify.Tokens;

/// <summary>An application's key source, waited for no longer than one call to a service: a refresh, and all who wait for it, must not hang with it.</summary>
internal sealed class GuardedKeySource(ITokenKeySource inner, TimeSpan patience, TimeProvider time) : ITokenKeySource
{
    /// <exception cref="OperationCanceledException">It took too long; or the caller cancelled.</exception>
    public async ValueTask<TokenKey?> FindKeyAsync(string keyId, CancellationToken cancellationToken = default)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await Patience.WaitAsync(inner.FindKeyAsync(keyId, linked.Token).AsTask(), linked.Token).ConfigureAwait(false);
    }

    public ValueTask PrefetchAsync(CancellationToken cancellationToken = default) => inner.PrefetchAsync(cancellationToken);
}
