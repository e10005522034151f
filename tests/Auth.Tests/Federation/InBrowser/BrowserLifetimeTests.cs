using Amplify.Emulator;
using Amplify.Tests.Adversary;
using Amplify.Tests.Support;

namespace Amplify.Tests.Federation.InBrowser;

/// <summary>Engines that are disposed of, callers who give up and users who sign in elsewhere, while a browser is open or its code is exchanged.</summary>
internal sealed class BrowserLifetimeTests
{
    [Test]
    public async Task An_engine_that_is_disposed_of_ends_the_attempt_of_the_browser_at_once()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        var browser = new HeldBrowser();
        Auth auth = world.NewAuth(browser);
        Task<SignInResult> signingIn = auth.FederatedSignInAsync();
        await browser.Opened;

        await auth.DisposeAsync();

        Assert.ThrowsAsync<ObjectDisposedException>(() => signingIn.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.That(browser.Token.IsCancellationRequested, Is.True, "the browser is told");
        Assert.That(world.Clock.PendingTimers, Is.Zero);
    }

    [Test]
    public async Task An_engine_that_is_disposed_of_ends_the_waiting_for_a_sign_out_of_the_pages_with_a_result()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        await world.NewAuth().FederatedSignInAsync();
        var browser = new HeldBrowser();
        Auth auth = world.NewAuth(browser);
        Task<SignOutResult> signingOut = auth.SignOutAsync();
        await browser.Opened;

        await auth.DisposeAsync();

