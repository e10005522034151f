using Amazon.Runtime;
using Amplify.Credentials;
using Amplify.Devices;
using Amplify.Mfa;
using Amplify.Passkeys;
using Amplify.Profile;
using Amplify.Sessions;

namespace Amplify;

/// <summary>
/// Sign-up, sign-in and the session of one user over an Amazon Cognito user pool. Make one per application
/// (<c>new Auth(options)</c>), or let an <see cref="AuthFactory"/> hand out one per user.
/// </summary>
public sealed partial class Auth : IAuth, IAsyncDisposable
{
    private readonly AuthEngine _engine;
    private readonly HandleKeys _keys;
    private readonly bool _ownsEngine;

    /// <summary>One user, with an engine of its own: a desktop or console application.</summary>
    /// <param name="options">Which user pool; copied and validated now.</param>
    /// <param name="services">Parts to use instead of the engine's own; null for none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="AuthConfigurationException">The options do not fit together; all faults are listed.</exception>
    public Auth(AuthOptions options, AuthServices? services = null)
        : this(new AuthEngine(options, services), HandleKeys.SingleUser(), ownsEngine: true)
    {
    }

    internal Auth(AuthEngine engine, HandleKeys keys, bool ownsEngine)
    {
        _engine = engine;
        _keys = keys;
        _ownsEngine = ownsEngine;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// An object with handlers is held by its engine until they are removed. Servers, which make one object per request,
    /// subscribe to <see cref="AuthFactory.Changed"/> instead.
    /// </remarks>
    public event EventHandler<AuthChangedEventArgs>? Changed
    {
        add => _engine.Events.Add(this, _keys.Session, value);
        remove => _engine.Events.Remove(this, value);
    }

    /// <inheritdoc/>
    public IAuthAttributes Attributes => field ??= new AuthAttributes(_engine, _keys.Session);

    /// <inheritdoc/>
    public IAuthAccount Account => field ??= new AuthAccount(_engine, _keys);

    /// <inheritdoc/>
    public IAuthMfa Mfa => field ??= new AuthMfa(_engine, _keys.Session);

    /// <inheritdoc/>
    public IAuthDevices Devices => field ??= new AuthDevices(_engine, _keys);

    /// <inheritdoc/>
    public IAuthPasskeys Passkeys => field ??= new AuthPasskeys(_engine, _keys.Session);

    /// <inheritdoc/>
    public AWSCredentials AWSCredentials => field ??= new FollowingCredentials(_engine, _keys);

    /// <inheritdoc/>
    public Task<SignUpResult> SignUpAsync(string username, string password, SignUpOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        ArgumentException.ThrowIfNullOrEmpty(password);
        return _engine.Alive().SignUp.SignUpAsync(_keys, username, password, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SignUpResult> SignUpAsync(string username, SignUpOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        return _engine.Alive().SignUp.SignUpAsync(_keys, username, password: null, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ConfirmSignUpResult> ConfirmSignUpAsync(string username, string code, ConfirmSignUpOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        return _engine.Alive().SignUp.ConfirmAsync(_keys, username, code.Trim(), options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CodeDelivery?> ResendSignUpCodeAsync(string username, ResendSignUpCodeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        return _engine.Alive().SignUp.ResendCodeAsync(_keys, username, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SignInResult> SignInAsync(string username, string password, SignInOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        ArgumentException.ThrowIfNullOrEmpty(password);
        return _engine.Alive().SignIn.StartAsync(_keys, username, password, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SignInResult> SignInAsync(string username, SignInOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        return _engine.Alive().SignIn.StartAsync(_keys, username, password: null, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SignInResult> AutoSignInAsync(AutoSignIn signUp, AutoSignInOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signUp);
        return _engine.Alive().SignIn.StartAsync(_keys, signUp, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SignInResult> ConfirmSignInAsync(SignInAnswer answer, ConfirmSignInOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return _engine.Alive().SignIn.ConfirmAsync(_keys, answer, options, cancellationToken);
    }

    /// <inheritdoc/>
    public string Protect(SignInStep step, ProtectOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(step);
        return _engine.Alive().Steps.Protect(step, options);
    }

    /// <inheritdoc/>
    public SignInStep Resume(string token, ProtectOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        return _engine.Alive().Steps.Resume(token, options);
    }

    /// <inheritdoc/>
    public string Protect(AutoSignIn signUp, ProtectOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(signUp);
        return _engine.Alive().Steps.Protect(signUp, options);
    }

    /// <inheritdoc/>
    public AutoSignIn ResumeAutoSignIn(string token, ProtectOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        return _engine.Alive().Steps.ResumeAutoSignIn(token, options);
    }

    /// <inheritdoc/>
    public Task<ResetPasswordResult> ResetPasswordAsync(string username, ResetPasswordOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        return _engine.Alive().Passwords.ResetAsync(_keys, username, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ConfirmResetPasswordResult> ConfirmResetPasswordAsync(string username, string code, string newPassword, ConfirmResetPasswordOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        ArgumentException.ThrowIfNullOrEmpty(newPassword);
        return _engine.Alive().Passwords.ConfirmResetAsync(_keys, username, code.Trim(), newPassword, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ChangePasswordResult> ChangePasswordAsync(string oldPassword, string newPassword, ChangePasswordOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(oldPassword);
        ArgumentException.ThrowIfNullOrEmpty(newPassword);
        return _engine.Alive().Passwords.ChangeAsync(_keys.Session, oldPassword, newPassword, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<AuthSession> CurrentSessionAsync(CurrentSessionOptions? options = null, CancellationToken cancellationToken = default) =>
        _engine.Alive().Sessions.CurrentAsync(_keys.Session, options, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<AuthUser?> CurrentUserAsync(CurrentSessionOptions? options = null, CancellationToken cancellationToken = default) =>
        (await CurrentSessionAsync(options, cancellationToken).ConfigureAwait(false)).User;

    /// <inheritdoc/>
    public async ValueTask<string> GetAccessTokenAsync(CurrentSessionOptions? options = null, CancellationToken cancellationToken = default) =>
        (await GetTokensAsync(options, cancellationToken).ConfigureAwait(false)).AccessToken.Reveal();

    /// <inheritdoc/>
    public async ValueTask<string> GetIdTokenAsync(CurrentSessionOptions? options = null, CancellationToken cancellationToken = default) =>
        (await GetTokensAsync(options, cancellationToken).ConfigureAwait(false)).IdToken.Reveal();

    /// <inheritdoc/>
    public ValueTask<SessionCredentials> CurrentCredentialsAsync(CurrentCredentialsOptions? options = null, CancellationToken cancellationToken = default) =>
        _engine.Alive().Credentials.CurrentAsync(_keys, options, cancellationToken);

    /// <inheritdoc/>
    public Task WarmUpAsync(WarmUpOptions? options = null, CancellationToken cancellationToken = default) =>
        _engine.Alive().WarmUpAsync(_keys, cancellationToken);

    /// <inheritdoc/>
    public Task<SignOutResult> SignOutAsync(SignOutOptions? options = null, CancellationToken cancellationToken = default) =>
        _engine.Alive().SignOut.SignOutAsync(_keys, options, cancellationToken);

    /// <summary>
    /// Waits for a refresh in flight, then releases what the engine made. An object that a factory handed out has nothing to
    /// release: dispose the factory.
    /// </summary>
    public ValueTask DisposeAsync() => _ownsEngine ? _engine.DisposeAsync() : ValueTask.CompletedTask;

    private async ValueTask<AuthTokens> GetTokensAsync(CurrentSessionOptions? options, CancellationToken cancellationToken)
    {
        AuthSession session = await CurrentSessionAsync(options, cancellationToken).ConfigureAwait(false);
        return session switch
        {
            { IsSignedIn: true, Error: null } => session.Tokens,
            { IsSignedIn: true } when options is not { ForceRefresh: true } => session.Tokens,
            { Error: { } error } => throw new AuthException(error),
            { State: AuthSessionState.Federated } => throw new AuthException(SignedInCalls.NoUserPoolUser),
            _ => throw new SignInRequiredException(session.EndReason),
        };
    }
}
