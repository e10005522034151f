using System.Net;

namespace Amplify.Samples;

/// <summary>
/// A browser without a window, for the demo: fills the emulator's plain pages in as a person would, and follows them until they lead back to the
/// application. Applications take the browser of Amplify.Auth.Desktop.
/// </summary>
/// <param name="user">Who signs in on the pool's page.</param>
/// <param name="say">Is told of every page.</param>
internal sealed class RobotBrowser(DemoUser user, Action<string> say) : IBrowser, IDisposable
{
    private const int MaxPages = 20;

    // The cookies stay, as in every browser: the pool's pages know who was here last until somebody signs out of them.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });

    public async Task<BrowserResult> RunAsync(BrowserRequest request, CancellationToken cancellationToken = default)
    {
        Uri redirect = request.RedirectUris[0];
        var next = new HttpRequestMessage(HttpMethod.Get, request.GetStartUri(redirect));
        for (int page = 0; page < MaxPages; page++)
        {
            using HttpRequestMessage sent = next;
            using HttpResponseMessage answer = await _http.SendAsync(sent, cancellationToken);
            if (answer.Headers.Location is { } location)
            {
                var target = new Uri(sent.RequestUri!, location);
                if (target.GetLeftPart(UriPartial.Path) == redirect.GetLeftPart(UriPartial.Path) && request.IsAnswer(target))
                {
                    say("The page leads back to the application.");
                    return BrowserResult.Returned(target);
                }

                next = new HttpRequestMessage(HttpMethod.Get, target);
                continue;
            }

            var html = new HtmlPage(sent.RequestUri!, await answer.Content.ReadAsStringAsync(cancellationToken));
            say($"The page says \"{html.Heading}\".");
            next = html.Submit(new Dictionary<string, string> { ["username"] = user.Username, ["password"] = user.Password });
        }

        throw new UnexpectedTurnException("The pages lead nowhere.");
    }

    public void Dispose() => _http.Dispose();
}