        SignOutResult result = await signingOut.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.That((result.Local.Outcome, result.Browser.Outcome), Is.EqualTo((SignOutOutcome.Done, SignOutOutcome.Failed)));
    }

    [TestCase("oauth2/token", FaultPhase.Before)]
    [TestCase("oauth2/token", FaultPhase.After)]
    [TestCase("jwks", FaultPhase.Before)]
    public async Task An_engine_that_is_disposed_of_while_a_code_is_exchanged_ends_typed_or_signed_in(string operation, FaultPhase phase)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth();
        Task<SignInResult> signingIn;
        using (FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = operation, Kind = FaultKind.Hold, Phase = phase }))
        {
            signingIn = auth.FederatedSignInAsync();
            await hold.WaitForArrivalAsync();
            await auth.DisposeAsync();
        }

        Exception? fault = await NewCalls.FaultOf(() => signingIn.WaitAsync(TimeSpan.FromSeconds(20)));

        Assert.That(fault, Is.Null.Or.InstanceOf<AuthException>().Or.InstanceOf<ObjectDisposedException>());
    }

    [TestCase("oauth2/token", FaultPhase.Before)]
    [TestCase("oauth2/token", FaultPhase.After)]
    public async Task A_caller_who_gives_up_while_the_code_is_exchanged_gets_away_signed_out(string operation, FaultPhase phase)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth();
        using var caller = new CancellationTokenSource();
        using FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = operation, Kind = FaultKind.Hold, Phase = phase, Times = 1 });
        Task<SignInResult> signingIn = auth.FederatedSignInAsync(cancellationToken: caller.Token);
        await hold.WaitForArrivalAsync();

        await caller.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => signingIn.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.That((await auth.CurrentSessionAsync()).HasUser, Is.False);
        hold.Release();
        Assert.That((await auth.FederatedSignInAsync()).IsSignedIn, Is.True, "another attempt is good");
    }

    [Test]
    public async Task A_caller_who_has_given_up_before_opens_nothing()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();

        Assert.CatchAsync<OperationCanceledException>(() => world.NewAuth(o => o.WhenAlreadySignedIn = WhenAlreadySignedIn.Replace).FederatedSignInAsync(cancellationToken: new CancellationToken(canceled: true)));
        Assert.CatchAsync<OperationCanceledException>(() => world.NewAuth().FederatedSignInAsync(cancellationToken: new CancellationToken(canceled: true)));

        Assert.That(world.Robot.Requests, Is.Empty);
    }

    [TestCase(StoreOp.ReadETag, false)]
    [TestCase(StoreOp.Write, false)]
    [TestCase(StoreOp.Write, true)]
    public async Task A_caller_who_gives_up_while_the_session_is_stored_is_signed_in_or_not_and_the_next_read_knows(StoreOp op, bool after)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        var store = new HookedFullStore(world.Store);
        Auth auth = world.NewAuth(world.Robot, o => o.WhenAlreadySignedIn = WhenAlreadySignedIn.Replace, store: store);
        await auth.CurrentSessionAsync();
        using var caller = new CancellationTokenSource();
        StoreHold hold = store.Hold(op, after);
        Task<SignInResult> signingIn = auth.FederatedSignInAsync(cancellationToken: caller.Token);
        await hold.Arrival.WaitAsync(TimeSpan.FromSeconds(20));

        await caller.CancelAsync();
        hold.Release();
        Exception? fault = await NewCalls.FaultOf(() => signingIn.WaitAsync(TimeSpan.FromSeconds(20)));

        Assert.That(fault, Is.Null.Or.InstanceOf<OperationCanceledException>());
        Assert.That((await auth.CurrentSessionAsync()).HasUser, Is.EqualTo((await world.NewAuth().CurrentSessionAsync()).HasUser), "memory and store agree");
        if (fault is null)
        {
            Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);
        }
    }

    [Test]
    public async Task Somebody_who_signs_in_while_the_browser_is_open_is_not_replaced_unless_that_was_wanted([Values] WhenAlreadySignedIn already)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        Auth auth = world.NewAuth();
        Func<Browser, Task> act = world.Robot.Act;
        world.Robot.Act = async browser =>
        {
            await auth.SignInAsync("ben", AuthWorld.Password);
            await act(browser);
        };

        Exception? fault = await NewCalls.FaultOf(() => auth.FederatedSignInAsync(new BrowserSignInOptions { WhenAlreadySignedIn = already }));

        Assert.That((fault as AuthException)?.Reason, Is.EqualTo(already == WhenAlreadySignedIn.Throw ? AuthErrorReason.AlreadySignedIn : (AuthErrorReason?)null));
        Assert.That((await auth.CurrentUserAsync())!.Username, Is.EqualTo(already == WhenAlreadySignedIn.Throw ? "ben" : "ana"));
    }

    [Test]
    public async Task A_visitor_who_signs_in_between_the_halves_is_not_replaced_and_nothing_is_left_of_the_second_session()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        AuthFactory factory = world.NewFactory();
        IAuth visitor = factory.Create(SessionKey.New());
        BrowserSignIn begun = await visitor.BeginFederatedSignInAsync();
        Uri callback = await world.VisitAsync(begun);
        SignInResult ben = await visitor.SignInAsync("ben", AuthWorld.Password);

        AuthException e = Assert.ThrowsAsync<AuthException>(() => factory.Create(ben.SessionKey!).CompleteFederatedSignInAsync(begun.FlowToken, callback))!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.AlreadySignedIn));
        Assert.That((await factory.Create(ben.SessionKey!).CurrentUserAsync())!.Username, Is.EqualTo("ben"));
        Assert.That(await factory.EndSessionsAsync(world.Pool.FindUser("ana")!.Sub), Is.Zero);
    }

    [Test]
    public async Task Two_attempts_at_once_of_one_application_sign_in_one_user_each_with_its_own_state()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        var browsers = new List<RobotBrowser>();
        var both = new TaskCompletionSource();
        Auth auth = world.NewAuth(new ScriptedBrowser(async request =>
        {
            var robot = new RobotBrowser(world.Cognito.Endpoint);
            lock (browsers)
            {
                browsers.Add(robot);
                if (browsers.Count == 2)
                {
                    both.SetResult();
                }
            }

            await both.Task;
            BrowserResult result = await robot.RunAsync(request);
            robot.Dispose();
            return result;
        }));

        Exception?[] faults = await Task.WhenAll(
            NewCalls.FaultOf(() => auth.FederatedSignInAsync()),
            NewCalls.FaultOf(() => auth.FederatedSignInAsync())).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.That(faults.Count(f => f is null), Is.EqualTo(1), "the other finds somebody signed in");
        Assert.That(faults.OfType<AuthException>().Single().Reason, Is.EqualTo(AuthErrorReason.AlreadySignedIn));
        Assert.That((await auth.CurrentUserAsync())!.Username, Is.EqualTo("ana"));
        Assert.That(browsers[0].Asked["state"], Is.Not.EqualTo(browsers[1].Asked["state"]));
    }

    [Test]
    public async Task Of_two_completions_of_one_callback_at_once_one_signs_in([Values] bool twoNodes)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        AuthFactory first = world.NewFactory(), second = twoNodes ? world.NewFactory() : first;
        SessionKey visitor = SessionKey.New();
        BrowserSignIn begun = await first.Create(visitor).BeginFederatedSignInAsync();
        Uri callback = await world.VisitAsync(begun);

        Exception?[] faults = await Task.WhenAll(new[] { first, second, first, second }.Select(f => Task.Run(() => NewCalls.FaultOf(() => f.Create(visitor).CompleteFederatedSignInAsync(begun.FlowToken, callback)))));

        Assert.That(faults.Count(f => f is null), Is.EqualTo(1));
        Assert.That(faults.Where(f => f is not null), Has.All.InstanceOf<AuthException>().With.Property("Reason").AnyOf(AuthErrorReason.InvalidCallback, AuthErrorReason.SignInExpired));
    }

    [Test]
    public async Task A_caller_who_gives_up_while_the_application_looks_for_the_client_secret_has_spent_nothing()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync(secret: true);
        using var caller = new CancellationTokenSource();
        bool slow = true;
        Secret secret = world.Options().ClientSecret!;
        Auth auth = world.NewAuth(world.Robot, o => o.ClientSecret = null, secret: async (_, token) =>
        {
            if (slow)
            {
                slow = false;
                await caller.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, world.Clock, token);
            }

            return secret;
        });
        BrowserSignIn begun = await auth.BeginFederatedSignInAsync();
        Uri callback = await world.VisitAsync(begun);

        Assert.CatchAsync<OperationCanceledException>(() => auth.CompleteFederatedSignInAsync(begun.FlowToken, callback, cancellationToken: caller.Token));

        Assert.That(world.Requests("oauth2/token"), Is.Empty);
        Assert.That((await auth.CompleteFederatedSignInAsync(begun.FlowToken, callback)).IsSignedIn, Is.True, "the visitor loads the page once more");
    }

    [Test]
    public async Task A_client_secret_that_was_changed_meanwhile_is_asked_for_once_more_and_the_code_is_still_good()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync(secret: true);
        Secret right = world.Options().ClientSecret!;
        var asked = new List<Secret?>();
        Auth auth = world.NewAuth(world.Robot, o => o.ClientSecret = null, secret: (context, _) =>
        {
            asked.Add(context.Refused);
            return new ValueTask<Secret>(context.Refused is null ? new Secret("an old one") : right);
        });

        Assert.That((await auth.FederatedSignInAsync()).IsSignedIn, Is.True);
        Assert.That(asked.Select(s => s?.Reveal()), Is.EqualTo(new[] { null, "an old one" }));
    }

    [Test]
    public async Task A_client_secret_that_nobody_finds_is_a_typed_error_and_the_page_can_be_loaded_once_more()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync(secret: true);
        Secret right = world.Options().ClientSecret!;
        bool broken = true;
        Auth auth = world.NewAuth(world.Robot, o => o.ClientSecret = null, secret: (_, _) => broken ? throw new IOException("vault") : new ValueTask<Secret>(right));
        BrowserSignIn begun = await auth.BeginFederatedSignInAsync();
        Uri callback = await world.VisitAsync(begun);

        Assert.That(Assert.ThrowsAsync<AuthException>(() => auth.CompleteFederatedSignInAsync(begun.FlowToken, callback))!.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
        broken = false;
        Assert.That((await auth.CompleteFederatedSignInAsync(begun.FlowToken, callback)).IsSignedIn, Is.True);
    }

    /// <summary>A browser whose user does nothing, and which takes no notice of its token.</summary>
    private sealed class HeldBrowser : IBrowser
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Opened => _opened.Task;

        public CancellationToken Token { get; private set; }

        public Task<BrowserResult> RunAsync(BrowserRequest request, CancellationToken cancellationToken = default)
        {
            Token = cancellationToken;
            _opened.SetResult();
            return new TaskCompletionSource<BrowserResult>().Task;
        }
    }
}
