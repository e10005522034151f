namespace Amplify;

public partial interface IAuth
{
    /// <summary>Signs in with a token of another provider, which the identity pool accepts. There are AWS credentials then, but no user of the user pool.</summary>
    /// <param name="token">What the provider gave.</param>
    /// <param name="options">Further tokens of the same user; null for none.</param>
    /// <param name="cancellationToken">Stops the sign-in.</param>
    /// <returns>A session in the state <see cref="AuthSessionState.Federated"/>, stored as others are: on a server under a new key.</returns>
    /// <exception cref="ArgumentException">Two tokens are of one provider.</exception>
    /// <exception cref="AuthException">Somebody is signed in, no identity pool is configured, or it refused the token.</exception>
    Task<SignInResult> FederatedSignInAsync(FederatedToken token, FederatedSignInOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Signs in with a browser on the pool's own pages (hosted UI, managed login): authorization code with PKCE. The person chooses
    /// there how to sign in, by password, passkey, or with another provider.
    /// </summary>
    /// <param name="options">Provider, scopes, page and time; null for the pool's own page and the configured ones.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The session, stored as after any sign-in.</returns>
    /// <exception cref="ArgumentException">The options hold what cannot be asked for, or a redirect URI that is not configured.</exception>
    /// <exception cref="InvalidOperationException">There is no browser (<c>AuthServices.Browser</c>).</exception>
    /// <exception cref="AuthException">
    /// <see cref="AuthErrorReason.Cancelled"/>: the person gave up; <see cref="AuthErrorReason.TimedOut"/>; <see cref="AuthErrorReason.NotConfigured"/>: the
    /// options have no <see cref="AuthOptions.OAuth"/>. Somebody is signed in, the pages or a provider refused, the service failed.
    /// </exception>
    Task<SignInResult> FederatedSignInAsync(BrowserSignInOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Signs in with a browser, straight with one provider: Google, Facebook, Amazon, Apple, or an OIDC or SAML provider of the pool. Its name or an identifier of it says which.</summary>
    /// <param name="provider">The provider; in place of the options' own.</param>
    /// <param name="options">Scopes, page and time; null for the configured ones.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The session of the user pool's user, with the provider among <see cref="AuthUser.Identities"/>.</returns>
    /// <exception cref="ArgumentException">The options hold what cannot be asked for, or a redirect URI that is not configured.</exception>
    /// <exception cref="InvalidOperationException">There is no browser (<c>AuthServices.Browser</c>).</exception>
    /// <exception cref="AuthException">As without a provider.</exception>
    Task<SignInResult> FederatedSignInAsync(IdentityProvider provider, BrowserSignInOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// The first half of a sign-in with a browser, for servers, and for applications that get the callback some other way: the page to send
    /// the browser to, and what to keep until it comes back.
    /// </summary>
    /// <param name="options">Provider, scopes, page, time and binding; null for the pool's own page and the configured ones.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">The options hold what cannot be asked for, or a redirect URI that is not configured.</exception>
    /// <exception cref="AuthException">Somebody is signed in, or the options have no <see cref="AuthOptions.OAuth"/>.</exception>
    Task<BrowserSignIn> BeginFederatedSignInAsync(BrowserSignInOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>The second half: checks that the callback belongs to the attempt, and exchanges its code for tokens.</summary>
    /// <param name="flowToken">The <see cref="BrowserSignIn.FlowToken"/> of this visitor.</param>
    /// <param name="callback">The whole address that the browser called, query included.</param>
    /// <param name="options">The binding; null for none.</param>
    /// <param name="cancellationToken">Stops waiting. Once the code was sent it is used up all the same; before, the callback can be completed later.</param>
    /// <returns>The session, stored under a new key as after any sign-in.</returns>
    /// <exception cref="AuthException">
    /// <see cref="AuthErrorReason.InvalidStepToken"/>: the flow token is not one of ours, not for here, or too old; <see cref="AuthErrorReason.InvalidCallback"/>: the callback
    /// belongs to another attempt, so the real one may still come, or it was completed before; the person or the page refused, somebody is signed in, the service failed.
    /// </exception>
    Task<SignInResult> CompleteFederatedSignInAsync(Secret flowToken, Uri callback, CompleteFederatedSignInOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Where to send a browser so that the pool's pages forget who was signed in there, after <see cref="SignOutAsync"/> on a server. Desktops need it not: their
    /// sign-out does it (<see cref="SignOutOptions.EndBrowserSession"/>).
    /// </summary>
    /// <param name="options">Where it comes back to; null for the first of <see cref="OAuthOptions.RedirectSignOut"/>.</param>
    /// <exception cref="ArgumentException">The redirect URI is not configured.</exception>
    /// <exception cref="AuthException"><see cref="AuthErrorReason.NotConfigured"/>: the options have no <see cref="AuthOptions.OAuth"/>, or no redirect for sign-outs.</exception>
    Uri GetBrowserSignOutUri(BrowserSignOutOptions? options = null);

    /// <summary>Makes a session of tokens of the user pool that the application has already. They are verified as those of a sign-in are.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="options">What to do when somebody is signed in; null for the configured way.</param>
    /// <param name="cancellationToken">Stops the sign-in.</param>
    /// <returns>The session, stored as after a sign-in: on a server under a new key.</returns>
    /// <exception cref="AuthException">Somebody is signed in, or a token is not one of this user pool and app client, or has expired.</exception>
    Task<SignInResult> AdoptTokensAsync(AdoptedTokens tokens, AdoptTokensOptions? options = null, CancellationToken cancellationToken = default);
}
