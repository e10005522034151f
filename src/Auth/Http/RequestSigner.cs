using System.Net.Http.Headers;
using Amazon.Runtime;
using Amplify.Http.SigV4;

namespace Amplify.Http;

/// <summary>Puts a signature on a request, over what HttpClient will send of it, and takes it off again.</summary>
internal sealed class RequestSigner(SigningSettings settings)
{
    private const string Authorization = "Authorization";
    private const string AmzDate = "X-Amz-Date";
    private const string SecurityToken = "X-Amz-Security-Token";
    private const string ContentHash = "X-Amz-Content-Sha256";

    // What is between client and service may change these, or is about the connection only; the body's length is in its hash.
    private static readonly HashSet<string> _neverSigned = new(StringComparer.OrdinalIgnoreCase)
    {
        Authorization, "Baggage", "Cache-Control", "Connection", "Content-Length", "Cookie", "Correlation-Context", "Expect", "Forwarded", "From", "Keep-Alive",
        "Max-Forwards", "Pragma", "Referer", "Request-Id", "TE", "Traceparent", "Tracestate", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent", "Via",
        "X-Amzn-Trace-Id",
    };

    private static readonly string[] _neverSignedPrefixes = ["Proxy-", "Sec-", "X-Forwarded-"];

    /// <exception cref="InvalidOperationException">The request has credentials of another kind.</exception>
    public static void CheckOwnAuthorization(HttpRequestMessage request)
    {
        if (request.Headers.NonValidated.TryGetValues(Authorization, out HeaderStringValues values)
            && !values.All(v => v.StartsWith(Signature.Algorithm, StringComparison.Ordinal)))
        {
            throw new InvalidOperationException(
                $"The request already has an Authorization header, and {nameof(AwsSigningHandler)} would have to replace it. Send it with another client, or remove the header (also from HttpClient.DefaultRequestHeaders).");
        }
    }

    public void Sign(HttpRequestMessage request, ImmutableCredentials keys, string payloadHash)
    {
        Remove(request);
        request.RequestUri = SignableAddress.Of(request.RequestUri!, settings.DoubleEncodePath);
        string amzDate = Signature.AmzDate(settings.Clock.UtcNow);
        request.Headers.TryAddWithoutValidation(AmzDate, amzDate);
        if (keys.UseToken)
        {
            request.Headers.TryAddWithoutValidation(SecurityToken, keys.Token);
        }

        if (settings.SendContentHash)
        {
            request.Headers.TryAddWithoutValidation(ContentHash, payloadHash);
        }

        Uri address = request.RequestUri;
        var canonical = CanonicalRequest.Create(
            HttpMethod.Parse(request.Method.Method).Method,
            address.AbsolutePath,
            address.Query.TrimStart('?'),
            HeadersOf(request),
            payloadHash,
            settings.DoubleEncodePath);
        request.Headers.TryAddWithoutValidation(
            Authorization,
            Signature.Authorization(canonical, amzDate, settings.Region, settings.Service, keys.AccessKey, keys.SecretKey));
    }

    /// <summary>Requests print all their headers and may be sent again elsewhere: what was signed is not left on them.</summary>
    public static void Remove(HttpRequestMessage request)
    {
        foreach (string name in new[] { Authorization, AmzDate, SecurityToken, ContentHash })
        {
            request.Headers.Remove(name);
        }
    }

    private IEnumerable<KeyValuePair<string, string>> HeadersOf(HttpRequestMessage request)
    {
        yield return KeyValuePair.Create("host", request.Headers.Host ?? SignableAddress.HostOf(request.RequestUri!));
        IEnumerable<KeyValuePair<string, HeaderStringValues>> headers = request.Headers.NonValidated;
        foreach ((string name, HeaderStringValues values) in request.Content is null ? headers : headers.Concat(request.Content.Headers.NonValidated))
        {
            if (IsSigned(name))
            {
                // Several values go out as one line, joined as this text is.
                yield return KeyValuePair.Create(name, values.ToString());
            }
        }
    }

    private bool IsSigned(string name) =>
        !name.Equals("Host", StringComparison.OrdinalIgnoreCase)
        && (name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
            || (!_neverSigned.Contains(name)
                && !settings.UnsignedHeaders.Contains(name)
                && !_neverSignedPrefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase))));
}
