using System.Security.Cryptography;
using System.Text;

namespace Amplify.Emulator;

/// <summary>A whole page around its content. It loads nothing, runs nothing but what its policy names by hash, and stands in no frame.</summary>
internal static class Page
{
    private const string Head = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>";

    /// <param name="title">The heading, and with the product the title.</param>
    /// <param name="product">Whose page it is.</param>
    /// <param name="content">What stands below the heading.</param>
    /// <param name="options">What else it needs.</param>
    public static Answer Of(string title, string product, Html content, PageOptions? options = null)
    {
        options ??= new PageOptions();
        Html body = Html.Format(
            $"""
            <title>{title} – {product}</title></head><body><main><p class="product">{product}</p><h1>{title}</h1>
            {content}
            </main><footer>Local emulator of Amazon Cognito. Nothing leaves this machine.</footer>
            """);
        string script = options.Script is null ? "" : $"<script>{options.Script}</script>";
        return new Answer
        {
            Status = options.Status,
            ContentType = "text/html;charset=UTF-8",
            Body = Encoding.UTF8.GetBytes($"{Head}<style>{StyleSheet.Text}</style>{body}{script}</body></html>\n"),
            Cookies = options.Cookies,
            Headers = new Dictionary<string, string>
            {
                ["Cache-Control"] = "no-store",
                ["Content-Security-Policy"] = Policy(options),
                ["Referrer-Policy"] = "no-referrer",
                ["X-Content-Type-Options"] = "nosniff",
                ["X-Frame-Options"] = "DENY",
            },
        };
    }

    // Browsers hold a form's redirects to form-action as well, all the way to wherever the application goes on: hence no list of hosts.
    private static string Policy(PageOptions options) =>
        $"default-src 'none'; style-src {StyleSheet.Source}; {(options.Script is null ? "" : $"script-src {SourceOf(options.Script)}; ")}base-uri 'none'; frame-ancestors 'none'; "
        + $"form-action http: https:{(options.FormScheme is null ? "" : $" {options.FormScheme}:")}";

    private static string SourceOf(string script) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";
}
