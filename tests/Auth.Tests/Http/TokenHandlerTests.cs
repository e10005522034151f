using System.Net;
using System.Net.Http.Headers;
using Amplify.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Amplify.Tests.Http;

/// <summary>Which requests get a token, which one, and what is left of it.</summary>
internal sealed class TokenHandlerTests
{
    [TestCase(AuthTokenKind.Access, "Bearer", "Bearer access-token-1")]
    [TestCase(AuthTokenKind.Id, "Bearer", "Bearer id-token-1")]
    [TestCase(AuthTokenKind.Id, null, "id-token-1")]
    [TestCase(AuthTokenKind.Access, "", "access-token-1")]
    [TestCase(AuthTokenKind.Access, "JWT", "JWT access-token-1")]
    public async Task A_request_carries_the_token_that_the_options_name(AuthTokenKind kind, string? scheme, string header)
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync();
        using HttpClient client = Bearing.Client(api, new StubUser(), o =>
        {
            o.Token = kind;
            o.Scheme = scheme;
        });

        await client.GetAsync(api.At("/photos"));

        Assert.That(api.Received.Single()["Authorization"], Is.EqualTo(header));
    }

    [Test]
    public async Task The_token_is_asked_for_each_request_so_that_it_renews()
    {
        var user = new StubUser();
        await using LoopbackApi api = await LoopbackApi.StartAsync();
        using HttpClient client = Bearing.Client(api, user);

        await client.GetAsync(api.Origin);
        user.Renew();
        await client.GetAsync(api.Origin);

        Assert.That(api.Received.Select(r => r["Authorization"]), Is.EqualTo(new[] { "Bearer access-token-1", "Bearer access-token-2" }));
        Assert.That(user.Refreshes, Is.Zero);
    }

    [TestCase("http://api.example.com/")]
    [TestCase("https://api.example.com:8443/")]
    [TestCase("https://sub.api.example.com/")]
    [TestCase("https://api.example.com@evil.example/")]
    public async Task A_request_to_any_other_origin_passes_untouched(string address)
    {
        using var network = new CapturingHandler(_ => new HttpResponseMessage(HttpStatusCode.Unauthorized));
        var user = new StubUser();
        using var client = new HttpClient(new AuthTokenHandler(user.Auth, Bearing.Options(new Uri("https://api.example.com"), o => o.InnerHandlerFollowsNoRedirects = true), network));

        using HttpResponseMessage response = await client.GetAsync(new Uri(address));

        Assert.That(network.Sent.Single().Headers, Is.Empty);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(user.Refreshes, Is.Zero, "what others refuse is not ours");
    }

    [Test]
    public async Task A_host_header_that_names_another_host_gets_no_token()
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync();
        using HttpClient client = Bearing.Client(api, new StubUser());

        await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, api.Origin) { Headers = { Host = "evil.example" } });

        Assert.That(api.Received.Single()["Authorization"], Is.Null);
    }

    [Test]
    public async Task A_request_with_an_authorization_of_its_own_passes_untouched()
    {
        var user = new StubUser();
        await using LoopbackApi api = await Bearing.ApiAsync(_ => false);
        using HttpClient client = Bearing.Client(api, user);
        using var request = new HttpRequestMessage(HttpMethod.Get, api.Origin);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", "bWU6cHc=");

        using HttpResponseMessage response = await client.SendAsync(request);

        Assert.That(api.Received.Single()["Authorization"], Is.EqualTo("Basic bWU6cHc="));
        Assert.That(request.Headers.Authorization, Is.Not.Null);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(user.Refreshes, Is.Zero);
    }

    [Test]
    public async Task A_request_that_was_sent_carries_and_prints_no_token()
    {
        var user = new StubUser();
        await using LoopbackApi api = await LoopbackApi.StartAsync();
        using HttpClient client = Bearing.Client(api, user);
        using var request = new HttpRequestMessage(HttpMethod.Get, api.Origin);

        using HttpResponseMessage response = await client.SendAsync(request);

        Assert.That(request.Headers, Is.Empty);
        Assert.That(response.RequestMessage!.ToString(), Does.Not.Contain(user.Access));
    }

    [Test]
    public async Task While_nobody_is_signed_in_nothing_is_sent()
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync();
        using HttpClient client = Bearing.Client(api, new StubUser { IsSignedOut = true });

        Assert.ThrowsAsync<SignInRequiredException>(() => client.GetAsync(api.Origin));
        Assert.That(api.Received, Is.Empty);
    }

    [Test]
    public async Task Guests_are_served_without_a_token_where_the_options_say_so()
    {
        var user = new StubUser { IsSignedOut = true };
        await using LoopbackApi api = await Bearing.ApiAsync(token => token is null);
        using HttpClient client = Bearing.Client(api, user, o => o.WhenSignedOut = WhenSignedOut.SendWithoutToken);

        using HttpResponseMessage response = await client.GetAsync(api.Origin);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(api.Received.Single()["Authorization"], Is.Null);
    }

    [Test]
    public async Task One_handler_serves_many_users_and_keeps_them_apart()
    {
        StubUser[] users = [new("ana"), new("ben")];
        await using LoopbackApi api = await LoopbackApi.StartAsync();
        var key = new HttpRequestOptionsKey<IAuth>("user");
        using var client = new HttpClient(new AuthTokenHandler(
            request => request.Options.TryGetValue(key, out IAuth? auth) ? auth : null,
            Bearing.Options(api.Origin, o => o.WhenSignedOut = WhenSignedOut.SendWithoutToken)));

        await Task.WhenAll(Enumerable.Range(0, 30).Select(async i =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, api.At($"/{i % 3}"));
            if (i % 3 < 2)
            {
                request.Options.Set(key, users[i % 3].Auth);
            }

            await client.SendAsync(request);
        }));

        Assert.That(api.Received.Select(r => $"{r.Address.AbsolutePath} {r["Authorization"]}").Distinct(), Is.EquivalentTo(new[] { "/0 Bearer access-ana-1", "/1 Bearer access-ben-1", "/2 " }));
    }

    [Test]
    public async Task IHttpClientFactory_takes_it_as_it_is()
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync();
        var services = new ServiceCollection();
        services.AddHttpClient("photos").AddHttpMessageHandler(() => new AuthTokenHandler(new StubUser().Auth, Bearing.Options(api.Origin)));
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IHttpClientFactory>().CreateClient("photos").GetAsync(api.Origin);

        Assert.That(api.Received.Single()["Authorization"], Is.EqualTo("Bearer access-token-1"));
    }

    [Test]
    public async Task A_synchronous_request_is_refused_at_once_and_says_what_to_do()
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync();
        using HttpClient client = Bearing.Client(api, new StubUser());

        NotSupportedException? refusal = Assert.Throws<NotSupportedException>(() => client.Send(new HttpRequestMessage(HttpMethod.Get, api.Origin)));

        Assert.That(refusal!.Message, Does.Contain("SendAsync"));
    }

    [Test]
    public void All_faults_of_the_options_are_told_at_once()
    {
        var options = new AuthTokenHandlerOptions
        {
            AllowedOrigins = [new Uri("http://api.example.com")],
            Token = (AuthTokenKind)7,
            WhenSignedOut = (WhenSignedOut)7,
            Scheme = "Bearer\r\nX-Evil:",
            RefreshInterval = TimeSpan.FromHours(2),
            MaxRedirects = -1,
        };

        AuthConfigurationException? refusal = Assert.Throws<AuthConfigurationException>(() => _ = new AuthTokenHandler(new StubUser().Auth, options));

        Assert.That(refusal!.Faults, Has.Count.EqualTo(6));
    }

    [Test]
    public async Task A_handler_that_nobody_knows_is_refused_until_somebody_vouches_for_it()
    {
        using var network = new CapturingHandler();
        var origin = new Uri("https://api.example.com");
        using var client = new HttpClient(new AuthTokenHandler(new StubUser().Auth, Bearing.Options(origin), network));

        InvalidOperationException? refusal = Assert.ThrowsAsync<InvalidOperationException>(() => client.GetAsync(origin));

        Assert.That(refusal!.Message, Does.Contain("CapturingHandler").And.Contain("InnerHandlerFollowsNoRedirects"));
        Assert.That(network.Sent, Is.Empty);
        using var vouchedFor = new HttpClient(new AuthTokenHandler(new StubUser().Auth, Bearing.Options(origin, o => o.InnerHandlerFollowsNoRedirects = true), new CapturingHandler()));
        using HttpResponseMessage response = await vouchedFor.GetAsync(origin);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }
}
