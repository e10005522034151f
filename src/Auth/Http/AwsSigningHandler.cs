using System.Diagnostics;
using Amazon.Runtime;
using Amplify.Credentials;
using Amplify.Http.SigV4;

namespace Amplify.Http;

/// <summary>
/// Signs the requests of an <see cref="HttpClient"/> with AWS Signature Version 4: for API Gateway, AppSync, Lambda function URLs,
/// OpenSearch and whatever else takes IAM credentials.
/// </summary>
/// <remarks>
/// <para>Credentials are asked for each request, so they renew. They go to the configured origins only; a request to another one
/// passes through untouched. When a request is refused because this machine's clock is wrong, it is signed once more by the
/// service's clock. After a request was sent its signature is taken off, so that it can be sent, printed or copied.</para>
/// <para>A redirect within the origin is followed and signed anew; any other comes back as it is. So the handler below must not
/// follow redirects by itself: <see cref="CreatePrimaryHandler"/> makes one that does not, which is also what is used where none is
/// given.</para>
/// <para>Put it next to the network (with IHttpClientFactory: add it last). What changes a request below it breaks the signature,
/// what repeats a request above it gets a new one each time.</para>
/// </remarks>
public sealed class AwsSigningHandler : DelegatingHandler
{
    private readonly AWSCredentials _credentials;
    private readonly SigningSettings _settings;
    private readonly RequestSigner _signer;
    private readonly object _sync = new();
    private volatile bool _isChecked;

