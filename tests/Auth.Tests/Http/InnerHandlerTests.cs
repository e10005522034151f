using System.Net;
using Amplify.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace Amplify.Tests.Http;

/// <summary>
/// A handler below that follows redirects would take the session token along, unseen by anybody above. So it is refused before
/// anything is sent; and that it would really leak is proved here as well.
/// </summary>
internal sealed class InnerHandlerTests
{
    private static IEnumerable<TestCaseData> RedirectingHandlers =>
    [
        new TestCaseData(() => (HttpMessageHandler)new HttpClientHandler()).SetArgDisplayNames("HttpClientHandler"),
        new TestCaseData(() => (HttpMessageHandler)new SocketsHttpHandler()).SetArgDisplayNames("SocketsHttpHandler"),
        new TestCaseData(() => (HttpMessageHandler)new Wrapper(new Wrapper(new SocketsHttpHandler()))).SetArgDisplayNames("wrapped"),
        new TestCaseData(() => (HttpMessageHandler)new DerivedHandler()).SetArgDisplayNames("derived"),
    ];

    [TestCaseSource(nameof(RedirectingHandlers))]
    public async Task A_handler_that_follows_redirects_is_refused_before_anything_is_sent(Func<HttpMessageHandler> make)
    {
        await using LoopbackApi other = await LoopbackApi.StartAsync();
        await using LoopbackApi api = await LoopbackApi.StartAsync(_ => (302, other.Origin.ToString()));
        using var client = new HttpClient(new AwsSigningHandler(Signing.Keys, Signing.Options(api.Origin, o => o.InnerHandlerFollowsNoRedirects = true), make()));

        for (int i = 0; i < 2; i++)
        {
            InvalidOperationException? refusal = Assert.ThrowsAsync<InvalidOperationException>(() => client.GetAsync(api.Origin));
            Assert.That(refusal!.Message, Does.Contain("AllowAutoRedirect").And.Contain("CreatePrimaryHandler"));
        }

        Assert.That(api.Received, Is.Empty);
        Assert.That(other.Received, Is.Empty);
    }

    [Test]
    public async Task Such_a_handler_really_would_take_the_session_token_along()
    {
        // What the refusal is for: .NET drops Authorization at a redirect, and no other header.
        await using LoopbackApi other = await LoopbackApi.StartAsync();
        await using LoopbackApi api = await LoopbackApi.StartAsync(_ => (302, other.Origin.ToString()));
        using var client = new HttpClient(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, api.Origin);
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=x");
        request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", "token");

        await client.SendAsync(request);

        Assert.That(other.Received.Single()["X-Amz-Security-Token"], Is.EqualTo("token"));
        Assert.That(other.Received.Single()["Authorization"], Is.Null);
    }

    [Test]
    public async Task A_handler_that_nobody_knows_is_refused_until_somebody_vouches_for_it()
    {
        using var network = new CapturingHandler();
        using var client = new HttpClient(new AwsSigningHandler(Signing.Keys, Signing.Options(), network));

        InvalidOperationException? refusal = Assert.ThrowsAsync<InvalidOperationException>(() => client.GetAsync(Signing.Api));

        Assert.That(refusal!.Message, Does.Contain("CapturingHandler").And.Contain("InnerHandlerFollowsNoRedirects"));
        Assert.That(network.Sent, Is.Empty);

        using var vouchedFor = new CapturingHandler();
        using HttpClient second = Signing.Client(vouchedFor);
        await second.GetAsync(Signing.Api);
        Assert.That(vouchedFor.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Without_a_handler_below_one_is_made_that_follows_none()
    {
        await using LoopbackApi other = await LoopbackApi.StartAsync();
        await using LoopbackApi api = await LoopbackApi.StartAsync(_ => (302, other.Origin.ToString()));
        using var client = new HttpClient(new AwsSigningHandler(Signing.Keys, Signing.Options(api.Origin)));

        using HttpResponseMessage response = await client.GetAsync(api.Origin);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(other.Received, Is.Empty);
    }

    [Test]
    public void The_handler_to_put_below_follows_no_redirects_and_keeps_no_cookies()
    {
        using var handler = (SocketsHttpHandler)AwsSigningHandler.CreatePrimaryHandler();

        Assert.That(handler.AllowAutoRedirect, Is.False);
        Assert.That(handler.UseCookies, Is.False);
    }

    [Test]
    public async Task IHttpClientFactory_takes_it_with_a_primary_handler_that_follows_none()
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync();
        var services = new ServiceCollection();
        services.AddHttpClient("photos")
            .ConfigurePrimaryHttpMessageHandler(AwsSigningHandler.CreatePrimaryHandler)
            .AddHttpMessageHandler(() => new AwsSigningHandler(Signing.Keys, Signing.Options(api.Origin)));
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IHttpClientFactory>().CreateClient("photos").GetAsync(api.Origin);

        Assert.That(api.Received.Single()["Authorization"], Is.Not.Null);
    }

    [Test]
    public async Task IHttpClientFactorys_own_primary_handler_is_refused()
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync();
        var services = new ServiceCollection();
        services.AddHttpClient("photos").AddHttpMessageHandler(() => new AwsSigningHandler(Signing.Keys, Signing.Options(api.Origin)));
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.ThrowsAsync<InvalidOperationException>(() => provider.GetRequiredService<IHttpClientFactory>().CreateClient("photos").GetAsync(api.Origin));
        Assert.That(api.Received, Is.Empty);
    }

    private sealed class Wrapper(HttpMessageHandler inner) : DelegatingHandler(inner);

    private sealed class DerivedHandler : HttpClientHandler;
}
