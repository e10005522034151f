using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Amplify.Http;

namespace Amplify.Tests.Http;

/// <summary>Bodies are hashed before they are sent: in a pass of their own where they can be read twice, from memory where they cannot.</summary>
internal sealed class SigningBodyTests
{
    private const int Limit = 1000;

    [Test]
    public async Task A_stream_that_can_seek_is_hashed_in_a_pass_of_its_own_whatever_its_length()
    {
        const long length = 5_000_000;
        await using LoopbackApi api = await LoopbackApi.StartAsync();
        using HttpClient client = Signing.Client(api, o => o.MaxBufferedBody = Limit);
        await using var stream = new WatchedStream(length, canSeek: true);

        using HttpResponseMessage response = await client.PutAsync(api.At("/big"), new StreamContent(stream));

        Assert.That(stream.BytesRead, Is.EqualTo(2 * length), "read twice, and not kept: the limit is far below");
        Assert.That(api.Received.Single().Body, Has.Length.EqualTo(length));
        Assert.That(Hash(api.Received.Single()), Is.EqualTo(api.Received.Single()["X-Amz-Content-Sha256"]));
        Assert.That(api.Received.Single()["Content-Length"], Is.EqualTo("5000000"));
    }

    [Test]
    public async Task A_stream_is_hashed_and_sent_from_where_it_stands()
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync();
        using HttpClient client = Signing.Client(api);
        await using var stream = new WatchedStream(5000, canSeek: true) { Position = 1234 };

        await client.PutAsync(api.At("/rest"), new StreamContent(stream));

