using System.Net;
using System.Text;

namespace Amplify.Desktop;

/// <summary>The pages, made once: they depend on the application's texts only, and on nothing that a request holds.</summary>
internal sealed class PageSet
{
    private readonly Dictionary<PageKind, byte[]> _pages;

    public PageSet(BrowserPageTexts texts, string? applicationName) => _pages = new()
    {
        [PageKind.NotExpected] = Render(texts, applicationName, texts.NotExpectedTitle, texts.NotExpectedText, "quiet", PageParts.Dash),
        [PageKind.Returned] = Render(texts, applicationName, texts.ReturnedTitle, texts.ReturnedText, "good", PageParts.Tick),
        [PageKind.SignedOut] = Render(texts, applicationName, texts.SignedOutTitle, texts.SignedOutText, "good", PageParts.Tick),
        [PageKind.NotCompleted] = Render(texts, applicationName, texts.NotCompletedTitle, texts.NotCompletedText, "bad", PageParts.Mark),
    };

    public ReadOnlySpan<byte> this[PageKind kind] => _pages[kind];

    private static byte[] Render(BrowserPageTexts texts, string? applicationName, string title, string text, string mood, string sign)
    {
        string name = string.IsNullOrWhiteSpace(applicationName) ? "" : $"\n<p class=\"app\" dir=\"auto\">{WebUtility.HtmlEncode(applicationName)}</p>";
        string windowTitle = name.Length == 0 ? title : $"{title} – {applicationName}";
        return Encoding.UTF8.GetBytes($"""
            <!doctype html>
            <html lang="{WebUtility.HtmlEncode(texts.Language)}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{WebUtility.HtmlEncode(windowTitle)}</title>
            <style>{PageParts.Style}</style>
            </head>
            <body>
            <main class="{mood}">{name}
            <svg viewBox="0 0 56 56" width="56" height="56" aria-hidden="true" focusable="false"><circle cx="28" cy="28" r="28"/>{sign}</svg>
            <h1 dir="auto">{WebUtility.HtmlEncode(title)}</h1>
            <p dir="auto">{WebUtility.HtmlEncode(text)}</p>
            </main>
            </body>
            </html>

            """.ReplaceLineEndings("\n"));
    }
}
