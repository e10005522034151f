namespace Amplify.Http;

/// <summary>Reads an answer's body up to a limit.</summary>
internal static class LimitedBody
{
    /// <returns>The body; null where it is longer.</returns>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        using Stream body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var document = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (document.Length + read > limit)
            {
                return null;
            }

            document.Write(buffer, 0, read);
        }

        return document.ToArray();
    }

    /// <summary>Sends without taking in the body: HttpClient's plain SendAsync would, however long it is, before anybody could look.</summary>
    public static Task<HttpResponseMessage> SendAsync(HttpMessageInvoker http, HttpRequestMessage request, CancellationToken cancellationToken) => http is HttpClient client
        ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
        : http.SendAsync(request, cancellationToken);
}
