using System.Net;
using System.Net.Http.Json;
using Amplify.Http;
using Amplify.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Tests.Http;

/// <summary>What a 401 causes: one refresh for everybody, one more attempt for what can be sent again, and never a storm.</summary>
internal sealed class TokenRefusalTests
{
    [Test]
    public async Task A_refused_token_is_refreshed_and_the_request_sent_again()
    {
        var user = new StubUser();
        await using LoopbackApi api = await Bearing.ApiAsync(user);
        using HttpClient client = Bearing.Client(api, user);

        using HttpResponseMessage response = await client.PostAsync(api.Origin, new StringContent("body"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(user.Refreshes, Is.EqualTo(1));
        Assert.That(api.Received.Select(r => $"{r["Authorization"]} {r.Text}"), Is.EqualTo(new[] { "Bearer access-token-1 body", "Bearer access-token-2 body" }));
    }

    [TestCase(403)]
    [TestCase(500)]
    [TestCase(407)]
    public async Task Nothing_but_401_is_about_the_token(int status)
    {
        var user = new StubUser();
        await using LoopbackApi api = await LoopbackApi.StartAsync(_ => (status, null));
        using HttpClient client = Bearing.Client(api, user);

        using HttpResponseMessage response = await client.GetAsync(api.Origin);

        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(user.Refreshes, Is.Zero);
        Assert.That(api.Received, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_401_after_the_refresh_is_the_callers()
    {
        var user = new StubUser();
        await using LoopbackApi api = await Bearing.ApiAsync(_ => false);
        using HttpClient client = Bearing.Client(api, user);

        using HttpResponseMessage response = await client.GetAsync(api.Origin);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(user.Refreshes, Is.EqualTo(1));
        Assert.That(api.Received, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task An_API_that_refuses_every_token_causes_one_refresh_per_interval()
    {
        var user = new StubUser();
        var clock = new ManualClock();
        await using LoopbackApi api = await Bearing.ApiAsync(_ => false);
        using HttpClient client = Bearing.Client(api, user, o => o.TimeProvider = clock);
        int[] refreshes = new int[4];

        for (int i = 0; i < 4; i++)
        {
            await client.GetAsync(api.Origin);
            await client.GetAsync(api.Origin);
            refreshes[i] = user.Refreshes;
            clock.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.That(refreshes, Is.EqualTo(new[] { 1, 1, 2, 2 }), "at 0, 15, 30 and 45 seconds");
    }

    [Test]
    public async Task Many_requests_refused_at_once_cause_one_refresh_and_all_are_sent_again()
    {
        var user = new StubUser { Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        await using LoopbackApi api = await Bearing.ApiAsync(user);
        using HttpClient client = Bearing.Client(api, user);

        Task<HttpResponseMessage>[] sending = [.. Enumerable.Range(0, 100).Select(_ => client.GetAsync(api.Origin))];
        await user.Refreshing.Task;
        user.Hold.SetResult();
        HttpResponseMessage[] responses = await Task.WhenAll(sending);

        Assert.That(responses.Select(r => r.StatusCode), Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That(user.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task A_token_that_is_not_the_current_one_any_more_is_replaced_without_a_refresh()
    {
        var user = new StubUser();
        await using LoopbackApi api = await Bearing.ApiAsync(token =>
        {
            // Renewed by the engine while the request was on its way.
            bool accepted = token == "Bearer access-token-2";
            if (!accepted)
            {
                user.Renew();
            }

            return accepted;
        });
        using HttpClient client = Bearing.Client(api, user);

        using HttpResponseMessage response = await client.GetAsync(api.Origin);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(user.Refreshes, Is.Zero);
    }

    [Test]
    public async Task A_refresh_that_fails_leaves_the_401_and_is_not_repeated_before_the_interval_is_over()
    {
        var clock = new ManualClock();
        var user = new StubUser { Failure = new AuthException(new AuthError { Reason = AuthErrorReason.Network, Message = "No network.", IsTransient = true }) };
        await using LoopbackApi api = await Bearing.ApiAsync(user);
        using HttpClient client = Bearing.Client(api, user, o => o.TimeProvider = clock);

        HttpStatusCode[] statuses = [await StatusAsync(), await StatusAsync()];
        Assert.That(user.Refreshes, Is.EqualTo(1));
        user.Failure = null;
        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.That(statuses, Is.All.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await StatusAsync(), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(user.Refreshes, Is.EqualTo(2));

        async Task<HttpStatusCode> StatusAsync() => (await client.GetAsync(api.Origin)).StatusCode;
    }

    [Test]
    public async Task A_session_that_turns_out_to_be_over_leaves_the_401()
    {
        var user = new StubUser { Failure = new SignInRequiredException(SessionEndReason.RefreshTokenRevoked) };
        await using LoopbackApi api = await Bearing.ApiAsync(user);
        using HttpClient client = Bearing.Client(api, user);

        using HttpResponseMessage response = await client.GetAsync(api.Origin);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_caller_who_gives_up_leaves_the_refresh_to_the_others()
    {
        var user = new StubUser { Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        await using LoopbackApi api = await Bearing.ApiAsync(user);
        using HttpClient client = Bearing.Client(api, user);
        using var cancellation = new CancellationTokenSource();

        Task<HttpResponseMessage> first = client.GetAsync(api.Origin, cancellation.Token);
        await user.Refreshing.Task;
        Task<HttpResponseMessage> second = client.GetAsync(api.Origin);
        await cancellation.CancelAsync();
        Assert.ThrowsAsync<TaskCanceledException>(() => first);
        user.Hold.SetResult();

        Assert.That((await second).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(user.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task Users_refused_at_once_are_refreshed_each_on_their_own()
    {
        StubUser[] users = [.. Enumerable.Range(0, 10).Select(i => new StubUser($"user{i}"))];
        await using LoopbackApi api = await Bearing.ApiAsync(token => token!.EndsWith("-2", StringComparison.Ordinal));
        var key = new HttpRequestOptionsKey<IAuth>("user");
        using var client = new HttpClient(new AuthTokenHandler(request => request.Options.TryGetValue(key, out IAuth? auth) ? auth : null, Bearing.Options(api.Origin)));

        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, api.Origin);
            request.Options.Set(key, users[i % 10].Auth);
            return client.SendAsync(request);
        }));

        Assert.That(responses.Select(r => r.StatusCode), Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That(users.Select(u => u.Refreshes), Is.All.EqualTo(1));
    }

    [Test]
    public async Task What_was_refreshed_is_forgotten_after_the_interval()
    {
        var clock = new ManualClock();
        var renewals = new TokenRenewals(AuthTokenKind.Access, TimeSpan.FromSeconds(30), clock, NullLogger.Instance);
        for (int i = 0; i < 20; i++)
        {
            var user = new StubUser($"user{i}");
            Assert.That(await renewals.HasAnotherAsync(user.Auth, user.Access, CancellationToken.None));
        }

        Assert.That(renewals.Count, Is.EqualTo(40), "each token and its successor");
        clock.Advance(TimeSpan.FromSeconds(30));
        var last = new StubUser("last");
        await renewals.HasAnotherAsync(last.Auth, last.Access, CancellationToken.None);
        Assert.That(renewals.Count, Is.EqualTo(2));
    }

    [TestCaseSource(nameof(Repeatable))]
    public async Task What_can_be_read_again_is_sent_again_the_same(Func<HttpContent> make)
    {
        var user = new StubUser();
        await using LoopbackApi api = await Bearing.ApiAsync(user);
        using HttpClient client = Bearing.Client(api, user);

        using HttpResponseMessage response = await client.PostAsync(api.Origin, make());

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(api.Received[0].Body, Is.Not.Empty);
        Assert.That(api.Received[1].Body, Is.EqualTo(api.Received[0].Body));
        Assert.That(api.Received[1]["Content-Type"], Is.EqualTo(api.Received[0]["Content-Type"]));
    }

    [TestCaseSource(nameof(Gone))]
    public async Task What_is_gone_is_not_sent_again_but_the_token_is_refreshed_for_the_next(Func<HttpContent> make)
    {
        var user = new StubUser();
        await using LoopbackApi api = await Bearing.ApiAsync(user);
        using HttpClient client = Bearing.Client(api, user);

        using HttpResponseMessage first = await client.PostAsync(api.Origin, make());
        using HttpResponseMessage second = await client.PostAsync(api.Origin, make());

        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(api.Received, Has.Count.EqualTo(2));
        Assert.That(user.Refreshes, Is.EqualTo(1));
    }

    private static IEnumerable<TestCaseData> Repeatable() =>
    [
        Content("bytes", () => new ByteArrayContent([1, 2, 3])),
        Content("memory", () => new ReadOnlyMemoryContent(new byte[] { 1, 2, 3 })),
        Content("text", () => new StringContent("ü")),
        Content("form", () => new FormUrlEncodedContent([new("a", "b")])),
        Content("json", () => JsonContent.Create(new { Name = "ana" })),
        Content("json list", () => JsonContent.Create(new[] { 1, 2 })),
        Content("json text", () => JsonContent.Create("text")),
        Content("stream", () => new StreamContent(new WatchedStream(100_000, canSeek: true) { Position = 5 })),
        Content("multipart", () => new MultipartFormDataContent("b") { { new StringContent("x"), "text" }, { new StreamContent(new WatchedStream(1000, canSeek: true)), "file", "f.bin" } }),
    ];

    private static IEnumerable<TestCaseData> Gone() =>
    [
        Content("stream", () => new StreamContent(new WatchedStream(1000, canSeek: false))),
        Content("multipart with such a stream", () => new MultipartContent { new StringContent("x"), new StreamContent(new WatchedStream(1000, canSeek: false)) }),
        Content("json as it is enumerated", () => JsonContent.Create(Enumerable.Range(0, 3).Where(i => i > 0))),
        Content("json as it arrives", () => JsonContent.Create(Arriving())),
        Content("content of somebody", () => new Somebodys()),
        Content("content derived from a known one", () => new DerivedContent()),
    ];

    private static async IAsyncEnumerable<int> Arriving()
    {
        await Task.Yield();
        yield return 1;
    }

    private static TestCaseData Content(string name, Func<HttpContent> make) => new TestCaseData(make).SetArgDisplayNames(name);

    private sealed class DerivedContent() : StringContent("derived");

    private sealed class Somebodys : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync("x"u8.ToArray()).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 1;
            return true;
        }
    }
}