        Assert.That(api.Received.Single()["X-Amz-Content-Sha256"], Is.EqualTo(WatchedStream.Hash(5000, from: 1234)));
        Assert.That(Hash(api.Received.Single()), Is.EqualTo(WatchedStream.Hash(5000, from: 1234)));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(Limit)]
    public async Task A_stream_that_cannot_seek_is_kept_in_memory_up_to_the_limit(int length)
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync();
        using HttpClient client = Signing.Client(api, o => o.MaxBufferedBody = Limit);
        await using var stream = new WatchedStream(length, canSeek: false);
        using var content = new StreamContent(stream) { Headers = { ContentType = new("application/octet-stream"), ContentLanguage = { "en", "de" } } };

        await client.PutAsync(api.At("/small"), content);

        CapturedRequest received = api.Received.Single();
        Assert.That(stream.BytesRead, Is.EqualTo(length), "once");
        Assert.That(received["X-Amz-Content-Sha256"], Is.EqualTo(WatchedStream.Hash(length)));
        Assert.That(Hash(received), Is.EqualTo(WatchedStream.Hash(length)));
        Assert.That(received["Content-Type"], Is.EqualTo("application/octet-stream"));
        Assert.That(received["Content-Language"], Is.EqualTo("en, de"));
        Assert.That(Signing.SignedHeaders(received), Does.Contain("content-type").And.Contain("content-language"));
    }

    [Test]
    public async Task A_body_above_the_limit_is_a_typed_error_and_nothing_is_sent()
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network, change: o => o.MaxBufferedBody = Limit);
        await using var stream = new WatchedStream(1_000_000, canSeek: false);

        AuthException? failure = Assert.ThrowsAsync<AuthException>(() => client.PutAsync(Signing.Api, new StreamContent(stream)));

        Assert.That(failure!.Reason, Is.EqualTo(AuthErrorReason.BodyTooLarge));
        Assert.That(failure.Message, Does.Contain("1000").And.Contain("MaxBufferedBody"));
        Assert.That(stream.BytesRead, Is.LessThan(1_000_000), "not more of it was read than it takes to know");
        Assert.That(network.Sent, Is.Empty);
    }

    [Test]
    public async Task A_body_that_says_it_is_above_the_limit_is_not_even_read()
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network, change: o => o.MaxBufferedBody = Limit);
        await using var stream = new WatchedStream(Limit + 1, canSeek: false);
        using var content = new StreamContent(stream) { Headers = { ContentLength = Limit + 1 } };

        Assert.ThrowsAsync<AuthException>(() => client.PutAsync(Signing.Api, content));

        Assert.That(stream.BytesRead, Is.Zero);
    }

    [Test]
    public async Task What_is_in_memory_already_has_no_limit()
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network, change: o => o.MaxBufferedBody = 0);
        byte[] bytes = new byte[100_000];

        await client.PutAsync(Signing.Api, new ByteArrayContent(bytes));
        await client.PutAsync(Signing.Api, new ReadOnlyMemoryContent(bytes));
        await client.PutAsync(Signing.Api, new StringContent(new string('x', 100_000)));
        await client.PutAsync(Signing.Api, new FormUrlEncodedContent([new("a", "b c")]));
        await client.PutAsync(Signing.Api, new MultipartFormDataContent("boundary") { { new ByteArrayContent(bytes), "file", "a.bin" }, { new StringContent("x"), "text" } });

        Assert.That(network.Sent.Select(Hash), Is.EqualTo(network.Sent.Select(s => s["X-Amz-Content-Sha256"])));
    }

    [Test]
    public async Task Json_is_written_once_and_what_was_written_is_sent()
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network);
        int written = 0;

        await client.PostAsJsonAsync(Signing.Api, Numbers());

        Assert.That(network.Sent.Single().Text, Is.EqualTo("[1,2]"));
        Assert.That(Hash(network.Sent.Single()), Is.EqualTo(network.Sent.Single()["X-Amz-Content-Sha256"]));
        Assert.That(network.Sent.Single()["Content-Type"], Is.EqualTo("application/json; charset=utf-8"));
        Assert.That(written, Is.EqualTo(1));

        IEnumerable<int> Numbers()
        {
            written++;
            yield return 1;
            yield return 2;
        }
    }

    [Test]
    public async Task A_content_that_nobody_knows_is_written_once_and_kept_until_it_is_disposed()
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network);
        var content = new Unknown();
        var request = new HttpRequestMessage(HttpMethod.Put, Signing.Api) { Content = content };

        await client.SendAsync(request);
        Assert.That(content.Writes, Is.EqualTo(1));
        Assert.That(network.Sent.Single().Text, Is.EqualTo("unknown"));
        Assert.That(content.IsDisposed, Is.False);

        request.Dispose();
        Assert.That(content.IsDisposed);
    }

    [Test]
    public async Task An_unsigned_body_is_neither_read_before_it_is_sent_nor_kept()
    {
        await using LoopbackApi api = await LoopbackApi.StartAsync();
        using HttpClient client = Signing.Client(api, o =>
        {
            o.UnsignedPayload = true;
            o.MaxBufferedBody = 0;
            o.SendContentHash = false;
        });
        await using var stream = new WatchedStream(100_000, canSeek: false);

        await client.PutAsync(api.At("/unsigned"), new StreamContent(stream));

        Assert.That(stream.BytesRead, Is.EqualTo(100_000));
        Assert.That(api.Received.Single()["X-Amz-Content-Sha256"], Is.EqualTo("UNSIGNED-PAYLOAD"), "the service has to be told");
        Assert.That(Signing.SignedHeaders(api.Received.Single()), Does.Contain("x-amz-content-sha256"));
        Assert.That(api.Received.Single().Body, Has.Length.EqualTo(100_000));
    }

    [Test]
    public void A_body_that_cannot_be_read_fails_as_HttpClient_fails()
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network);
        var stream = new WatchedStream(10, canSeek: true);
        var content = new StreamContent(stream);
        stream.Dispose();

        Assert.ThrowsAsync<HttpRequestException>(() => client.PutAsync(Signing.Api, content));
        Assert.That(network.Sent, Is.Empty);
    }

    [Test]
    public async Task A_body_is_not_read_any_longer_than_its_caller_waits()
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network);
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        await using var stream = new WatchedStream(10, canSeek: true);

        Assert.ThrowsAsync<TaskCanceledException>(() => client.PutAsync(Signing.Api, new StreamContent(stream), cancellation.Token));
        Assert.That(network.Sent, Is.Empty);
    }

    private static string Hash(CapturedRequest request) => Convert.ToHexString(SHA256.HashData(request.Body)).ToLowerInvariant();

    private sealed class Unknown : HttpContent
    {
        public int Writes { get; private set; }

        public bool IsDisposed { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Writes++;
            return stream.WriteAsync("unknown"u8.ToArray()).AsTask();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
