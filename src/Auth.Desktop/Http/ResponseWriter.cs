using System.Globalization;
using System.Text;

namespace Amplify.Desktop;

/// <summary>Writes responses. Nothing of a request ever gets into one.</summary>
internal static class ResponseWriter
{
    // The address of the page holds the code: it goes nowhere by referrer, cache, frame or opener, and the page loads nothing.
    private const string Headers =
        "Content-Type: text/html; charset=utf-8\r\n"
        + "Cache-Control: no-store\r\n"
        + "Referrer-Policy: no-referrer\r\n"
        + "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'\r\n"
        + "X-Content-Type-Options: nosniff\r\n"
        + "X-Frame-Options: DENY\r\n"
        + "Cross-Origin-Opener-Policy: same-origin\r\n"
        + "Cross-Origin-Resource-Policy: same-origin\r\n"
        + "Connection: close\r\n";

    /// <param name="status">One of those of <see cref="Phrase"/>.</param>
    /// <param name="page">The page.</param>
    /// <param name="withBody">Whether to send it: a HEAD gets the headers only.</param>
    /// <param name="now">The time of the answer.</param>
    public static byte[] Write(int status, ReadOnlySpan<byte> page, bool withBody, DateTimeOffset now)
    {
        string allow = status == 405 ? "Allow: GET\r\n" : "";
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} {Phrase(status)}\r\nDate: {now:R}\r\n{Headers}{allow}Content-Length: {page.Length}\r\n\r\n");
        byte[] bytes = new byte[head.Length + (withBody ? page.Length : 0)];
        Encoding.ASCII.GetBytes(head, bytes);
        if (withBody)
        {
            page.CopyTo(bytes.AsSpan(head.Length));
        }

        return bytes;
    }

    private static string Phrase(int status) => status switch
    {
        200 => "OK",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        414 => "URI Too Long",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        _ => "Bad Request",
    };
}