    /// <summary>Makes a handler for <c>AddHttpMessageHandler</c>, which gives it its inner handler, or for <c>new HttpClient(handler)</c>.</summary>
    /// <param name="credentials">Whose signatures; asked for each request.</param>
    /// <param name="options">What to sign; copied and validated now.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="AuthConfigurationException">The options cannot be used; all faults are listed.</exception>
    public AwsSigningHandler(AWSCredentials credentials, AwsSigningOptions options)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(options);
        _credentials = credentials;
        _settings = SigningSettings.From(options, credentials is EngineCredentials known ? () => known.ClockOffset : null);
        _signer = new RequestSigner(_settings);
    }

    /// <summary>Makes a handler over another.</summary>
    /// <param name="credentials">Whose signatures; asked for each request.</param>
    /// <param name="options">What to sign; copied and validated now.</param>
    /// <param name="innerHandler">What sends requests; it must not follow redirects. Disposed with this handler.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="AuthConfigurationException">The options cannot be used; all faults are listed.</exception>
    public AwsSigningHandler(AWSCredentials credentials, AwsSigningOptions options, HttpMessageHandler innerHandler)
        : this(credentials, options)
    {
        ArgumentNullException.ThrowIfNull(innerHandler);
        InnerHandler = innerHandler;
    }

    /// <summary>Makes a handler that sends requests and follows no redirects: for <c>ConfigurePrimaryHttpMessageHandler</c>.</summary>
    public static HttpMessageHandler CreatePrimaryHandler() => InnerHandlers.Create();

    /// <summary>Signs a request to a configured origin and sends it.</summary>
    /// <param name="request">The request; its body is read once before it is sent, unless <see cref="AwsSigningOptions.UnsignedPayload"/> is set.</param>
    /// <param name="cancellationToken">Cancels waiting for credentials, reading the body, and sending.</param>
    /// <returns>The answer, after redirects within the origin.</returns>
    /// <exception cref="AuthException">There are no credentials now (as the credentials say), or the body is too large (<see cref="AuthErrorReason.BodyTooLarge"/>).</exception>
    /// <exception cref="InvalidOperationException">The request has an Authorization header of another kind, or the handler below follows redirects; nothing was sent.</exception>
    /// <exception cref="HttpRequestException">The request could not be sent, or its body could not be read.</exception>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return SendAsync(request, isAsync: true, cancellationToken).AsTask();
    }

    /// <summary>As <see cref="SendAsync(HttpRequestMessage, CancellationToken)"/>, on the caller's thread throughout: it takes credentials by their synchronous method.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels reading the body, and sending.</param>
    /// <exception cref="AuthException">There are no credentials now (as the credentials say), or the body is too large (<see cref="AuthErrorReason.BodyTooLarge"/>).</exception>
    /// <exception cref="InvalidOperationException">The request has an Authorization header of another kind, or the handler below follows redirects; nothing was sent.</exception>
    /// <exception cref="NotSupportedException">A handler below, or the body, works asynchronously only.</exception>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ValueTask<HttpResponseMessage> sending = SendAsync(request, isAsync: false, cancellationToken);
        Debug.Assert(sending.IsCompleted, "Nothing is awaited that is not there when sending synchronously.");
        return sending.GetAwaiter().GetResult();
    }

    private async ValueTask<HttpResponseMessage> SendAsync(HttpRequestMessage request, bool isAsync, CancellationToken cancellationToken)
    {
        CheckInnerHandler();
        if (!_settings.Origins.Contain(request))
        {
            return await ForwardAsync(request, isAsync, cancellationToken).ConfigureAwait(false);
        }

        RequestSigner.CheckOwnAuthorization(request);
        bool isCorrected = false;
        int redirects = 0;
        while (true)
        {
            HttpResponseMessage response = await SendSignedAsync(request, isAsync, cancellationToken).ConfigureAwait(false);
            if (!isCorrected && _settings.Clock.IsCorrectedBy(response) && RequestBody.CanReplay(request.Content))
            {
                isCorrected = true;
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

    private async ValueTask<HttpResponseMessage> SendSignedAsync(HttpRequestMessage request, bool isAsync, CancellationToken cancellationToken)
    {
        string payloadHash = await HashPayloadAsync(request, isAsync, cancellationToken).ConfigureAwait(false);
        ImmutableCredentials keys = isAsync
            ? await _credentials.GetCredentialsAsync().WaitAsync(cancellationToken).ConfigureAwait(false)
            : _credentials.GetCredentials();
        try
        {
            _signer.Sign(request, keys, payloadHash);
            return await ForwardAsync(request, isAsync, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            RequestSigner.Remove(request);
        }
    }

    private async ValueTask<string> HashPayloadAsync(HttpRequestMessage request, bool isAsync, CancellationToken cancellationToken)
    {
        if (_settings.UnsignedPayload)
        {
            return Signature.UnsignedPayload;
        }

        // JSON is written by a serialiser, which need not write the same twice.
        if (request.Content is System.Net.Http.Json.JsonContent || !RequestBody.CanReplay(request.Content))
        {
            request.Content = await RequestBody.BufferAsync(request.Content!, _settings.MaxBufferedBody, isAsync, cancellationToken).ConfigureAwait(false);
        }

        return await RequestBody.HashAsync(request.Content, isAsync, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<HttpResponseMessage> ForwardAsync(HttpRequestMessage request, bool isAsync, CancellationToken cancellationToken) =>
        isAsync
            ? await base.SendAsync(request, cancellationToken).ConfigureAwait(false)
            : base.Send(request, cancellationToken);

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
            string? fault = InnerHandlers.FollowsRedirects(terminal) switch
            {
                true => $"The {terminal!.GetType().Name} below follows redirects itself and would take the session token along to wherever they lead. Set AllowAutoRedirect to false, or use {nameof(AwsSigningHandler)}.{nameof(CreatePrimaryHandler)} (with IHttpClientFactory in ConfigurePrimaryHttpMessageHandler).",
                null when !_settings.TrustsInnerHandler => $"Nobody can see whether the {terminal?.GetType().Name ?? "handler"} below follows redirects, which would take the session token along. If it follows none, say so with {nameof(AwsSigningOptions)}.{nameof(AwsSigningOptions.InnerHandlerFollowsNoRedirects)}.",
                _ => null,
            };
            _isChecked = fault is null ? true : throw new InvalidOperationException(fault);
        }
    }
}
