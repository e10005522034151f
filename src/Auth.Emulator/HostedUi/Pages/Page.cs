using System.Text;

namespace Amplify.Emulator;

/// <summary>A whole page around its content. It loads nothing, runs nothing and stands in no frame.</summary>
internal static class Page
{
    // Markup that is not the page's own text: the sheet holds no character that would end it.
    private const string Head = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>";

    /// <param name="title">The heading, and with the product the title.</param>
    /// <param name="product">Whose page it is.</param>
    /// <param name="content">What stands below the heading.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="formScheme">A scheme besides http and https to which a form of the page may lead: an application's own.</param>
    /// <param name="cookies">Whole <c>Set-Cookie</c> lines.</param>
    public static Answer Of(string title, string product, Html content, int status = 200, string? formScheme = null, params IReadOnlyList<string> cookies)
    {
        var body = Html.Format(
            $"""
            <title>{title} – {product}</title></head><body><main><p class="product">{product}</p><h1>{title}</h1>
            {content}
            </main><footer>Local emulator of Amazon Cognito. Nothing leaves this machine.</footer></body></html>

            """);
        return new Answer
        {
            Status = status,
            ContentType = "text/html;charset=UTF-8",
            Body = Encoding.UTF8.GetBytes($"{Head}<style>{StyleSheet.Text}</style>{body}"),
            Cookies = cookies,
            Headers = new Dictionary<string, string>
            {
                ["Cache-Control"] = "no-store",
                ["Content-Security-Policy"] = Policy(formScheme),
                ["Referrer-Policy"] = "no-referrer",
                ["X-Content-Type-Options"] = "nosniff",
                ["X-Frame-Options"] = "DENY",
            },
        };
    }

    // Browsers hold a form's redirects to form-action as well, all the way to wherever the application goes on: hence no list of hosts.
    private static string Policy(string? formScheme) =>
        $"default-src 'none'; style-src {StyleSheet.Source}; base-uri 'none'; frame-ancestors 'none'; form-action http: https:{(formScheme is null ? "" : $" {formScheme}:")}";
}
