using System.Net;
using Amplify.Http;

namespace Amplify.Tests.Http;

/// <summary>Redirects over real HTTP: the token goes along within the origin and never leaves it, whatever is below.</summary>
internal sealed class TokenRedirectTests
{
    [Test]
    public async Task A_redirect_within_the_origin_is_followed_with_the_token()
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync(request => request.Address.AbsolutePath == "/old" ? (307, "/new") : (200, null));
        using HttpClient client = Bearing.Client(api, new StubUser());

        using HttpResponseMessage response = await client.PostAsync(api.At("/old"), new StringContent("body"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(api.Received.Select(r => $"{r.Method} {r.Address.AbsolutePath} {r["Authorization"]} {r.Text}"), Is.EqualTo(new[] { "POST /old Bearer access-token-1 body", "POST /new Bearer access-token-1 body" }));
    }

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(303)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task A_redirect_to_another_origin_comes_back_and_nothing_goes_there(int status)
    {
        await using LoopbackApi other = await LoopbackApi.StartAsync();
        await using LoopbackApi api = await LoopbackApi.StartAsync(_ => (status, other.At("/steal").ToString()));
        using HttpClient client = Bearing.Client(api, new StubUser());

        using HttpResponseMessage response = await client.GetAsync(api.Origin);

        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(other.Received, Is.Empty);
    }

    [Test]
    public async Task Dot_NETs_own_handlers_that_follow_redirects_drop_the_token_in_either_form()
    {
        foreach (string? scheme in new[] { "Bearer", null })
        {
            foreach (HttpMessageHandler handler in new HttpMessageHandler[] { new HttpClientHandler(), new SocketsHttpHandler() })
            {
                await using LoopbackApi other = await LoopbackApi.StartAsync();
                await using LoopbackApi api = await LoopbackApi.StartAsync(_ => (302, other.At("/elsewhere").ToString()));
                using var client = new HttpClient(new AuthTokenHandler(new StubUser().Auth, Bearing.Options(api.Origin, o => o.Scheme = scheme), handler));

                await client.GetAsync(api.Origin);

                Assert.That(api.Received.Single()["Authorization"], Is.Not.Null);
                Assert.That(other.Received.Single()["Authorization"], Is.Null, $"{handler.GetType().Name} {scheme}");
            }
        }
    }

    [Test]
    public async Task A_401_behind_a_redirect_that_a_handler_below_followed_says_nothing_about_the_token()
    {
        var user = new StubUser();
        await using LoopbackApi api = await LoopbackApi.StartAsync(request => request.Address.AbsolutePath == "/old" ? (302, "/new") : (request["Authorization"] is null ? 401 : 200, null));
        using var client = new HttpClient(new AuthTokenHandler(user.Auth, Bearing.Options(api.Origin), new SocketsHttpHandler()));

        using HttpResponseMessage response = await client.GetAsync(api.At("/old"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(user.Refreshes, Is.Zero);
    }

    [Test]
    public async Task A_401_behind_a_redirect_within_the_origin_is_answered_with_a_new_token()
    {
        var user = new StubUser();
        await using LoopbackApi api = await LoopbackApi.StartAsync(request => request.Address.AbsolutePath == "/old" ? (302, "/new") : (request["Authorization"] == "Bearer access-token-2" ? 200 : 401, null));
        using HttpClient client = Bearing.Client(api, user);

        using HttpResponseMessage response = await client.GetAsync(api.At("/old"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(api.Received.Select(r => r.Address.AbsolutePath), Is.EqualTo(new[] { "/old", "/new", "/new" }));
        Assert.That(user.Refreshes, Is.EqualTo(1));
    }
}
