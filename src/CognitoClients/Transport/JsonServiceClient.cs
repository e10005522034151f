using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;

namespace Amplify.CognitoClients;

/// <summary>One exchange of the AWS JSON 1.1 protocol: sent once, read within a limit, everything that goes wrong told apart by type.</summary>
internal sealed class JsonServiceClient : IDisposable
{
    private static readonly MediaTypeHeaderValue JsonContentType = new("application/x-amz-json-1.1");

    private readonly ServiceDescription _service;
    private readonly ClientSettings _settings;
    private readonly HttpMessageInvoker _http;
    private readonly bool _ownsConnections;
    private volatile bool _disposed;

    public JsonServiceClient(ServiceDescription service, ClientSettings settings)
        : this(service, settings, CreateHandler(settings), disposeHandler: true) => _ownsConnections = true;

    public JsonServiceClient(ServiceDescription service, ClientSettings settings, HttpMessageHandler handler, bool disposeHandler)
    {
        _service = service;
        _settings = settings;
        _http = new HttpMessageInvoker(handler, disposeHandler);
    }

    /// <summary>Calls an operation.</summary>
    public Task<TResponse> SendAsync<TRequest, TResponse>(string operation, TRequest request, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(_disposed, _service.Client);
        return ExchangeAsync<TRequest, TResponse>(operation, request, cancellationToken);
    }

    public void Dispose()
    {
        _disposed = true;
        _http.Dispose();
    }

    private async Task<TResponse> ExchangeAsync<TRequest, TResponse>(string operation, TRequest request, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse
    {
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenSource deadline = new(_settings.Timeout, _settings.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using HttpRequestMessage message = CreateMessage(operation, request);
        try
        {
            using HttpResponseMessage answer = await SendOnceAsync(message, either.Token).ConfigureAwait(false);
            return answer.IsSuccessStatusCode
                ? await ReadResponseAsync<TResponse>(answer, either.Token).ConfigureAwait(false)
                : throw await ReadErrorAsync(answer, either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && IsInterruption(e))
        {
            throw new OperationCanceledException($"{_service.Name} {operation} was cancelled by the caller.", e, cancellationToken);
        }
        catch (Exception e) when (deadline.IsCancellationRequested && IsInterruption(e))
        {
            throw new TimeoutException($"{_service.Name} {operation} got no whole answer within {_settings.Timeout}.", e);
        }
        catch (OperationCanceledException e) when (_ownsConnections && e.InnerException is TimeoutException)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"No connection to {_settings.Endpoint.Host} within {_settings.ConnectTimeout}.", e);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"{_service.Name} {operation} was given up by the HTTP handler.", e);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            // Callers tell "no answer began" from "the answer broke off" by the type, whatever a handler throws.
            throw new HttpRequestException(HttpRequestError.Unknown, $"The exchange with {_settings.Endpoint.Host} failed before an answer began.", e);
        }
    }

    /// <summary>What handlers throw when a token fires; some let the broken connection show instead.</summary>
    private static bool IsInterruption(Exception e) => e is OperationCanceledException or HttpRequestException or IOException or ObjectDisposedException;

    private HttpRequestMessage CreateMessage<TRequest>(string operation, TRequest request)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(request, TypeInfo<TRequest>());
        HttpRequestMessage message = new(HttpMethod.Post, _settings.Endpoint) { Content = new ByteArrayContent(json) };
        message.Content.Headers.ContentType = JsonContentType;
        message.Headers.TryAddWithoutValidation("X-Amz-Target", _service.TargetPrefix + operation);
        message.Headers.TryAddWithoutValidation("Cache-Control", "no-store");
        message.Headers.TryAddWithoutValidation("User-Agent", ClientSettings.UserAgent);
        return message;
    }

    private async Task<TResponse> ReadResponseAsync<TResponse>(HttpResponseMessage answer, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse
    {
        using ResponseBody body = await ResponseBody.ReadAsync(answer.Content, _settings.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
        if (body.IsTooLarge)
        {
            throw Unintelligible(answer, $"it is larger than {_settings.MaxResponseBytes} bytes");
        }

        TResponse response = Parse<TResponse>(answer, body.Bytes);
        response.HttpStatusCode = answer.StatusCode;
        response.ContentLength = body.Bytes.Length;
        response.ResponseMetadata = new ResponseMetadata { RequestId = RequestId(answer) };
        return response;
    }

    private TResponse Parse<TResponse>(HttpResponseMessage answer, ReadOnlySpan<byte> body)
        where TResponse : AmazonWebServiceResponse
    {
        JsonTypeInfo<TResponse> type = TypeInfo<TResponse>();
        if (body.IsEmpty && type.Properties.Count == 0)
        {
            // Operations that return nothing may answer nothing at all.
            return type.CreateObject!();
        }

        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw Unintelligible(answer, "it is JSON's null");
        }
        catch (JsonException e)
        {
            // The parser's own message can quote what it read, so it goes no further than here.
            throw Unintelligible(answer, $"it is not JSON of the expected shape (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} of {body.Length} in all)");
        }
    }

    private async Task<AmazonServiceException> ReadErrorAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            using ResponseBody body = await ResponseBody.ReadAsync(answer.Content, _settings.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
            return _service.CreateException(ErrorAnswer.Read(_service.Name, answer, RequestId(answer), body.Bytes, cause: null));
        }
        catch (IOException e) when (!cancellationToken.IsCancellationRequested)
        {
            // The status says that the service refused, and the headers mostly why: that is worth more than the broken body.
            return _service.CreateException(ErrorAnswer.Read(_service.Name, answer, RequestId(answer), body: default, e));
        }
    }

    private AmazonUnmarshallingException Unintelligible(HttpResponseMessage answer, string why) =>
        new(RequestId(answer), lastKnownLocation: null, responseBody: null, $"The answer of {_service.Name} cannot be used: {why}.", innerException: null)
        {
            RequestId = RequestId(answer),
            StatusCode = answer.StatusCode,
        };

    private JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)_service.Json.GetTypeInfo(typeof(T));

    private static string? RequestId(HttpResponseMessage answer) =>
        ErrorAnswer.Header(answer.Headers, "x-amzn-RequestId") ?? ErrorAnswer.Header(answer.Headers, "x-amz-request-id");

    private static SocketsHttpHandler CreateHandler(ClientSettings settings)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = settings.ConnectTimeout,
            // The service moves between addresses: connections must not outlive the DNS answer for long.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (settings.MaxConnectionsPerServer is { } most)
        {
            handler.MaxConnectionsPerServer = most;
        }

        if (settings.Proxy is not null)
        {
            handler.Proxy = settings.Proxy;
        }

        return handler;
    }
}
