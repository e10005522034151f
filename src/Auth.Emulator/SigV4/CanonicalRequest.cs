using System.Text;

namespace Amplify.Emulator;

/// <summary>The text a signature is made over (Signature Version 4, "canonical request").</summary>
internal static class CanonicalRequest
{
    private const string Hex = "0123456789ABCDEF";

    /// <param name="request">The request.</param>
    /// <param name="signedHeaders">The names of the headers signed, in the order signed.</param>
    /// <param name="payloadHash">What stands for the payload.</param>
    /// <param name="pathIsEncodedOnce">As S3 has it; every other service encodes the path on the wire once more.</param>
    public static string Of(WireRequest request, IReadOnlyList<string> signedHeaders, string payloadHash, bool pathIsEncodedOnce)
    {
        var text = new StringBuilder();
        text.Append(request.Method).Append('\n');
        text.Append(pathIsEncodedOnce ? Encode(request.RawPath, keepEscapes: true) : Encode(Normalised(request.RawPath), keepEscapes: false)).Append('\n');
        text.Append(Query(request)).Append('\n');
        foreach (string name in signedHeaders)
        {
            text.Append(name).Append(':').Append(Folded(request.Header(name) ?? "")).Append('\n');
        }

        return text.Append('\n').AppendJoin(';', signedHeaders).Append('\n').Append(payloadHash).ToString();
    }

    private static string Query(WireRequest request)
    {
        IEnumerable<(string Name, string Value)> signed = request.Query
            .Where(pair => pair.Name != "X-Amz-Signature")
            .Select(pair => (Encode(pair.Name, keepEscapes: true, keepSlash: false), Encode(pair.Value, keepEscapes: true, keepSlash: false)))
            .OrderBy(pair => pair.Item1, StringComparer.Ordinal)
            .ThenBy(pair => pair.Item2, StringComparer.Ordinal);
        return string.Join('&', signed.Select(pair => $"{pair.Name}={pair.Value}"));
    }

    /// <summary>Runs of spaces and tabs count as one space, and none at the ends.</summary>
    private static string Folded(string value) => string.Join(' ', value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Without empty and dot segments (RFC 3986 §5.2.4).</summary>
    private static string Normalised(string path)
    {
        var kept = new List<string>();
        foreach (string segment in path.Split('/'))
        {
            if (segment == ".." && kept.Count > 0)
            {
                kept.RemoveAt(kept.Count - 1);
            }
            else if (segment is not ("" or "." or ".."))
            {
                kept.Add(segment);
            }
        }

        string whole = "/" + string.Join('/', kept);
        return path.EndsWith('/') && kept.Count > 0 ? whole + "/" : whole;
    }

    private static string Encode(string text, bool keepEscapes, bool keepSlash = true)
    {
        var encoded = new StringBuilder(text.Length);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int i = 0; i < bytes.Length; i++)
        {
            char c = (char)bytes[i];
            bool isEscape = c == '%' && keepEscapes && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]);
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' || (c == '/' && keepSlash) || isEscape)
            {
                encoded.Append(c);
            }
            else
            {
                encoded.Append('%').Append(Hex[c >> 4]).Append(Hex[c & 15]);
            }
        }

        return encoded.ToString();
    }
}
