using System.Net;

namespace Amplify.Credentials;

/// <summary>
/// On a worker of synchronous callers sends and reads synchronously, so that the exchange ends on the thread it began on; everywhere
/// else passes on. Only over handlers that are known to do both: an application's own may do less in <c>Send</c> than in <c>SendAsync</c>.
/// </summary>
internal sealed class InlineHttpHandler : DelegatingHandler
{
    /// <summary>More than any answer of these services has; what reads the answer has its own limit below.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    private InlineHttpHandler(HttpMessageHandler inner)
        : base(inner)
    {
    }

    public static HttpMessageHandler Over(HttpMessageHandler handler) =>
        handler is SocketsHttpHandler || handler.GetType() == typeof(HttpClientHandler) ? new InlineHttpHandler(handler) : handler;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!SyncWorkers.IsCurrent)
        {
            return base.SendAsync(request, cancellationToken);
        }

        try
        {
            return Task.FromResult(SendInline(request, cancellationToken));
        }
        catch (NotSupportedException)
        {
            // A body that can only be written asynchronously; nothing was sent.
            return base.SendAsync(request, cancellationToken);
        }
        catch (OperationCanceledException e)
        {
            return Task.FromException<HttpResponseMessage>(e);
        }
#pragma warning disable CA1031 // What Send throws is what SendAsync would have given.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Task.FromException<HttpResponseMessage>(e);
        }
    }

    private HttpResponseMessage SendInline(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = base.Send(request, cancellationToken);
        try
        {
            var body = new ByteArrayContent(Read(response.Content, cancellationToken));
            foreach ((string name, IEnumerable<string> values) in response.Content.Headers.NonValidated.Select(h => (h.Key, (IEnumerable<string>)h.Value)))
            {
                body.Headers.TryAddWithoutValidation(name, values);
            }

            response.Content.Dispose();
            response.Content = body;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>All of it, up to one byte over the limit: its reader then sees that it is too large.</summary>
    private static byte[] Read(HttpContent content, CancellationToken cancellationToken)
    {
        using Stream stream = content.ReadAsStream(cancellationToken);
        using var buffer = new MemoryStream();
        Span<byte> chunk = stackalloc byte[4096];
        for (int read; buffer.Length <= MostBytes && (read = stream.Read(chunk)) > 0;)
        {
            buffer.Write(chunk[..read]);
        }

        return buffer.ToArray();
    }
}
