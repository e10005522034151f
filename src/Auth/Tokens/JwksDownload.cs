using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Headers;
using Amplify.Http;

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
        using HttpResponseMessage response = await LimitedBody.SendAsync(http, request, cancellationToken).ConfigureAwait(false);

        // A handler that follows redirects by itself shows where it went. Keys come from the configured address or not at all.
        if (response.StatusCode != HttpStatusCode.OK || response.RequestMessage?.RequestUri is { } final && final != address)
        {
            throw KeysUnavailable.Because(null, $"the answer was HTTP {(int)response.StatusCode} or came from another address");
        }

        byte[] document = await LimitedBody.ReadAsync(response.Content, JwksDocument.MaxBytes, cancellationToken).ConfigureAwait(false)
            ?? throw KeysUnavailable.Because(null, $"the answer is longer than {JwksDocument.MaxBytes} bytes");
        return JwksDocument.Read(document) is { Count: > 0 } keys
            ? keys
            : throw KeysUnavailable.Because(null, "the answer is no key set with RSA keys for RS256");
    }
}
