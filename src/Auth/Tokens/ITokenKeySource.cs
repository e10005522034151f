namespace Amplify.Tokens;

/// <summary>
/// Supplies the public keys that tokens are verified with. The default reads the user pool's published keys
/// (<see cref="JwksTokenKeySource"/>); unit tests put in a source that knows the test's own key.
/// </summary>
/// <remarks>Implementations are used from many threads at once and answer from memory whenever they can.</remarks>
public interface ITokenKeySource
{
    /// <summary>Finds a key.</summary>
    /// <param name="keyId">The <c>kid</c> of the token's header, compared exactly.</param>
    /// <param name="cancellationToken">Stops waiting; work that others share goes on.</param>
    /// <returns>The key, or null when the user pool certainly has none of that id: the token is then refused.</returns>
    /// <exception cref="AuthException">
    /// <see cref="AuthErrorReason.KeysUnavailable"/>, transient: the keys cannot be had now. The token may be right, so nothing ends because of it.
    /// </exception>
    ValueTask<TokenKey?> FindKeyAsync(string keyId, CancellationToken cancellationToken = default);

    /// <summary>Gets the keys ready before a token arrives, for instance beside a sign-in. Does nothing when they are at hand.</summary>
    /// <param name="cancellationToken">Stops waiting; work that others share goes on.</param>
    /// <exception cref="AuthException"><see cref="AuthErrorReason.KeysUnavailable"/>, transient. Callers may ignore it: finding a key tries again.</exception>
    ValueTask PrefetchAsync(CancellationToken cancellationToken = default);
}
