using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Sessions;

/// <summary>Promise 11: events outside locks, in order, on the pool or on the context given; a handler harms nobody.</summary>
public sealed class ChangedTests
{
    [Test]
    public async Task Changes_arrive_in_order()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        var seen = new List<AuthChange>();
        var done = new TaskCompletionSource();
        auth.Changed += (_, e) =>
        {
            seen.Add(e.Change);
            if (seen.Count == 4)
            {
                done.SetResult();
            }
        };

        await auth.SignInAsync("ana", AuthWorld.Password);
        world.ExpireTokens();
        await auth.CurrentSessionAsync();
        world.ExpireTokens();
        world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Throttle });
        await auth.CurrentSessionAsync();
        await auth.SignOutAsync();
        await done.Task;

        Assert.That(seen, Is.EqualTo(new[] { AuthChange.SignedIn, AuthChange.TokensRefreshed, AuthChange.RefreshFailed, AuthChange.SignedOut }));
    }

    [Test]
    public async Task A_handler_may_call_back_into_the_engine()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        var state = new TaskCompletionSource<AuthSessionState>();
        auth.Changed += async (_, _) => state.TrySetResult((await auth.CurrentSessionAsync()).State);

        await auth.SignInAsync("ana", AuthWorld.Password);

        Assert.That(await state.Task, Is.EqualTo(AuthSessionState.SignedIn));
    }

    [Test]
    public async Task A_handler_that_throws_stops_neither_the_engine_nor_the_next_handler()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        AuthFactory other = world.NewFactory();
        var second = new TaskCompletionSource();
        auth.Changed += (_, _) => throw new InvalidOperationException("not the engine's problem");
        auth.Changed += (_, _) => second.TrySetResult();

        SignInResult result = await auth.SignInAsync("ana", AuthWorld.Password);
        await second.Task;

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That((await other.Current.CurrentSessionAsync()).IsSignedIn, Is.True);
    }

    [Test]
    public async Task Changes_are_raised_on_the_context_given()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var context = new CountingContext();
        Auth auth = world.NewAuth(services: world.Services(events: context));
        var raised = new TaskCompletionSource<SynchronizationContext?>();
        auth.Changed += (_, _) => raised.TrySetResult(SynchronizationContext.Current);

        await auth.SignInAsync("ana", AuthWorld.Password);

        Assert.That(await raised.Task, Is.SameAs(context));
    }

    [Test]
    public async Task A_removed_handler_hears_nothing_and_an_object_hears_only_its_own_session()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        AuthFactory factory = world.NewFactory();
        var heard = new List<string>();
        IAuth one = factory.Create(SessionKey.New());
        void Removed(object? sender, AuthChangedEventArgs e) => heard.Add("removed");
        factory.Current.Changed += (_, _) => heard.Add("single user");
        one.Changed += Removed;
        one.Changed -= Removed;
        var all = new TaskCompletionSource();
        factory.Changed += (_, _) => all.TrySetResult();

        await one.SignInAsync("ana", AuthWorld.Password);
        await all.Task;

        Assert.That(heard, Is.Empty);
    }

    [Test]
    public async Task A_context_that_is_gone_costs_neither_the_sign_in_nor_the_events()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth(services: world.Services(events: new GoneContext()));
        var seen = new List<AuthChange>();
        var both = new TaskCompletionSource();
        auth.Changed += (_, e) =>
        {
            seen.Add(e.Change);
            if (seen.Count == 2)
            {
                both.SetResult();
            }
        };

        Assert.That((await auth.SignInAsync("ana", AuthWorld.Password)).IsSignedIn, Is.True);
        await auth.SignOutAsync();
        await both.Task;

        Assert.That(seen, Is.EqualTo(new[] { AuthChange.SignedIn, AuthChange.SignedOut }));
    }

    private sealed class GoneContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => throw new ObjectDisposedException("window");
    }

    private sealed class CountingContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => ThreadPool.QueueUserWorkItem(_ =>
        {
            SetSynchronizationContext(this);
            d(state);
            SetSynchronizationContext(null);
        });
    }
}
