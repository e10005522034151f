using System.Net;
using Amplify.Http;

namespace Amplify.Tests.Http;

/// <summary>Redirects over real HTTP: within the origin they are followed and signed anew, elsewhere nothing goes.</summary>
internal sealed class SigningRedirectTests
{
    [TestCase(301)]
    [TestCase(302)]
    [TestCase(303)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task A_redirect_within_the_origin_is_followed_and_signed_anew(int status)
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync(request => request.Address.AbsolutePath == "/old" ? (status, "/new?x=1") : (200, null));
        using HttpClient client = Signing.Client(api);
        using var request = new HttpRequestMessage(HttpMethod.Get, api.At("/old"));
        request.Headers.Add("X-Mine", "1");

        using HttpResponseMessage response = await client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.RequestMessage!.RequestUri!.PathAndQuery, Is.EqualTo("/new?x=1"));
        Assert.That(request.RequestUri!.PathAndQuery, Is.EqualTo("/old"), "the caller's request stays what it was");
        Assert.That(api.Received.Select(r => r.Address.PathAndQuery), Is.EqualTo(new[] { "/old", "/new?x=1" }));
        Assert.That(api.Received.Select(Signing.SignatureOf).Distinct().Count(), Is.EqualTo(2));
        Assert.That(api.Received.Select(r => r["X-Mine"]), Is.All.EqualTo("1"));
    }

    [TestCase(301, "POST", ExpectedResult = "GET /new ")]
    [TestCase(302, "POST", ExpectedResult = "GET /new ")]
    [TestCase(303, "PUT", ExpectedResult = "GET /new ")]
    [TestCase(307, "POST", ExpectedResult = "POST /new body")]
    [TestCase(308, "PUT", ExpectedResult = "PUT /new body")]
    [TestCase(301, "PUT", ExpectedResult = "PUT /new body")]
    [TestCase(303, "HEAD", ExpectedResult = "HEAD /new ")]
    public async Task<string> Method_and_body_follow_as_HTTP_says(int status, string method)
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync(request => request.Address.AbsolutePath == "/old" ? (status, "new") : (200, null));
        using HttpClient client = Signing.Client(api);
        using var request = new HttpRequestMessage(new HttpMethod(method), api.At("/old")) { Content = method == "HEAD" ? null : new StringContent("body") };

        await client.SendAsync(request);

        CapturedRequest last = api.Received[^1];
        Assert.That(api.Received, Has.Count.EqualTo(2));
        Assert.That(Signing.SignedHeaders(last).Contains("content-type"), Is.EqualTo(last.Body.Length > 0));
        return $"{last.Method} {last.Address.AbsolutePath} {last.Text}";
    }

    [Test]
    public async Task A_redirect_to_another_origin_comes_back_and_nothing_goes_there()
    {
        await using LoopbackApi other = await LoopbackApi.StartAsync();
        foreach (int status in new[] { 301, 302, 303, 307, 308 })
        {
            await using LoopbackApi api = await LoopbackApi.StartAsync(_ => (status, other.At("/steal").ToString()));
            using HttpClient client = Signing.Client(api, o => o.AllowedOrigins.Add(other.Origin));

            using HttpResponseMessage response = await client.PostAsync(api.At("/old"), new StringContent("body"));

            Assert.That((int)response.StatusCode, Is.EqualTo(status));
            Assert.That(response.Headers.Location, Is.EqualTo(other.At("/steal")));
            Assert.That(api.Received, Has.Count.EqualTo(1));
        }

        Assert.That(other.Received, Is.Empty, "not even where signed requests may go");
    }

    [Test]
    public async Task Redirects_end_after_as_many_as_are_allowed()
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync(_ => (302, "/again"));
        foreach (int most in new[] { 0, 1, 5 })
        {
            using HttpClient client = Signing.Client(api, o => o.MaxRedirects = most);
            int before = api.Received.Count;

            using HttpResponseMessage response = await client.GetAsync(api.At("/"));

            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(api.Received.Count - before, Is.EqualTo(most + 1));
        }
    }

    [TestCase(null)]
    [TestCase("http://[broken")]
    [TestCase("ftp://127.0.0.1/")]
    public async Task A_redirect_to_nowhere_comes_back(string? location)
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync(_ => (302, location));
        using HttpClient client = Signing.Client(api);

        using HttpResponseMessage response = await client.GetAsync(api.At("/"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [Test]
    public async Task A_body_that_is_gone_does_not_follow()
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync(_ => (307, "/new"));
        using HttpClient client = Signing.Client(api, o => o.UnsignedPayload = true);

        using HttpResponseMessage response = await client.PutAsync(api.At("/old"), new StreamContent(new WatchedStream(10, canSeek: false)));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.TemporaryRedirect));
        Assert.That(api.Received, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_clock_that_is_wrong_is_noticed_behind_a_redirect_too()
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync((request, context) =>
        {
            context.Response.Headers.Date = (Signing.Start + TimeSpan.FromHours(1)).ToString("r");
            context.Response.StatusCode = request.Address.AbsolutePath == "/old" ? 302 : request["X-Amz-Date"] == "20260305T080809Z" ? 200 : 403;
            context.Response.Headers.Location = "/new";
            return Task.CompletedTask;
        });
        using HttpClient client = Signing.Client(api);

        using HttpResponseMessage response = await client.GetAsync(api.At("/old"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(api.Received.Select(r => r.Address.AbsolutePath), Is.EqualTo(new[] { "/old", "/new", "/new" }));
    }
}
