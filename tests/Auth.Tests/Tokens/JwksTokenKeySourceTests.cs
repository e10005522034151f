using System.Net;
using Amplify.Tests.Support;
using Amplify.Tokens;

namespace Amplify.Tests.Tokens;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class JwksTokenKeySourceTests
{
    private readonly ManualClock _clock = new();
    private readonly JwksServer _server = new();
    private HttpMessageInvoker _http = null!;
    private JwksTokenKeySource _source = null!;

    [SetUp]
    public void Make_a_source()
    {
        _http = new HttpMessageInvoker(_server);
        _source = new JwksTokenKeySource(JwksServer.Address, _http, _clock);
    }

    [TearDown]
    public void Dispose_of_it()
    {
        _source.Dispose();
        _http.Dispose();
        _server.Dispose();
    }

    [Test]
    public async Task Keys_are_fetched_once_and_found_by_id()
    {
        _server.Answer = request =>
        {
            Assert.That(request.Method, Is.EqualTo(HttpMethod.Get));
            Assert.That(request.RequestUri, Is.EqualTo(JwksServer.Address));
            return JwksServer.Keys("k1", "k2");
        };

        Assert.That((await Find("k1"))!.KeyId, Is.EqualTo("k1"));
        Assert.That((await Find("k2"))!.KeyId, Is.EqualTo("k2"));
        TokenKey? first = await Find("k1");
        Assert.That(await Find("k1"), Is.SameAs(first), "with its prepared RSA object");
        Assert.That(_server.Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task Keys_at_hand_are_found_without_waiting()
    {
        await Find(TokenForge.KeyId);

        Task<TokenKey?> found = _source.FindKeyAsync(TokenForge.KeyId, CancellationToken.None).AsTask();

        Assert.That(found.IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public async Task Prefetching_gets_the_keys_ready_and_is_free_when_they_are()
    {
        await _source.PrefetchAsync(CancellationToken.None);
        await _source.PrefetchAsync(CancellationToken.None);
        await Find(TokenForge.KeyId);

        Assert.That(_server.Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task Many_callers_share_one_request()
    {
        _server.Hold = new TaskCompletionSource();
        Task<TokenKey?>[] callers = [.. Enumerable.Range(0, 100).Select(_ => _source.FindKeyAsync(TokenForge.KeyId, CancellationToken.None).AsTask())];
        await _server.Arrived.Task;
        _server.Hold.SetResult();

        Assert.That(await Task.WhenAll(callers), Is.All.Not.Null);
        Assert.That(_server.Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task One_callers_cancellation_disturbs_nobody()
    {
        _server.Hold = new TaskCompletionSource();
        using var leaving = new CancellationTokenSource();
        Task<TokenKey?> first = _source.FindKeyAsync(TokenForge.KeyId, leaving.Token).AsTask();
        Task<TokenKey?> second = _source.FindKeyAsync(TokenForge.KeyId, CancellationToken.None).AsTask();
        await _server.Arrived.Task;
        await leaving.CancelAsync();
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());

        _server.Hold.SetResult();

        Assert.That(await second, Is.Not.Null);
        Assert.That(_server.Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task A_failure_is_shared_by_those_who_waited_as_an_exception_each()
    {
        _server.Hold = new TaskCompletionSource();
        _server.Answer = _ => JwksServer.Text("busy", HttpStatusCode.ServiceUnavailable);
        Task<AuthException>[] callers = [.. Enumerable.Range(0, 10).Select(_ => FindFails(TokenForge.KeyId))];
        await _server.Arrived.Task;
        _server.Hold.SetResult();

        AuthException[] failures = await Task.WhenAll(callers);

        Assert.That(_server.Requests, Is.EqualTo(1));
        Assert.That(failures, Is.Unique);
        Assert.That(failures.Select(failure => failure.Reason), Is.All.EqualTo(AuthErrorReason.KeysUnavailable));
        Assert.That(failures.Select(failure => failure.IsTransient), Is.All.True);
    }

    [Test]
    public async Task Without_any_keys_every_call_tries_again()
    {
        _server.Answer = _ => throw new HttpRequestException("unreachable");
        AuthException failure = await FindFails(TokenForge.KeyId);
        await FindFails(TokenForge.KeyId);
        _server.Answer = _ => JwksServer.Keys(TokenForge.KeyId);

        Assert.That(await Find(TokenForge.KeyId), Is.Not.Null);
        Assert.That(_server.Requests, Is.EqualTo(3));
        Assert.That(failure.ToString(), Does.Contain("unreachable"), "the cause is kept");
    }

    [Test]
    public async Task An_unknown_key_id_makes_the_set_be_fetched_again_at_most_once_in_ten_seconds()
    {
        await Find(TokenForge.KeyId);
        Assert.That(await Find("new"), Is.Null, "fetched at once, and not there");
        Assert.That(_server.Requests, Is.EqualTo(2));

        _server.Answer = _ => JwksServer.Keys(TokenForge.KeyId, "new");
        for (int second = 0; second < 9; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.That(await Find("new"), Is.Null);
        }

        Assert.That(_server.Requests, Is.EqualTo(2));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await Find("new"), Is.Not.Null);
        Assert.That(_server.Requests, Is.EqualTo(3));
    }

    [Test]
    public async Task A_key_that_is_new_right_after_a_fetch_is_found()
    {
        await Find(TokenForge.KeyId);
        _server.Answer = _ => JwksServer.Keys("rotated");

        Assert.That(await Find("rotated"), Is.Not.Null);
        Assert.That(await Find(TokenForge.KeyId), Is.Null, "what the pool withdrew is not believed any more");
    }

    [Test]
    public async Task A_clock_set_back_does_not_stretch_the_pause()
    {
        await Find(TokenForge.KeyId);
        await Find("new");
        _clock.Advance(TimeSpan.FromHours(-5));
        _server.Answer = _ => JwksServer.Keys(TokenForge.KeyId, "new");

        Assert.That(await Find("new"), Is.Not.Null);
    }

    [Test]
    public async Task Known_keys_stay_when_the_set_cannot_be_fetched_and_unknown_ones_are_not_denied()
    {
        await Find(TokenForge.KeyId);
        _server.Answer = _ => JwksServer.Text("", HttpStatusCode.InternalServerError);

        Assert.That((await FindFails("new")).Reason, Is.EqualTo(AuthErrorReason.KeysUnavailable), "it may be there");
        Assert.That((await FindFails("new")).Reason, Is.EqualTo(AuthErrorReason.KeysUnavailable), "in the pause too");
        Assert.That(_server.Requests, Is.EqualTo(2));
        Assert.That(await Find(TokenForge.KeyId), Is.Not.Null);
    }

    [Test]
    public async Task After_a_day_the_set_is_fetched_in_the_background()
    {
        TokenKey? old = await Find(TokenForge.KeyId);
        _clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromTicks(1));
        await Find(TokenForge.KeyId);
        Assert.That(_server.Requests, Is.EqualTo(1));

        _clock.Advance(TimeSpan.FromTicks(1));
        _server.Hold = new TaskCompletionSource();
        Assert.That(await Find(TokenForge.KeyId), Is.SameAs(old), "nobody waits for the fetch");
        _server.Hold.SetResult();
        await _source.PrefetchAsync(CancellationToken.None);

        Assert.That(_server.Requests, Is.EqualTo(2));
        Assert.That(await Find(TokenForge.KeyId), Is.Not.SameAs(old));
    }

    [Test]
    public async Task Old_keys_stay_when_the_background_fetch_fails()
    {
        TokenKey? old = await Find(TokenForge.KeyId);
        _clock.Advance(TimeSpan.FromHours(25));
        _server.Answer = _ => JwksServer.Text("", HttpStatusCode.BadGateway);
        Assert.That(async () => await _source.PrefetchAsync(CancellationToken.None), Throws.TypeOf<AuthException>());

        Assert.That(await Find(TokenForge.KeyId), Is.SameAs(old));
        Assert.That(await Find(TokenForge.KeyId), Is.SameAs(old));
        Assert.That(_server.Requests, Is.EqualTo(2), "and the service is not asked again at once");
    }

    [Test]
    public async Task A_fetch_without_an_answer_ends_by_its_own_time_out([Values] bool deafHandler)
    {
        _server.Deaf = deafHandler;
        _server.Hold = new TaskCompletionSource();
        Task<AuthException> caller = FindFails(TokenForge.KeyId);
        await _server.Arrived.Task;
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.That((await caller).Message, Does.Contain("no answer in time"));
        Assert.That(_clock.PendingTimers, Is.Zero);
    }

    [Test]
    public async Task Disposing_breaks_a_fetch_off_and_ends_the_source()
    {
        _server.Hold = new TaskCompletionSource();
        Task<AuthException> caller = FindFails(TokenForge.KeyId);
        await _server.Arrived.Task;
        _source.Dispose();

        Assert.That((await caller).Reason, Is.EqualTo(AuthErrorReason.KeysUnavailable));
        Assert.That(async () => await Find(TokenForge.KeyId), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(async () => await _source.PrefetchAsync(CancellationToken.None), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(_source.Dispose, Throws.Nothing);
    }

    [Test]
    public void Missing_arguments_are_the_callers_mistakes()
    {
        Assert.That(() => new JwksTokenKeySource(null!, _http), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("address"));
        Assert.That(() => new JwksTokenKeySource(new Uri("keys", UriKind.Relative), _http), Throws.ArgumentException.With.Property("ParamName").EqualTo("address"));
        Assert.That(() => new JwksTokenKeySource(JwksServer.Address, null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("http"));
        Assert.That(() => new JwksTokenKeySource(JwksServer.Address, _http, timeout: TimeSpan.Zero), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("timeout"));
        Assert.That(async () => await _source.FindKeyAsync("", CancellationToken.None), Throws.ArgumentException.With.Property("ParamName").EqualTo("keyId"));
    }

    private async Task<TokenKey?> Find(string keyId) => await _source.FindKeyAsync(keyId, CancellationToken.None);

    private async Task<AuthException> FindFails(string keyId)
    {
        try
        {
            await _source.FindKeyAsync(keyId, CancellationToken.None);
        }
        catch (AuthException e)
        {
            return e;
        }

        throw new AssertionException("A key was found, or denied.");
    }
}
