using System.Text;

namespace Amplify.Http.SigV4;

/// <summary>
/// What a signature covers: method, path, query, headers and the body's hash, written in the one way that both sides arrive at
/// (IAM user guide, "Create a signed AWS API request", step 1).
/// </summary>
internal sealed class CanonicalRequest
{
    // What a header's value can hold on its way.
    private const string Whitespace = " \t";

    private CanonicalRequest(string text, string signedHeaders)
    {
        Text = text;
        SignedHeaders = signedHeaders;
    }

    /// <summary>The canonical form: six parts, one after the other.</summary>
    public string Text { get; }

    /// <summary>The names of the headers covered, in order, with semicolons between.</summary>
    public string SignedHeaders { get; }

    /// <param name="method">As sent, such as <c>GET</c>.</param>
    /// <param name="path">As sent, with its escapes.</param>
    /// <param name="query">As sent, with its escapes, without the question mark.</param>
    /// <param name="headers">One entry per line that is sent; what they hold need not be tidy.</param>
    /// <param name="payloadHash">The body's SHA-256 in lower-case hexadecimal digits, or the word that stands for an unsigned body.</param>
    /// <param name="doubleEncodePath">Whether the path is normalised and encoded again: everywhere but in Amazon S3.</param>
    public static CanonicalRequest Create(
        string method,
        string path,
        string query,
        IEnumerable<KeyValuePair<string, string>> headers,
        string payloadHash,
        bool doubleEncodePath)
    {
        KeyValuePair<string, string>[] canonicalHeaders =
        [
            .. headers
                .GroupBy(h => h.Key.ToLowerInvariant(), h => Tidy(h.Value), StringComparer.Ordinal)
                .Select(g => KeyValuePair.Create(g.Key, string.Join(',', g)))
                .OrderBy(h => h.Key, StringComparer.Ordinal),
        ];
        string signedHeaders = string.Join(';', canonicalHeaders.Select(h => h.Key));
        var text = new StringBuilder();
        text.Append(method).Append('\n');
        text.Append(Path(path, doubleEncodePath)).Append('\n');
        text.Append(Query(query)).Append('\n');
        foreach ((string name, string value) in canonicalHeaders)
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        text.Append('\n').Append(signedHeaders).Append('\n').Append(payloadHash);
        return new CanonicalRequest(text.ToString(), signedHeaders);
    }

    /// <summary>The path's canonical form. Amazon S3 keeps it as it is, since a key may hold anything; others resolve dots and empty segments.</summary>
    internal static string Path(string path, bool doubleEncode)
    {
        var text = new StringBuilder(path.Length + 16);
        IEnumerable<string> segments = doubleEncode ? Normalised(path) : path.Split('/').Skip(1);
        foreach (string segment in segments)
        {
            text.Append('/');
            if (doubleEncode)
            {
                PercentEncoding.Encode(segment, text);
            }
            else
            {
                PercentEncoding.Reencode(segment, plusIsSpace: false, text);
            }
        }

        if (doubleEncode && text.Length > 0 && path.EndsWith('/'))
        {
            text.Append('/');
        }

        return text.Length == 0 ? "/" : text.ToString();
    }

    /// <summary>The query's canonical form: each name and value decoded and encoded strictly, ordered by name and then by value.</summary>
    internal static string Query(string query)
    {
        if (query.Length == 0)
        {
            return "";
        }

        var parameters = new List<(string Name, string Value)>();
        foreach (string parameter in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = parameter.IndexOf('=', StringComparison.Ordinal);
            parameters.Add(equals < 0
                ? (Strict(parameter), "")
                : (Strict(parameter.AsSpan(0, equals)), Strict(parameter.AsSpan(equals + 1))));
        }

        return string.Join('&', parameters
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .ThenBy(p => p.Value, StringComparer.Ordinal)
            .Select(p => $"{p.Name}={p.Value}"));
    }

    private static List<string> Normalised(string path)
    {
        var segments = new List<string>();
        foreach (string segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            }
            else if (segment != ".")
            {
                segments.Add(segment);
            }
        }

        return segments;
    }

    private static string Strict(ReadOnlySpan<char> encoded)
    {
        var text = new StringBuilder(encoded.Length);
        PercentEncoding.Reencode(encoded, plusIsSpace: true, text);
        return text.ToString();
    }

    /// <summary>Without space around, and with single spaces within.</summary>
    private static string Tidy(string value)
    {
        ReadOnlySpan<char> rest = value.AsSpan().Trim(Whitespace);
        if (!rest.ContainsAny(Whitespace))
        {
            return rest.ToString();
        }

        var text = new StringBuilder(rest.Length);
        while (!rest.IsEmpty)
        {
            int space = rest.IndexOfAny(Whitespace);
            text.Append(space < 0 ? rest : rest[..space]);
            rest = space < 0 ? [] : rest[space..].TrimStart(Whitespace);
            if (!rest.IsEmpty)
            {
                text.Append(' ');
            }
        }

        return text.ToString();
    }
}
