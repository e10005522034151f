using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Amplify.Emulator;

/// <summary>A request as it came over the wire: signatures are made over these very characters, so nothing is decoded or normalised.</summary>
internal sealed class WireRequest
{
    // A copy: the server uses its own again for the next request.
    private readonly Dictionary<string, string> _headers;

    public WireRequest(HttpRequest request)
    {
        _headers = request.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value.ToArray()), StringComparer.OrdinalIgnoreCase);
        Cookies = request.Cookies.ToDictionary(StringComparer.Ordinal);
        Method = request.Method;
        Path = request.Path.Value ?? "/";
        string target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "/";
        if (!target.StartsWith('/') && target.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
        {
            // As proxies are asked (RFC 9112 §3.2.2): what comes after the authority.
            int path = target.AsSpan(scheme + 3).IndexOfAny('/', '?');
            target = path < 0 ? "" : target[(scheme + 3 + path)..];
        }

        string[] parts = target.Split('?', 2);
        RawPath = parts[0].StartsWith('/') ? parts[0] : $"/{parts[0]}";
        RawQuery = parts.Length == 2 ? parts[1] : "";
        Query = [.. RawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], pair.Length == 2 ? pair[1] : ""))];
    }

    public string Method { get; }

    /// <summary>The path, decoded.</summary>
    public string Path { get; }

    public string RawPath { get; }

    public string RawQuery { get; }

    /// <summary>The query as it was sent: in its order, still encoded.</summary>
    public IReadOnlyList<(string Name, string Value)> Query { get; }

    public byte[] Body { get; set; } = [];

    /// <summary>The headers; several values of one are joined by commas.</summary>
    public IReadOnlyDictionary<string, string> Headers => _headers;

    public IReadOnlyDictionary<string, string> Cookies { get; }

    /// <summary>A header's value; <see langword="null"/> where the request has none.</summary>
    public string? Header(string name) => _headers.GetValueOrDefault(name);

    /// <summary>A parameter of the query, decoded; <see langword="null"/> where the request has none.</summary>
    public string? QueryValue(string name)
    {
        foreach ((string key, string value) in Query)
        {
            if (Uri.UnescapeDataString(key) == name)
            {
                return Uri.UnescapeDataString(value);
            }
        }

        return null;
    }

    public bool HasQuery(string name) => QueryValue(name) is not null;
}
