using System.Globalization;
using System.Text.RegularExpressions;
using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>What the pages say, and what they must not.</summary>
internal sealed partial class PageTests
{
    private const string Marker = "mArKeR";

    private static readonly string[] _headers =
    [
        "Date: Wed, 04 Mar 2026 05:06:07 GMT",
        "Content-Type: text/html; charset=utf-8",
        "Cache-Control: no-store",
        "Referrer-Policy: no-referrer",
        "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        "X-Content-Type-Options: nosniff",
        "X-Frame-Options: DENY",
        "Cross-Origin-Opener-Policy: same-origin",
        "Cross-Origin-Resource-Policy: same-origin",
        "Connection: close",
    ];

    [TestCase("200 OK", "/callback?state=" + World.State)]
    [TestCase("200 OK", "/callback?error=access_denied&state=" + World.State)]
    [TestCase("400 Bad Request", "/callback?state=wrong")]
    [TestCase("404 Not Found", "/favicon.ico")]
    public async Task The_headers_are_these_and_no_others(string status, string target)
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();

        Answer answer = await Client.SendAsync(world.Port, Client.Get(world.Port, target));

        int length = System.Text.Encoding.UTF8.GetByteCount(answer.Body);
        Assert.That(answer.Head.Split("\r\n")[0], Is.EqualTo($"HTTP/1.1 {status}"));
        Assert.That(answer.Headers, Is.EquivalentTo(_headers.Append($"Content-Length: {length.ToString(CultureInfo.InvariantCulture)}")));
        await EndAsync(world, running);
    }

    [TestCase("GET /callback?mArKeR=mArKeR&state=rIgHtStAtE0123456789 HTTP/1.1\r\nHost: localhost:PORT\r\nX-mArKeR: mArKeR\r\nCookie: mArKeR\r\n\r\n")]
    [TestCase("GET /callback?error=mArKeR&error_description=%3Cscript%3EmArKeR&state=rIgHtStAtE0123456789 HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n")]
    [TestCase("GET /callback?error_description=<script>mArKeR HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n")]
    [TestCase("GET /mArKeR HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n")]
    [TestCase("GET / HTTP/1.1\r\nHost: mArKeR\r\n\r\n")]
    [TestCase("mArKeR /callback HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n")]
    [TestCase("GET / HTTP/1.1\r\nmArKeR\r\n\r\n")]
    [TestCase("mArKeR\r\n\r\n")]
    public async Task Nothing_that_was_sent_comes_back(string request)
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();

        Answer answer = await Client.SendAsync(world.Port, request.Replace("PORT", world.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

        Assert.That(answer.Status, Is.GreaterThanOrEqualTo(200));
        Assert.That(answer.Text, Does.Not.Contain(Marker).IgnoreCase);
        Assert.That(answer.Text, Does.Not.Contain(World.State).And.Not.Contains("<script").IgnoreCase);
        Assert.That(world.Logs.Text, Does.Not.Contain(Marker).IgnoreCase);
        await EndAsync(world, running);
    }

    [TestCaseSource(nameof(Targets))]
    public async Task A_page_loads_nothing_and_links_nowhere(string target)
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();

        string page = (await Client.SendAsync(world.Port, Client.Get(world.Port, target))).Body;

        Assert.That(Loads().Matches(page).Select(match => match.Value), Is.Empty);
        await EndAsync(world, running);
    }

    [TestCaseSource(nameof(Targets))]
    public async Task A_page_is_for_everybody(string target)
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();

        string page = (await Client.SendAsync(world.Port, Client.Get(world.Port, target))).Body;

        Assert.That(page, Does.StartWith("<!doctype html>\n<html lang=\"en\">"));
        Assert.That(page, Does.Contain("name=\"viewport\"").And.Contains("prefers-color-scheme: dark").And.Contains("<main").And.Contains("aria-hidden"));
        Assert.That(Heading().Matches(page), Has.Count.EqualTo(1));
        await EndAsync(world, running);
    }

    [Test]
    public async Task The_applications_name_and_texts_are_shown_as_text()
    {
        var texts = new BrowserPageTexts { Language = "de\"><x>", ReturnedTitle = "Grüß <b>Gott</b>", ReturnedText = "\"Zurück\" & <i>'weiter'</i>" };
        await using var world = new World(w => w.Options(name: "Acme <script>Photos</script> & Söhne", texts: texts));
        Task<BrowserResult> running = await world.BeginAsync();

        string page = (await world.ComeBackAsync()).Body;
        await running.Soon();

        string shown = System.Net.WebUtility.HtmlDecode(page);
        Assert.That(shown, Does.Contain("<p class=\"app\" dir=\"auto\">Acme <script>Photos</script> & Söhne</p>"));
        Assert.That(shown, Does.Contain("<h1 dir=\"auto\">Grüß <b>Gott</b></h1>").And.Contains("<p dir=\"auto\">\"Zurück\" & <i>'weiter'</i></p>"));
        Assert.That(page, Does.Not.Contain("<script").And.Not.Contains("<b>").And.Not.Contains("<i>").And.Not.Contains("<x>"));
        Assert.That(page, Does.Contain("<html lang=\"de&quot;&gt;&lt;x&gt;\">"));
    }

    [Test]
    public async Task Without_a_name_there_is_none()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();

        string page = (await world.ComeBackAsync()).Body;
        await running.Soon();

        Assert.That(page, Does.Not.Contain("class=\"app\"").And.Contains("<title>You can go back to the application</title>"));
    }

    [TestCase("/callback?error=access_denied&state=" + World.State, BrowserPurpose.SignIn, ExpectedResult = "nc-title|nc-text")]
    [TestCase("/callback?state=" + World.State, BrowserPurpose.SignIn, ExpectedResult = "in-title|in-text")]
    [TestCase("/callback?state=" + World.State, BrowserPurpose.SignOut, ExpectedResult = "out-title|out-text")]
    [TestCase("/callback?state=wrong", BrowserPurpose.SignIn, ExpectedResult = "ne-title|ne-text")]
    public async Task<string> Every_text_can_be_put_in_other_words(string target, BrowserPurpose purpose)
    {
        var texts = new BrowserPageTexts
        {
            ReturnedTitle = "in-title",
            ReturnedText = "in-text",
            SignedOutTitle = "out-title",
            SignedOutText = "out-text",
            NotCompletedTitle = "nc-title",
            NotCompletedText = "nc-text",
            NotExpectedTitle = "ne-title",
            NotExpectedText = "ne-text",
        };
        await using var world = new World(w => w.Options(texts: texts));
        Task<BrowserResult> running = await world.BeginAsync(world.Request(purpose));

        Answer answer = await Client.SendAsync(world.Port, Client.Get(world.Port, target));

        await EndAsync(world, running);
        return $"{answer.Heading}|{answer.Body.Split("<p dir=\"auto\">")[1].Split("</p>")[0]}";
    }

    private static string[] Targets() => ["/callback?state=" + World.State, "/callback?error=access_denied&state=" + World.State, "/callback?state=wrong"];

    private static async Task EndAsync(World world, Task<BrowserResult> running)
    {
        await world.DisposeAsync();
        await running.Soon();
    }

    [GeneratedRegex(@"\b(?:src|href|srcset|action|data|poster|background)\s*=|url\(|@import|<(?:script|link|iframe|img|object|embed|form|base|a)\b|\bon\w+\s*=|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Loads();

    [GeneratedRegex("<h1")]
    private static partial Regex Heading();
}
