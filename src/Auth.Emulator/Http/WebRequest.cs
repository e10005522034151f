using System.Text;
using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>A request of a browser or an OAuth client, read.</summary>
internal sealed class WebRequest
{
    public required string Method { get; init; }

    /// <summary>Where the browser sees the emulator: scheme, host and port.</summary>
    public required string Origin { get; init; }

    /// <summary>The query as it came, with its question mark.</summary>
    public required string QueryString { get; init; }

    public required WebParameters Query { get; init; }

    public required WebParameters Form { get; init; }

    public required string? Authorization { get; init; }

    public required IReadOnlyDictionary<string, string> Cookies { get; init; }

    public required CancellationToken Cancelled { get; init; }

    public bool IsPost => Method == "POST";

    public static WebRequest Read(HttpContext context, byte[] body, Uri endpoint, CancellationToken cancelled)
    {
        HttpRequest request = context.Request;
        bool isForm = request.ContentType?.Split(';')[0].Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        return new WebRequest
        {
            Method = request.Method,
            Origin = OriginOf(request.Host, endpoint),
            QueryString = request.QueryString.Value ?? "",
            Query = new WebParameters(request.QueryString.Value ?? ""),
            Form = isForm ? new WebParameters(Encoding.UTF8.GetString(body)) : WebParameters.None,
            Authorization = request.Headers.Authorization.ToString() is { Length: > 0 } value ? value : null,
            Cookies = request.Cookies.ToDictionary(cookie => cookie.Key, cookie => cookie.Value, StringComparer.Ordinal),
            Cancelled = cancelled,
        };
    }

    // Cookies belong to the name the browser uses, so redirects keep to it; a name that is not loopback is not repeated.
    private static string OriginOf(HostString host, Uri endpoint) =>
        Uri.TryCreate($"http://{host}", UriKind.Absolute, out Uri? seen) && seen.IsLoopback && seen.Port == endpoint.Port
            ? seen.GetLeftPart(UriPartial.Authority)
            : endpoint.GetLeftPart(UriPartial.Authority);
}
