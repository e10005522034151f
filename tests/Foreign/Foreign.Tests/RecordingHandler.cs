using System.Net;
using System.Net.Http.Headers;

namespace Amplify.Tests;

/// <summary>Keeps what a client sends; with a handler below it goes on to the network, without one everything is answered with 200.</summary>
internal sealed class RecordingHandler : DelegatingHandler
{
    public List<RecordedRequest> Recorded { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        IEnumerable<KeyValuePair<string, HeaderStringValues>> headers = request.Headers.NonValidated;
        if (request.Content is { Headers.ContentLength: null } content)
        {
            content.Headers.ContentLength = body.Length;
        }

        Uri address = request.RequestUri!;
        Recorded.Add(new RecordedRequest(
            request.Method.Method,
            address.PathAndQuery,
            [
                ("Host", request.Headers.Host ?? address.Authority),
                .. (request.Content is null ? headers : headers.Concat(request.Content.Headers.NonValidated))
                    .Where(header => !header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase))
                    .Select(header => (header.Key, header.Value.ToString())),
            ],
            body));
        return InnerHandler is null ? new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request } : await base.SendAsync(request, cancellationToken);
    }
}
