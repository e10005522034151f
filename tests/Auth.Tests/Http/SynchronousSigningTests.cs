using Amazon.Runtime;
using Amplify.Http;
using Moq;

namespace Amplify.Tests.Http;

/// <summary>HttpClient.Send: signed as well, on the caller's thread.</summary>
internal sealed class SynchronousSigningTests
{
    [Test]
    public async Task A_synchronous_request_is_signed_as_an_asynchronous_one()
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network);

        await client.SendAsync(Request());
        client.Send(Request());

        Assert.That(network.Sent.Select(Signing.SignatureOf).Distinct().Count(), Is.EqualTo(1));
        Assert.That(network.Sent.Select(s => s.Text), Is.All.EqualTo("body"));

        static HttpRequestMessage Request() => new(HttpMethod.Post, Signing.Api) { Content = new StreamContent(new MemoryStream("body"u8.ToArray())) };
    }

    [Test]
    public void It_takes_the_credentials_synchronously_and_stays_on_its_thread()
    {
        int thread = Environment.CurrentManagedThreadId;
        var threads = new List<int>();
        var keys = new Mock<AWSCredentials>(MockBehavior.Strict);
        keys.Setup(k => k.GetCredentials()).Returns(() =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            return new ImmutableCredentials("AKIDEXAMPLE", "secret", "token");
        });
        using var network = new CapturingHandler(_ =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            return new HttpResponseMessage();
        });
        using HttpClient client = Signing.Client(network, keys.Object);

        client.Send(new HttpRequestMessage(HttpMethod.Put, Signing.Api) { Content = new StreamContent(new WatchedStream(10, canSeek: false)) });

        Assert.That(threads, Is.EqualTo(new[] { thread, thread }));
        keys.Verify(k => k.GetCredentialsAsync(), Times.Never);
    }

    [Test]
    public async Task It_follows_redirects_and_hashes_bodies_over_real_HTTP()
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync(request => request.Address.AbsolutePath == "/old" ? (307, "/new") : (200, null));
        using HttpClient client = Signing.Client(api);

        using HttpResponseMessage response = client.Send(new HttpRequestMessage(HttpMethod.Put, api.At("/old")) { Content = new StreamContent(new WatchedStream(100_000, canSeek: true)) });

        Assert.That(api.Received.Select(r => r["X-Amz-Content-Sha256"]), Is.All.EqualTo(WatchedStream.Hash(100_000)));
        Assert.That(api.Received.Select(r => r.Body.Length), Is.EqualTo(new[] { 100_000, 100_000 }));
    }

    [Test]
    public void A_body_above_the_limit_is_the_same_typed_error()
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network, change: o => o.MaxBufferedBody = 5);

        AuthException? failure = Assert.Throws<AuthException>(() => client.Send(new HttpRequestMessage(HttpMethod.Put, Signing.Api) { Content = new StreamContent(new WatchedStream(10, canSeek: false)) }));

        Assert.That(failure!.Reason, Is.EqualTo(AuthErrorReason.BodyTooLarge));
        Assert.That(network.Sent, Is.Empty);
    }
}
