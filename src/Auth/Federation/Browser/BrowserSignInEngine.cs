using Amplify.CognitoIdentityProvider.Model;
using Amplify.Configuration;
using Amplify.Diagnostics;
using Amplify.Sessions;
using Amplify.SignIn;
using Amplify.Tokens;

namespace Amplify.Federation;

/// <summary>
/// Sign-in on the pool's pages: authorization code with PKCE (RFC 8252, RFC 9700), in one call with the application's browser or in two halves.
/// Both end in the same place: the callback is the attempt's, its code becomes tokens, the tokens prove nonce and signature, and a session is stored.
/// </summary>
internal sealed class BrowserSignInEngine(
    AuthSettings settings,
    BrowserPrompter browser,
    FlowTokens tokens,
    OAuthEndpoints endpoints,
    SignInCompletion completion,
    SessionEngine sessions,
    KeyPrefetch keyPrefetch,
    ServiceClock clock)
{
    private readonly SpentAttempts _spent = new(clock.Time);

    public async Task<SignInResult> SignInAsync(HandleKeys keys, IdentityProvider? provider, BrowserSignInOptions? options, CancellationToken cancellationToken)
    {
        options ??= new BrowserSignInOptions();
        OAuthSettings oauth = Demand(options);
        browser.Demand();
        BrowserAttempt attempt = await NewAsync(keys, options, cancellationToken).ConfigureAwait(false);
        Uri redirect = oauth.RedirectSignIn[0];
        string? refusal = null;
        IReadOnlyList<Uri> redirects = options.RedirectUri is { } wanted ? [BrowserSignInRules.Find(wanted, oauth.RedirectSignIn)] : oauth.RedirectSignIn;
        var request = new BrowserRequest(
            redirects,
            chosen =>
            {
                redirect = BrowserSignInRules.Find(chosen, redirects);
                return AuthorizeUrl.For(settings, oauth, attempt, redirect, provider ?? options.Provider, options);
            },
            callback =>
            {
                bool isAnswer = Callbacks.Read(callback, redirect, attempt.State, settings.Issuer) is not null;
                refusal = isAnswer ? refusal : Callbacks.RefusalWithoutState(callback, redirect) ?? refusal;
                return isAnswer;
            })
        {
            Purpose = BrowserPurpose.SignIn,
            Timeout = options.Timeout,
            PreferPrivateSession = options.PreferPrivateSession,
        };
        keyPrefetch.Start(CancellationToken.None);
        Uri callback;
        try
        {
            callback = await browser.RunAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.TimedOut && refusal is not null)
        {
            throw new AuthException(OAuthErrors.TimedOut(BrowserPurpose.SignIn, refusal), e);
        }

        return await CompleteAsync(keys, attempt, redirect, callback, cancellationToken).ConfigureAwait(false);
    }

    public async Task<BrowserSignIn> BeginAsync(HandleKeys keys, BrowserSignInOptions? options, CancellationToken cancellationToken)
    {
        options ??= new BrowserSignInOptions();
        OAuthSettings oauth = Demand(options);
        Uri redirect = options.RedirectUri is { } wanted ? BrowserSignInRules.Find(wanted, oauth.RedirectSignIn) : oauth.RedirectSignIn[0];
        BrowserAttempt attempt = await NewAsync(keys, options, cancellationToken).ConfigureAwait(false);
        keyPrefetch.Start(CancellationToken.None);
        Uri url = AuthorizeUrl.For(settings, oauth, attempt, redirect, options.Provider, options);
        return new BrowserSignIn(url, redirect, tokens.Protect(attempt, redirect, options.Binding), attempt.ExpiresAt);
    }

    public Task<SignInResult> CompleteAsync(HandleKeys keys, Secret flowToken, Uri callback, CompleteFederatedSignInOptions? options, CancellationToken cancellationToken)
    {
        (BrowserAttempt attempt, Uri redirect) = tokens.Open(flowToken, options?.Binding);
        return CompleteAsync(keys, attempt, redirect, callback, cancellationToken);
    }

    private async Task<SignInResult> CompleteAsync(HandleKeys keys, BrowserAttempt attempt, Uri redirect, Uri callback, CancellationToken cancellationToken)
    {
        CallbackAnswer answer = Callbacks.Read(callback, redirect, attempt.State, settings.Issuer) ?? throw new AuthException(OAuthErrors.NotThisAttempt);
        cancellationToken.ThrowIfCancellationRequested();
        if (_spent.Has(attempt))
        {
            throw new AuthException(OAuthErrors.NotThisAttempt);
        }

        if (answer.Code is not null && attempt.WhenAlreadySignedIn == WhenAlreadySignedIn.Throw)
        {
            // Before the code is used up: somebody may have signed in since, and then these tokens would be nobody's.
            SessionEngine.ThrowIfSignedIn(await sessions.CurrentAsync(keys.Session, null, cancellationToken).ConfigureAwait(false));
        }

        if (!_spent.TrySpend(attempt))
        {
            throw new AuthException(OAuthErrors.NotThisAttempt);
        }

        if (answer.Code is not { } code)
        {
            throw new AuthException(OAuthErrors.From(answer));
        }

        AuthenticationResultType received = await ExchangeAsync(attempt, code, redirect, cancellationToken).ConfigureAwait(false);
        SignInResult result = await completion.CompleteAsync(keys, received, attempt, redirect, cancellationToken).ConfigureAwait(false);
        return new SignInResult { Session = result.Session, SessionKey = result.SessionKey, CustomState = attempt.CustomState };
    }

    private async Task<AuthenticationResultType> ExchangeAsync(BrowserAttempt attempt, string code, Uri redirect, CancellationToken cancellationToken)
    {
        bool sent = false;
        try
        {
            return await endpoints.ExchangeAsync(code, redirect, attempt.Verifier, () => sent = true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!sent || e is AuthException { Error: { IsTransient: true, MayHaveBeenApplied: false } })
        {
            // The service has done nothing: a server's visitor may load the callback once more.
            _spent.Forget(attempt);
            throw;
        }
    }

    /// <exception cref="AuthException">Nothing is configured.</exception>
    /// <exception cref="ArgumentException">The options cannot be met.</exception>
    private OAuthSettings Demand(BrowserSignInOptions options)
    {
        BrowserSignInRules.Check(options);
        return settings.OAuth is { RedirectSignIn.Count: > 0 } oauth ? oauth : throw new AuthException(OAuthErrors.NotConfigured);
    }

    /// <exception cref="AuthException">Somebody is signed in, and is not to be replaced.</exception>
    private async Task<BrowserAttempt> NewAsync(HandleKeys keys, BrowserSignInOptions options, CancellationToken cancellationToken)
    {
        // Whoever has the page ask again wants to, although somebody is signed in.
        bool asksAgain = options.Prompts?.Any(p => p != BrowserPrompt.None) == true;
        WhenAlreadySignedIn already = options.WhenAlreadySignedIn ?? (asksAgain ? WhenAlreadySignedIn.Replace : settings.WhenAlreadySignedIn);
        if (already == WhenAlreadySignedIn.Throw)
        {
            SessionEngine.ThrowIfSignedIn(await sessions.CurrentAsync(keys.Session, null, cancellationToken).ConfigureAwait(false));
        }

        return BrowserAttempt.New(options, already, clock.Time.GetUtcNow());
    }
}
