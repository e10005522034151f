using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Headers;

namespace Amplify.Tokens;

/// <summary>Fetches one key set over HTTP.</summary>
internal sealed class JwksDownload(Uri address, HttpMessageInvoker http)
{
    /// <exception cref="AuthException"><see cref="AuthErrorReason.KeysUnavailable"/>: what came is no key set.</exception>
    /// <exception cref="HttpRequestException">The other side could not be reached.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public async Task<FrozenDictionary<string, TokenKey>> FetchAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using HttpResponseMessage response = await SendAsync(request, cancellationToken).ConfigureAwait(false);

        // A handler that follows redirects by itself shows where it went. Keys come from the configured address or not at all.
        if (response.StatusCode != HttpStatusCode.OK || response.RequestMessage?.RequestUri is { } final && final != address)
        {
            throw KeysUnavailable.Because(null, $"the answer was HTTP {(int)response.StatusCode} or came from another address");
        }

        byte[] document = await ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
        return JwksDocument.Read(document) is { Count: > 0 } keys
            ? keys
            : throw KeysUnavailable.Because(null, "the answer is no key set with RSA keys for RS256");
    }

    // HttpClient's plain SendAsync would take in the whole body, however long, before anybody could look.
    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => http is HttpClient client
        ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
        : http.SendAsync(request, cancellationToken);

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using Stream body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var document = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (document.Length + read > JwksDocument.MaxBytes)
            {
                throw KeysUnavailable.Because(null, $"the answer is longer than {JwksDocument.MaxBytes} bytes");
            }

            document.Write(buffer, 0, read);
        }

        return document.ToArray();
    }
}
