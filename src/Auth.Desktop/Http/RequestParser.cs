using System.Buffers;
using System.Text;

namespace Amplify.Desktop;

/// <summary>
/// Reads a request's head strictly: what two programs may understand differently (bare line ends, folded lines, spaces before
/// colons, control characters) is malformed.
/// </summary>
internal static class RequestParser
{
    /// <summary>How long an address may be.</summary>
    public const int MaxTarget = 8 * 1024;

    /// <summary>How many header lines there may be.</summary>
    public const int MaxHeaders = 100;

    private static readonly SearchValues<char> _token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>The head, or why it is none.</summary>
    /// <param name="bytes">All of it, up to and without the empty line.</param>
    /// <param name="refusal">Why it is refused.</param>
    public static RequestHead? Parse(ReadOnlySpan<byte> bytes, out Refusal refusal)
    {
        string[] lines = Encoding.Latin1.GetString(bytes).Split("\r\n");
        string[] words = lines[0].Split(' ');
        refusal = Refusal.Malformed;
        if (words is not [{ Length: > 0 } method, { Length: > 0 } target, "HTTP/1.1" or "HTTP/1.0"] || method.AsSpan().ContainsAnyExcept(_token))
        {
            return null;
        }

        if (target.Length > MaxTarget)
        {
            refusal = Refusal.TargetTooLong;
            return null;
        }

        if (lines.Length - 1 > MaxHeaders)
        {
            refusal = Refusal.HeadersTooLarge;
            return null;
        }

        return IsOurForm(target) && Headers(lines.AsSpan(1)) is { } headers ? new RequestHead(method, target, headers) : null;
    }

    /// <summary>A path with a query, in printable ASCII. Proxies' forms (a whole address, host and port) are not meant for us; a fragment never leaves a browser.</summary>
    private static bool IsOurForm(string target) =>
        target[0] == '/' && !target.AsSpan().ContainsAnyExceptInRange('!', '~') && !target.Contains('#', StringComparison.Ordinal);

    private static List<KeyValuePair<string, string>>? Headers(ReadOnlySpan<string> lines)
    {
        List<KeyValuePair<string, string>> headers = [];
        foreach (string line in lines)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line.AsSpan(0, colon).ContainsAnyExcept(_token))
            {
                return null;
            }

            headers.Add(new(line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        return headers;
    }
}
