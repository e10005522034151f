using System.Net;

namespace Amplify.Http;

/// <summary>
/// Adds the signed-in user's access or ID token to the requests of an <see cref="HttpClient"/>, and gets a new one when an API
/// refuses it.
/// </summary>
/// <remarks>
/// <para>Tokens go to the configured origins only. A request to another one, or with an <c>Authorization</c> header of its own, passes
/// through untouched. After a request was sent the token is taken off it, so that it can be sent, printed or copied.</para>
/// <para>On a 401 the token is refreshed if it is still the current one, once for all requests that were refused with it, and at most
/// once per <see cref="AuthTokenHandlerOptions.RefreshInterval"/>. The request is then sent again, once, if it has no body or one that
/// can be read again (text, bytes, forms, JSON, streams that can seek); else the 401 comes back, as does a second one.</para>
/// <para>A redirect within the origin is followed with the token, any other comes back as it is. .NET's own handlers drop the token
/// when they follow redirects by themselves (<c>AllowAutoRedirect</c>); any other handler below has to be vouched for
/// (<see cref="AuthTokenHandlerOptions.InnerHandlerFollowsNoRedirects"/>).</para>
/// </remarks>
public sealed class AuthTokenHandler : DelegatingHandler
{
    private const string Authorization = "Authorization";

    private readonly Func<HttpRequestMessage, IAuth?> _auth;
    private readonly TokenSettings _settings;
    private readonly object _sync = new();
    private volatile bool _isChecked;

    /// <summary>Makes a handler for one user: for <c>AddHttpMessageHandler</c>, which gives it its inner handler, or for <c>new HttpClient(handler)</c>.</summary>
    /// <param name="auth">Whose tokens; asked for each request.</param>
    /// <param name="options">Which token to which origins; copied and validated now.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="AuthConfigurationException">The options cannot be used; all faults are listed.</exception>
    public AuthTokenHandler(IAuth auth, AuthTokenHandlerOptions options)
        : this(_ => auth, options) => ArgumentNullException.ThrowIfNull(auth);

    /// <summary>Makes a handler for one user, over another handler.</summary>
    /// <param name="auth">Whose tokens; asked for each request.</param>
    /// <param name="options">Which token to which origins; copied and validated now.</param>
    /// <param name="innerHandler">What sends requests. Disposed with this handler.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="AuthConfigurationException">The options cannot be used; all faults are listed.</exception>
    public AuthTokenHandler(IAuth auth, AuthTokenHandlerOptions options, HttpMessageHandler innerHandler)
        : this(auth, options)
    {
        ArgumentNullException.ThrowIfNull(innerHandler);
        InnerHandler = innerHandler;
    }

    /// <summary>Makes a handler for a server's many users: handlers are shared between requests, so each request says whose it is.</summary>
    /// <param name="auth">Finds the user of a request, such as the visitor of the current HTTP context; null when there is none.</param>
    /// <param name="options">Which token to which origins; copied and validated now.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="AuthConfigurationException">The options cannot be used; all faults are listed.</exception>
    public AuthTokenHandler(Func<HttpRequestMessage, IAuth?> auth, AuthTokenHandlerOptions options)
    {
        ArgumentNullException.ThrowIfNull(auth);
        ArgumentNullException.ThrowIfNull(options);
        _auth = auth;
        _settings = TokenSettings.From(options);
    }

    /// <summary>Sends a request with a token, if it goes to a configured origin.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels waiting for a token, and sending; a refresh goes on for others.</param>
    /// <returns>The answer, after redirects within the origin; a 401 when a new token did not help or could not be had.</returns>
    /// <exception cref="SignInRequiredException">Nobody is signed in, and <see cref="AuthTokenHandlerOptions.WhenSignedOut"/> is <see cref="WhenSignedOut.Throw"/>.</exception>
    /// <exception cref="AuthException">The token has expired and could not be renewed now.</exception>
    /// <exception cref="InvalidOperationException">Nothing is known of the handler below; nothing was sent.</exception>
    /// <exception cref="HttpRequestException">The request could not be sent.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckInnerHandler();
        if (!_settings.Origins.Contain(request) || request.Headers.NonValidated.Contains(Authorization))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        IAuth? auth = _auth(request);
        bool isRetried = false;
        int redirects = 0;
        while (true)
        {
            string? token = await TokenAsync(auth, cancellationToken).ConfigureAwait(false);
            Uri? address = request.RequestUri;
            HttpResponseMessage response = await SendAsync(request, token, cancellationToken).ConfigureAwait(false);

            // A handler below that followed a redirect dropped the token on the way: no new one would help.
            bool isRefused = response.StatusCode == HttpStatusCode.Unauthorized && token is not null && request.RequestUri == address;
            if (isRefused && !isRetried && await CanSendAgainAsync(auth!, token!, request, response, cancellationToken).ConfigureAwait(false))
            {
                isRetried = true;
            }
            else if (redirects < _settings.MaxRedirects && Redirects.Follow(request, response, _settings.Logger) is { } next)
            {
                request = next;
                redirects++;
            }
            else
            {
                return response;
            }

            response.Dispose();
        }
    }

    /// <summary>Not supported: a token may have to be renewed first, which is asynchronous, and waiting for it here would block a thread.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Not used.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{nameof(AuthTokenHandler)} sends asynchronously only, because a token may have to be renewed first: use HttpClient.SendAsync.");

    private async ValueTask<string?> TokenAsync(IAuth? auth, CancellationToken cancellationToken)
    {
        try
        {
            return auth is null
                ? throw new SignInRequiredException()
                : await _settings.Renewals.ReadAsync(auth, options: null, cancellationToken).ConfigureAwait(false);
        }
        catch (SignInRequiredException) when (_settings.WhenSignedOut == WhenSignedOut.SendWithoutToken)
        {
            return null;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? token, CancellationToken cancellationToken)
    {
        try
        {
            if (token is not null)
            {
                request.Headers.TryAddWithoutValidation(Authorization, _settings.Prefix + token);
            }

            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.Headers.Remove(Authorization);
        }
    }

    /// <summary>The token is renewed also for a request that cannot be sent again: the next one will need it.</summary>
    private async Task<bool> CanSendAgainAsync(IAuth auth, string token, HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await _settings.Renewals.HasAnotherAsync(auth, token, cancellationToken).ConfigureAwait(false) && RequestBody.CanReplay(request.Content);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private void CheckInnerHandler()
    {
        if (_isChecked)
        {
            return;
        }

        lock (_sync)
        {
            InnerHandler ??= InnerHandlers.Create();
            HttpMessageHandler? terminal = InnerHandlers.Terminal(InnerHandler);
            _isChecked = _settings.TrustsInnerHandler || InnerHandlers.FollowsRedirects(terminal) is not null
                ? true
                : throw new InvalidOperationException(
                    $"Nobody can see whether the {terminal?.GetType().Name ?? "handler"} below follows redirects, which might take the token along. If it follows none, say so with {nameof(AuthTokenHandlerOptions)}.{nameof(AuthTokenHandlerOptions.InnerHandlerFollowsNoRedirects)}.");
        }
    }
}
