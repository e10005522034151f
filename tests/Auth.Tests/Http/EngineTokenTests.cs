using System.Net;
using System.Text.Json.Nodes;
using Amplify.Emulator;
using Amplify.Http;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Http;

/// <summary>The token handler over the real engine, against an API that looks every token up.</summary>
internal sealed class EngineTokenTests
{
    [TestCase(AuthTokenKind.Access, "access")]
    [TestCase(AuthTokenKind.Id, "id")]
    public async Task The_API_is_told_who_calls(AuthTokenKind kind, string use)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        EmulatedBearerApi api = world.Cognito.AddBearerApi(world.Pool);
        using HttpClient client = Client(await world.SignedInAsync(), api, world.Clock, o => o.Token = kind);

        using HttpResponseMessage response = await client.GetAsync(new Uri(api.Url, "photos"));

        JsonNode echo = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.That(((string)echo["sub"]!, (string)echo["tokenUse"]!), Is.EqualTo((world.User.Sub, use)));
    }

    [Test]
    public async Task Tokens_that_expire_are_renewed_before_they_are_sent()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        EmulatedBearerApi api = world.Cognito.AddBearerApi(world.Pool);
        using HttpClient client = Client(await world.SignedInAsync(), api, world.Clock);

        world.ExpireTokens();
        using HttpResponseMessage response = await client.GetAsync(api.Url);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(world.Refreshes, Is.EqualTo(1));
        Assert.That(world.Cognito.Requests.Count($"GET {api.Url.AbsolutePath}"), Is.EqualTo(1), "no 401 was needed to know");
    }

    [Test]
    public async Task A_hundred_requests_refused_at_once_cause_one_refresh()
    {
        // The engine's clock stands still, so it sends what has expired at the API.
        await using AuthWorld world = await AuthWorld.StartAsync();
        EmulatedBearerApi api = world.Cognito.AddBearerApi(world.Pool);
        var clock = new ManualClock(AuthWorld.Start);
        using HttpClient client = Client(await world.SignedInAsync(services: world.Services(clock: clock)), api, clock);
        world.ExpireTokens();

        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.PostAsync(api.Url, new StringContent("body"))));

        Assert.That(responses.Select(r => r.StatusCode), Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That(world.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task A_user_who_was_signed_out_everywhere_gets_the_401_and_then_has_to_sign_in()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        EmulatedBearerApi api = world.Cognito.AddBearerApi(world.Pool);
        using HttpClient client = Client(await world.SignedInAsync(), api, world.Clock);
        Auth elsewhere = await world.SignedInAsync(services: world.Services(store: new InMemorySessionStore(world.Clock)));
        await elsewhere.SignOutAsync(new SignOutOptions { Global = true });

        using HttpResponseMessage response = await client.GetAsync(api.Url);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.ThrowsAsync<SignInRequiredException>(() => client.GetAsync(api.Url));
    }

    [Test]
    public async Task After_a_sign_out_nothing_is_sent()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        EmulatedBearerApi api = world.Cognito.AddBearerApi(world.Pool);
        Auth auth = await world.SignedInAsync();
        using HttpClient client = Client(auth, api, world.Clock);
        await auth.SignOutAsync();

        Assert.ThrowsAsync<SignInRequiredException>(() => client.GetAsync(api.Url));
        Assert.That(world.Cognito.Requests.Count($"GET {api.Url.AbsolutePath}"), Is.Zero);
    }

    [Test]
    public async Task Where_the_API_sends_its_callers_to_another_origin_the_token_stays_here()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        await using LoopbackApi other = await LoopbackApi.StartAsync();
        EmulatedBearerApi api = world.Cognito.AddBearerApi(world.Pool);
        api.RedirectTo = other.At("/steal");
        using HttpClient client = Client(await world.SignedInAsync(), api, world.Clock);

        using HttpResponseMessage response = await client.GetAsync(api.Url);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.TemporaryRedirect));
        Assert.That(other.Received, Is.Empty);
    }

    private static HttpClient Client(IAuth auth, EmulatedBearerApi api, TimeProvider clock, Action<AuthTokenHandlerOptions>? change = null)
    {
        var options = new AuthTokenHandlerOptions { AllowedOrigins = [new Uri(api.Url, "/")], TimeProvider = clock };
        change?.Invoke(options);
        return new HttpClient(new AuthTokenHandler(auth, options));
    }
}
