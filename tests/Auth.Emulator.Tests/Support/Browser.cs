using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Amplify.Tests;

/// <summary>A browser without pictures and scripts: cookies, redirects, forms. It stops where a redirect leaves the emulator.</summary>
internal sealed class Browser(Uri home) : IDisposable
{
    private const int MaxRedirects = 12;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public CookieContainer Cookies { get; } = new();

    /// <summary>Where it is.</summary>
    public Uri Location { get; private set; } = new("about:blank");

    /// <summary>Where the emulator sent it away to; <see langword="null"/> while it is on a page of the emulator.</summary>
    public string? Left { get; private set; }

    public HttpStatusCode Status { get; private set; }

    public HttpResponseMessage Response { get; private set; } = new();

    public string Markup { get; private set; } = "";

    public IHtmlDocument Document { get; private set; } = new HtmlParser().ParseDocument("");

    public string Title => Document.QuerySelector("h1")?.TextContent ?? Document.Body?.TextContent ?? "";

    public string? Error => Document.QuerySelector("[role=alert]")?.TextContent.Trim();

    /// <summary>The parameters the browser left with, of query or fragment.</summary>
    public IReadOnlyDictionary<string, string> Answer => ParametersOf(Left ?? throw new AssertionException($"Still at {Location}: {Title} {Error}"));

    public async Task<Browser> GoAsync(string url, bool follow = true)
    {
        await SendAsync(HttpMethod.Get, new Uri(Location, url), null);
        return follow ? await FollowAsync() : this;
    }

    /// <summary>Fills in the form that has a button or input of this name or text, and sends it.</summary>
    public async Task<Browser> SubmitAsync(string button, params (string Name, string Value)[] values)
    {
        IElement pressed = Document.QuerySelectorAll("button").FirstOrDefault(element => element.TextContent.Contains(button, StringComparison.Ordinal))
            ?? throw new AssertionException($"No button '{button}' at {Location}: {Document.Body?.TextContent}");
        var form = (IHtmlFormElement)pressed.Closest("form")!;
        foreach ((string name, string value) in values)
        {
            switch (form.QuerySelectorAll("input").Cast<IHtmlInputElement>().Where(input => input.Name == name).ToList())
            {
                case [{ Type: "radio" }, ..] radios:
                    radios.ForEach(radio => radio.IsChecked = radio.Value == value);
                    break;
                case [var input]:
                    input.Value = value;
                    break;
                default:
                    throw new AssertionException($"No field '{name}' at {Location}");
            }
        }

        return await PostAsync(form.GetAttribute("action")!, [.. FieldsOf(form), .. ((IHtmlButtonElement)pressed).Name is { Length: > 0 } own ? [(own, ((IHtmlButtonElement)pressed).Value)] : Array.Empty<(string, string)>()]);
    }

    public async Task<Browser> PostAsync(string action, params (string Name, string Value)[] fields)
    {
        await SendAsync(HttpMethod.Post, new Uri(Location, action), new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        return await FollowAsync();
    }

    public async Task<Browser> ClickAsync(string link)
    {
        IElement found = Document.QuerySelectorAll("a").FirstOrDefault(element => element.TextContent.Contains(link, StringComparison.Ordinal))
            ?? throw new AssertionException($"No link '{link}' at {Location}: {Document.Body?.TextContent}");
        return await GoAsync(found.GetAttribute("href")!);
    }

    public string? Value(string name) => Document.QuerySelectorAll("input").Cast<IHtmlInputElement>().FirstOrDefault(input => input.Name == name)?.Value;

    public static IReadOnlyDictionary<string, string> ParametersOf(string url)
    {
        string query = url[(url.IndexOfAny(['?', '#']) + 1)..];
        return query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => Uri.UnescapeDataString(pair[0].Replace('+', ' ')), pair => Uri.UnescapeDataString(pair[1].Replace('+', ' ')));
    }

    public void Dispose() => _http.Dispose();

    private static IEnumerable<(string, string)> FieldsOf(IHtmlFormElement form) => form.QuerySelectorAll("input").Cast<IHtmlInputElement>()
        .Where(input => input.Name is { Length: > 0 } && (input.Type != "radio" || input.IsChecked))
        .Select(input => (input.Name!, input.Value));

    private async Task<Browser> FollowAsync()
    {
        for (int count = 0; Status is HttpStatusCode.Found or HttpStatusCode.SeeOther; count++)
        {
            Assert.That(count, Is.LessThan(MaxRedirects), "too many redirects");
            string target = Response.Headers.NonValidated["Location"].ToString();
            var uri = new Uri(Location, target);
            if (uri.Authority != home.Authority && uri.Authority != Location.Authority)
            {
                Left = target;
                return this;
            }

            await SendAsync(HttpMethod.Get, uri, null);
        }

        return this;
    }

    private async Task SendAsync(HttpMethod method, Uri uri, HttpContent? content)
    {
        Left = null;
        using var request = new HttpRequestMessage(method, uri) { Content = content };
        if (Cookies.GetCookieHeader(uri) is { Length: > 0 } cookies)
        {
            request.Headers.Add("Cookie", cookies);
        }

        Response = await _http.SendAsync(request);
        Location = uri;
        Status = Response.StatusCode;
        foreach (string cookie in Response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? set) ? set : [])
        {
            Cookies.SetCookies(uri, cookie.Replace("SameSite=Lax", "", StringComparison.Ordinal));
        }

        Markup = await Response.Content.ReadAsStringAsync();
        Document = new HtmlParser().ParseDocument(Markup);
    }
}
