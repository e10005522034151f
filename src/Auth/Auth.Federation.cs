namespace Amplify;

public sealed partial class Auth
{
    /// <inheritdoc/>
    public Task<SignInResult> FederatedSignInAsync(FederatedToken token, FederatedSignInOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        return _engine.Alive().Federation.SignInAsync(_keys, token, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SignInResult> FederatedSignInAsync(BrowserSignInOptions? options = null, CancellationToken cancellationToken = default) =>
        _engine.Alive().Browser.SignInAsync(_keys, provider: null, options, cancellationToken);

    /// <inheritdoc/>
    public Task<SignInResult> FederatedSignInAsync(IdentityProvider provider, BrowserSignInOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return _engine.Alive().Browser.SignInAsync(_keys, provider, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<BrowserSignIn> BeginFederatedSignInAsync(BrowserSignInOptions? options = null, CancellationToken cancellationToken = default) =>
        _engine.Alive().Browser.BeginAsync(_keys, options, cancellationToken);

    /// <inheritdoc/>
    public Task<SignInResult> CompleteFederatedSignInAsync(Secret flowToken, Uri callback, CompleteFederatedSignInOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(flowToken);
        ArgumentNullException.ThrowIfNull(callback);
        return _engine.Alive().Browser.CompleteAsync(_keys, flowToken, callback, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Uri GetBrowserSignOutUri(BrowserSignOutOptions? options = null) => _engine.Alive().BrowserSignOut.GetUri(options);

    /// <inheritdoc/>
    public Task<SignInResult> AdoptTokensAsync(AdoptedTokens tokens, AdoptTokensOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return _engine.Alive().Adoption.AdoptAsync(_keys, tokens, options, cancellationToken);
    }
}
