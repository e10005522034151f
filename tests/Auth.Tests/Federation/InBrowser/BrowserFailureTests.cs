using Amplify.Tests.Support;

namespace Amplify.Tests.Federation.InBrowser;

/// <summary>Browsers that give up, fail, hang or lie.</summary>
internal sealed class BrowserFailureTests
{
    [TestCase("cancelled", AuthErrorReason.Cancelled)]
    [TestCase("timed out", AuthErrorReason.TimedOut)]
    [TestCase("cancelled by exception", AuthErrorReason.Cancelled)]
    [TestCase("throws", AuthErrorReason.ProviderFailed)]
    [TestCase("throws at once", AuthErrorReason.ProviderFailed)]
    [TestCase("null", AuthErrorReason.ProviderFailed)]
    [TestCase("unavailable", AuthErrorReason.BrowserUnavailable)]
    public async Task What_a_browser_does_is_one_exception_with_its_reason(string what, AuthErrorReason reason)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth(new ScriptedBrowser(_ => what switch
        {
            "cancelled" => Task.FromResult(BrowserResult.Cancelled),
            "timed out" => Task.FromResult(BrowserResult.TimedOut),
            "cancelled by exception" => Task.FromException<BrowserResult>(new OperationCanceledException()),
            "throws" => Task.FromException<BrowserResult>(new InvalidOperationException("broken")),
            "null" => Task.FromResult<BrowserResult>(null!),
            "unavailable" => Task.FromException<BrowserResult>(new AuthException(new AuthError { Reason = AuthErrorReason.BrowserUnavailable })),
            _ => throw new InvalidOperationException("broken"),
        }));

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.FederatedSignInAsync())!;

        Assert.That(e.Reason, Is.EqualTo(reason));
        Assert.That((await auth.CurrentSessionAsync()).HasUser, Is.False);
    }

    [Test]
    public async Task A_browser_that_never_comes_back_does_not_hang_the_application()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        var opened = new TaskCompletionSource();
        Auth auth = world.NewAuth(new ScriptedBrowser(_ =>
        {
            opened.SetResult();
            return new TaskCompletionSource<BrowserResult>().Task;
        }));

        Task<SignInResult> signingIn = auth.FederatedSignInAsync(new BrowserSignInOptions { Timeout = TimeSpan.FromMinutes(3) });
        await opened.Task;
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        using var ticking = new Ticking(world.Clock);
        world.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.That(Assert.ThrowsAsync<AuthException>(() => signingIn)!.Reason, Is.EqualTo(AuthErrorReason.TimedOut));
    }

    [Test]
    public async Task A_caller_who_cancels_ends_the_attempt()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        using var cancellation = new CancellationTokenSource();
        Auth auth = world.NewAuth(new ScriptedBrowser(async _ =>
        {
            await cancellation.CancelAsync();
            return await new TaskCompletionSource<BrowserResult>().Task;
        }));
        using var ticking = new Ticking(world.Clock);

        Assert.CatchAsync<OperationCanceledException>(() => auth.FederatedSignInAsync(cancellationToken: cancellation.Token));
    }

    [Test]
    public async Task A_browser_that_keeps_its_limit_may_hand_over_what_came_in_its_last_moment()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        world.Robot.Instead = callback =>
        {
            world.Clock.Advance(TimeSpan.FromMinutes(3));
            return callback;
        };

        Assert.That((await world.NewAuth().FederatedSignInAsync(new BrowserSignInOptions { Timeout = TimeSpan.FromMinutes(3) })).IsSignedIn, Is.True);
    }

    [Test]
    public async Task Nothing_of_a_browser_is_left_when_the_caller_hears_of_the_cancellation()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        using var cancellation = new CancellationTokenSource();
        bool closed = false;
        Auth auth = world.NewAuth(new ClosingBrowser(cancellation, () => closed = true));

        Assert.CatchAsync<OperationCanceledException>(() => auth.FederatedSignInAsync(cancellationToken: cancellation.Token));

        Assert.That(closed, Is.True);
    }

    [Test]
    public async Task A_refusal_that_came_without_state_is_told_when_nothing_else_came()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth(new ScriptedBrowser(request =>
        {
            request.GetStartUri(request.RedirectUris[0]);
            Assert.That(request.IsAnswer(new Uri($"{BrowserWorld.Redirect}?error=invalid_scope")), Is.False);
            Assert.That(request.IsAnswer(new Uri($"{BrowserWorld.Redirect}?error=%3Cscript%3E")), Is.False, "no code, and not repeated");
            Assert.That(request.IsAnswer(new Uri("/callback?error=x", UriKind.Relative)), Is.False, "no address");
            return Task.FromResult(BrowserResult.TimedOut);
        }));

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.FederatedSignInAsync())!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.TimedOut));
        Assert.That(e.Message, Does.Contain("invalid_scope").And.Not.Contain("script"));
    }

    [Test]
    public async Task A_page_is_given_for_the_configured_addresses_only()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth(new ScriptedBrowser(request =>
        {
            Assert.Throws<ArgumentException>(() => request.GetStartUri(new Uri("http://localhost:9999/callback")));
            return Task.FromResult(BrowserResult.Cancelled);
        }));

        Assert.That(Assert.ThrowsAsync<AuthException>(() => auth.FederatedSignInAsync())!.Reason, Is.EqualTo(AuthErrorReason.Cancelled));
    }

    [Test]
    public async Task A_browser_is_told_where_it_may_come_back_to_for_how_long_and_how()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();

        await world.NewAuth().FederatedSignInAsync(new BrowserSignInOptions { PreferPrivateSession = true, Timeout = TimeSpan.FromMinutes(4) });

        BrowserRequest request = world.Robot.Requests.Single();
        Assert.That((request.Purpose, request.PreferPrivateSession, request.Timeout), Is.EqualTo((BrowserPurpose.SignIn, true, TimeSpan.FromMinutes(4))));
        Assert.That(request.RedirectUris.Select(r => r.OriginalString), Is.EqualTo(new[]
        {
            "http://localhost:3000/callback", "http://localhost:3001/callback", "https://app.example/callback", "acme.photos:/back",
        }));
    }

    private sealed class ClosingBrowser(CancellationTokenSource cancellation, Action close) : IBrowser
    {
        public async Task<BrowserResult> RunAsync(BrowserRequest request, CancellationToken cancellationToken = default)
        {
            await cancellation.CancelAsync();
            await Task.Yield();
            close();
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
