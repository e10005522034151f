using System.Net;

namespace Amplify.Tests.Oidc;

/// <summary>A browser without a window: follows redirects, keeps cookies, and fills in the provider's forms as a user would.</summary>
internal sealed class PageBrowser(string user) : IBrowser, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });

    /// <summary>The forms that were filled in, in their order.</summary>
    public List<string> Pages { get; } = [];

    /// <summary>The pages that were opened for the engine.</summary>
    public List<Uri> Opened { get; } = [];

    /// <summary>Whether the user turns back at the first page.</summary>
    public bool TurnsBack { get; init; }

    /// <summary>What else arrives at the address, before the provider's answer does.</summary>
    public Func<Uri, IEnumerable<Uri>> Strays { get; init; } = _ => [];

    /// <summary>The provider's own answer.</summary>
    public Uri? Callback { get; private set; }

    public async Task<BrowserResult> RunAsync(BrowserRequest request, CancellationToken cancellationToken = default)
    {
        Uri start = request.GetStartUri(request.RedirectUris[0]);
        Opened.Add(start);
        Callback = await GoAsync(start, cancellationToken);
        Uri? answer = Strays(Callback).Append(Callback).FirstOrDefault(request.IsAnswer);
        return answer is null ? BrowserResult.TimedOut : BrowserResult.Returned(answer);
    }

    /// <summary>Goes from page to page until one leads away from the provider.</summary>
    public async Task<Uri> GoAsync(Uri start, CancellationToken cancellationToken)
    {
        Uri page = start;
        using var first = new HttpRequestMessage(HttpMethod.Get, page);
        HttpResponseMessage response = await _http.SendAsync(first, cancellationToken);
        while (true)
        {
            using HttpResponseMessage answer = response;
            HttpRequestMessage next;
            if (answer.Headers.Location is { } location)
            {
                page = new Uri(page, location);
                if (page.Authority != start.Authority)
                {
                    return page;
                }

                next = new HttpRequestMessage(HttpMethod.Get, page);
            }
            else
            {
                string html = await answer.Content.ReadAsStringAsync(cancellationToken);
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{page.AbsolutePath} answered:\n{html}");
                next = FillIn(PageForm.Read(html), page);
            }

            using (next)
            {
                response = await _http.SendAsync(next, cancellationToken);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage FillIn(PageForm form, Uri page)
    {
        Pages.Add(form.Kind);
        if (TurnsBack)
        {
            return new HttpRequestMessage(HttpMethod.Get, new Uri($"{page}/abort"));
        }

        IEnumerable<KeyValuePair<string, string>> answers = form.Kind switch
        {
            "login" => [new("login", user), new("password", "any will do")],
            "logout" => [new("logout", "yes")],
            _ => [],
        };
        return new HttpRequestMessage(HttpMethod.Post, new Uri(page, form.Action))
        {
            Content = new FormUrlEncodedContent(form.Fields.Where(field => answers.All(a => a.Key != field.Key)).Concat(answers)),
        };
    }
}
