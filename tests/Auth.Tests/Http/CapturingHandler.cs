using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;

namespace Amplify.Tests.Http;

/// <summary>Stands in for the network: keeps what would go over the wire and answers as told, 200 unless told otherwise.</summary>
internal sealed class CapturingHandler(Func<CapturedRequest, HttpResponseMessage>? answer = null) : HttpMessageHandler
{
    private readonly ConcurrentQueue<CapturedRequest> _sent = new();

    public IReadOnlyList<CapturedRequest> Sent => [.. _sent];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Written as a connection writes it, so that what can be read only once is gone.
        using var body = new MemoryStream();
        if (request.Content is not null)
        {
            await request.Content.CopyToAsync(body, cancellationToken);
        }

        return Answer(request, body.ToArray());
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        request.Content?.CopyTo(body, context: null, cancellationToken);
        return Answer(request, body.ToArray());
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, byte[] body)
    {
        IEnumerable<KeyValuePair<string, HeaderStringValues>> headers = request.Headers.NonValidated;
        var captured = new CapturedRequest(
            request.Method.Method,
            request.RequestUri!,
            (request.Content is null ? headers : headers.Concat(request.Content.Headers.NonValidated)).ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body);
        _sent.Enqueue(captured);
        HttpResponseMessage response = answer?.Invoke(captured) ?? new HttpResponseMessage(HttpStatusCode.OK);
        response.RequestMessage = request;
        return response;
    }
}
