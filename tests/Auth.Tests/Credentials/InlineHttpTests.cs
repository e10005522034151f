using System.Net;
using System.Text;
using Amplify.Credentials;
using Amplify.Tests.Support;

namespace Amplify.Tests.Credentials;

/// <summary>On a worker of synchronous callers an exchange ends on the thread it began on; elsewhere nothing changes.</summary>
internal sealed class InlineHttpTests
{
    private AuthWorld _world = null!;
    private SocketsHttpHandler _sockets = null!;
    private HttpMessageInvoker _http = null!;
    private SyncWorkers _workers = null!;

    [SetUp]
    public async Task Start()
    {
        _world = await AuthWorld.StartAsync();
        _sockets = new SocketsHttpHandler();
        _http = new HttpMessageInvoker(InlineHttpHandler.Over(_sockets), disposeHandler: false);
        _workers = new SyncWorkers();
    }

    [TearDown]
    public async Task Stop()
    {
        _workers.Dispose();
        _http.Dispose();
        _sockets.Dispose();
        await _world.DisposeAsync();
    }

    [Test]
    public void A_worker_has_its_answer_whole_when_the_call_returns()
    {
        (bool completed, int thread, string body) = _workers.Run(() =>
        {
            Task<HttpResponseMessage> sent = _http.SendAsync(Request(), CancellationToken.None);
            bool done = sent.IsCompletedSuccessfully;
            return GoOnAsync(sent, done);
        });

        Assert.That(completed, Is.True);
        Assert.That(thread, Is.Not.Zero);
        Assert.That(body, Does.Contain("ResourceNotFoundException").Or.Contain("__type"));

        async Task<(bool Completed, int Thread, string Body)> GoOnAsync(Task<HttpResponseMessage> sent, bool done)
        {
            int before = Environment.CurrentManagedThreadId;
            using HttpResponseMessage response = await sent.ConfigureAwait(false);
            Task<string> read = response.Content.ReadAsStringAsync();
            done &= read.IsCompletedSuccessfully;
            string text = await read.ConfigureAwait(false);
            return (done, Environment.CurrentManagedThreadId == before ? before : 0, text);
        }
    }

    [Test]
    public async Task Headers_and_status_are_the_same_as_elsewhere()
    {
        using HttpResponseMessage elsewhere = await _http.SendAsync(Request(), CancellationToken.None);
        using HttpResponseMessage inline = _workers.Run(() => _http.SendAsync(Request(), CancellationToken.None));

        Assert.That(inline.StatusCode, Is.EqualTo(elsewhere.StatusCode));
        Assert.That(inline.Content.Headers.ContentType, Is.EqualTo(elsewhere.Content.Headers.ContentType));
        Assert.That(inline.Headers.Select(h => h.Key), Is.EquivalentTo(elsewhere.Headers.Select(h => h.Key)));
    }

    [Test]
    public void Failures_are_thrown_when_they_are_awaited()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1:1/");

        HttpRequestException e = Assert.Throws<HttpRequestException>(() => _workers.Run(() => _http.SendAsync(request, CancellationToken.None)))!;

        Assert.That(e.HttpRequestError, Is.EqualTo(HttpRequestError.ConnectionError));
        using HttpRequestMessage cancelled = Request();
        Assert.Catch<OperationCanceledException>(() => _workers.Run(() => _http.SendAsync(cancelled, new CancellationToken(true))));
    }

    [Test]
    public void A_body_that_can_only_be_written_asynchronously_is_sent_asynchronously()
    {
        using HttpRequestMessage request = Request();
        request.Content = new AsyncContent();

        using HttpResponseMessage response = _workers.Run(() => _http.SendAsync(request, CancellationToken.None));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public void A_handler_of_the_applications_is_left_alone()
    {
        using var own = new OwnHandler();

        Assert.That(InlineHttpHandler.Over(own), Is.SameAs(own));
    }

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _world.Cognito.Endpoint) { Content = new StringContent("{}", Encoding.UTF8, "application/x-amz-json-1.1") };
        request.Headers.Add("X-Amz-Target", "AWSCognitoIdentityService.GetId");
        return request;
    }

    private sealed class OwnHandler : DelegatingHandler;

    private sealed class AsyncContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync("{}"u8.ToArray()).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 2;
            return true;
        }
    }
}
