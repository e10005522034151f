using Amazon.Runtime;
using Amplify.Credentials;
using Amplify.Sessions;

namespace Amplify;

/// <summary>
/// One engine for many users: clients, keys and sessions are shared, <see cref="Create"/> hands out an <see cref="IAuth"/> per
/// user that costs nothing to make and need not be disposed. Make one per process and dispose it at the end.
/// </summary>
public sealed class AuthFactory : IAsyncDisposable
{
    private readonly AuthEngine _engine;

    /// <summary>An engine.</summary>
    /// <param name="options">Which user pool; copied and validated now.</param>
    /// <param name="services">Parts to use instead of the engine's own; null for none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="AuthConfigurationException">The options do not fit together; all faults are listed.</exception>
    public AuthFactory(AuthOptions options, AuthServices? services = null)
    {
        _engine = new AuthEngine(options, services);
        Current = new Auth(_engine, HandleKeys.SingleUser(), ownsEngine: false);
    }

    /// <summary>Raised after any user's session changed; see <see cref="IAuth.Changed"/>.</summary>
    public event EventHandler<AuthChangedEventArgs>? Changed
    {
        add => _engine.Events.Add(this, null, value);
        remove => _engine.Events.Remove(this, value);
    }

    /// <summary>The one user of a desktop or console application. Its session is found again by the next run over the same store.</summary>
    public IAuth Current { get; }

    /// <summary>
    /// The user of a session key, or the visitor who has none yet (<see cref="SessionKey.New"/>). A completed sign-in is
    /// stored under a new key, in <see cref="SignInResult.SessionKey"/>: go on with that.
    /// </summary>
    /// <param name="sessionKey">Whose session.</param>
    /// <param name="deviceProfile">
    /// The profile of the device they use, from a cookie that outlives sessions: remembered devices and a guest's identity are then
    /// found again after a sign-out. Null: such things live with the session key, and a sign-out ends them.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="sessionKey"/> is null.</exception>
    public IAuth Create(SessionKey sessionKey, DeviceProfileKey? deviceProfile = null)
    {
        ArgumentNullException.ThrowIfNull(sessionKey);
        return new Auth(_engine, new HandleKeys(sessionKey, deviceProfile), ownsEngine: false);
    }

    /// <summary>
    /// AWS credentials for an API that acts for its caller without a session: those of the bearer of an ID token. For AWS SDK clients; what
    /// fails is told as <see cref="IAuth.AWSCredentials"/> tells it.
    /// </summary>
    /// <remarks>
    /// The token is verified before anything is asked, and the credentials end with it. They are kept in memory by the token's hash, for some
    /// ten thousand callers, so ask anew for every request.
    /// </remarks>
    /// <param name="idToken">The ID token the caller came with.</param>
    /// <exception cref="ArgumentException"><paramref name="idToken"/> is null or empty.</exception>
    public AWSCredentials CredentialsFor(string idToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(idToken);
        return new CallerCredentials(_engine.Alive(), idToken);
    }

    /// <summary>The same as <see cref="CredentialsFor"/>, with the identity they are for.</summary>
    /// <param name="idToken">The ID token the caller came with.</param>
    /// <param name="cancellationToken">Stops waiting; work that others share goes on.</param>
    /// <exception cref="ArgumentException"><paramref name="idToken"/> is null or empty.</exception>
    /// <exception cref="AuthException">No identity pool is configured, the token does not verify, or the identity pool gave none.</exception>
    public async Task<SessionCredentials> GetCredentialsForAsync(string idToken, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(idToken);
        return (await _engine.Alive().Callers.ObtainAsync(idToken, CallerCells.KeyOf(idToken), cancellationToken).ConfigureAwait(false)).Credentials;
    }

    /// <summary>
    /// Ends every session of a user that the store's catalog knows, on this node at once and on others within
    /// <see cref="AuthOptions.SessionFreshness"/>. Tokens already handed out stay valid until they expire.
    /// </summary>
    /// <param name="userId">The user's <c>sub</c>; of users of other providers the identity.</param>
    /// <param name="cancellationToken">Stops between two sessions.</param>
    /// <returns>How many sessions there were.</returns>
    /// <exception cref="ArgumentException"><paramref name="userId"/> is null or empty.</exception>
    /// <exception cref="InvalidOperationException">There is no catalog.</exception>
    /// <exception cref="AuthException">The store failed.</exception>
    public Task<int> EndSessionsAsync(string userId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        return _engine.Alive().Endings.EndSessionsOfAsync(userId, cancellationToken);
    }

    /// <summary>Waits for refreshes in flight, then releases what the engine made.</summary>
    public ValueTask DisposeAsync() => _engine.DisposeAsync();
}
