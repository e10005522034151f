using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace Amplify.Http;

/// <summary>Where an answer sends a request, within the request's own origin (RFC 9110 §15.4).</summary>
internal static class Redirects
{
    public const int Most = 50;

    /// <summary>The request to go on with, or null when the answer is to be returned as it is.</summary>
    /// <param name="request">The request that was answered; it is not changed.</param>
    /// <param name="response">The answer.</param>
    /// <param name="logger">Told when the answer leads to another origin.</param>
    public static HttpRequestMessage? Follow(HttpRequestMessage request, HttpResponseMessage response, ILogger logger)
    {
        if (!IsRedirect(response.StatusCode)
            || response.Headers.Location is not { } location
            || request.RequestUri is not { IsAbsoluteUri: true } address
            || !Uri.TryCreate(address, location, out Uri? target))
        {
            return null;
        }

        if (!Origins.AreSame(address, target))
        {
            HttpLog.RedirectNotFollowed(logger, response.StatusCode);
            return null;
        }

        bool becomesGet = BecomesGet(response.StatusCode, request.Method);
        return becomesGet || RequestBody.CanReplay(request.Content) ? Copy(request, target, becomesGet) : null;
    }

    private static bool IsRedirect(HttpStatusCode status) =>
        status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static bool BecomesGet(HttpStatusCode status, HttpMethod method) => status switch
    {
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found => method == HttpMethod.Post,
        HttpStatusCode.SeeOther => method != HttpMethod.Get && method != HttpMethod.Head,
        _ => false,
    };

    // A request of its own, so that the caller's stays what the caller sent, also for a caller who sends it again.
    private static HttpRequestMessage Copy(HttpRequestMessage request, Uri target, bool becomesGet)
    {
        var copy = new HttpRequestMessage(becomesGet ? HttpMethod.Get : request.Method, target)
        {
            Version = request.Version,
            VersionPolicy = request.VersionPolicy,
            Content = becomesGet ? null : request.Content,
        };
        foreach ((string name, HeaderStringValues values) in request.Headers.NonValidated)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        if (becomesGet)
        {
            copy.Headers.TransferEncodingChunked = null;
            copy.Headers.ExpectContinue = null;
        }

        IDictionary<string, object?> options = copy.Options;
        foreach ((string name, object? value) in request.Options)
        {
            options[name] = value;
        }

        return copy;
    }
}
