using System.Text;

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

    public static WebRequest Read(WireRequest request, Uri endpoint, CancellationToken cancelled)
    {
        string query = request.RawQuery.Length == 0 ? "" : $"?{request.RawQuery}";
        return new WebRequest
        {
            Method = request.Method,
            Origin = OriginOf(request.Header("Host"), endpoint),
            QueryString = query,
            Query = new WebParameters(query),
            Form = FormOf(request),
            Authorization = request.Header("Authorization") is { Length: > 0 } value ? value : null,
            Cookies = request.Cookies,
            Cancelled = cancelled,
        };
    }

    /// <summary>The fields of a form; none where the body is something else.</summary>
    public static WebParameters FormOf(WireRequest request)
    {
        bool isForm = request.Header("Content-Type")?.Split(';')[0].Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        return isForm ? new WebParameters(Encoding.UTF8.GetString(request.Body)) : WebParameters.None;
    }

    // Cookies belong to the name the browser uses, so redirects keep to it; a name that is not loopback is not repeated.
    private static string OriginOf(string? host, Uri endpoint) =>
        Uri.TryCreate($"http://{host}", UriKind.Absolute, out Uri? seen) && seen.IsLoopback && seen.Port == endpoint.Port
            ? seen.GetLeftPart(UriPartial.Authority)
            : endpoint.GetLeftPart(UriPartial.Authority);
}
