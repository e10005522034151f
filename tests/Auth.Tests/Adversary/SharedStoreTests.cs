using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Adversary;

/// <summary>Several engines over one store, with a lease and without one.</summary>
public sealed class SharedStoreTests
{
    private static readonly SignInOptions _password = new() { Flow = SignInFlow.UserPassword };

    [TestCase(2)]
    [TestCase(3)]
    public async Task Without_a_lease_rotation_with_grace_ends_no_session(int engines)
    {
        await using AuthWorld world = await StartAsync(60);
        var store = new HookedStore(world.Store);
        Auth[] nodes = [.. Enumerable.Range(0, engines).Select(_ => world.NewAuth(services: world.Services(store)))];
        await nodes[0].SignInAsync("ana", AuthWorld.Password, _password);
        for (int hour = 0; hour < 8; hour++)
        {
            foreach (Auth node in nodes)
            {
                await node.CurrentSessionAsync();
            }

            world.ExpireTokens();
            // All have sent the same refresh token before the first of them saves what it got.
            using FaultHandle together = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Hold, Phase = hour % 2 == 0 ? FaultPhase.After : FaultPhase.Before });
            Task<AuthSession>[] refreshing = [.. nodes.Select(n => Task.Run(async () => await n.CurrentSessionAsync()))];
            await together.WaitForArrivalAsync(engines);
            together.Release();

            AuthSession[] sessions = await Task.WhenAll(refreshing);
            Assert.That(sessions.Select(s => s.State), Has.All.EqualTo(AuthSessionState.SignedIn), $"hour {hour}");
        }
    }

    [TestCase(StoreOp.Write, false)]
    [TestCase(StoreOp.Write, true)]
    [TestCase(StoreOp.Read, true)]
    public async Task Without_a_lease_an_engine_stopped_in_the_store_ends_no_session(StoreOp op, bool after)
    {
        await using AuthWorld world = await StartAsync(60);
        var store = new HookedStore(world.Store);
        Auth slow = world.NewAuth(services: world.Services(store));
        Auth quick = world.NewAuth();
        await slow.SignInAsync("ana", AuthWorld.Password, _password);
        for (int hour = 0; hour < 4; hour++)
        {
            await slow.CurrentSessionAsync();
            await quick.CurrentSessionAsync();
            world.ExpireTokens();
            StoreHold hold = store.Hold(op, after);
            Task<AuthSession> first = slow.CurrentSessionAsync().AsTask();
            await hold.Arrival;
            Assert.That((await quick.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
            hold.Release();
            Assert.That((await first).State, Is.EqualTo(AuthSessionState.SignedIn), $"hour {hour}");
        }
    }

    [Test]
    public async Task A_rotated_token_is_not_lost_to_a_document_that_another_engine_only_marked()
    {
        await using AuthWorld world = await StartAsync(0);
        var store = new HookedStore(world.Store);
        Auth first = world.NewAuth(services: world.Services(store));
        Auth second = world.NewAuth(services: world.Services(new HookedStore(world.Store)));
        await first.SignInAsync("ana", AuthWorld.Password, _password);
        await second.CurrentSessionAsync();
        world.ExpireTokens();

        // The first has saved, not yet marked, what it renewed; the second renews that again, and saves after the mark.
        StoreHold saved = store.Hold(StoreOp.Write, after: true);
        Task<AuthSession> renewing = first.CurrentSessionAsync().AsTask();
        await saved.Arrival;
        using FaultHandle answered = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Hold, Phase = FaultPhase.After, Times = 1 });
        Task<AuthSession> forced = second.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true }).AsTask();
        await answered.WaitForArrivalAsync().WaitAsync(TimeSpan.FromSeconds(5));
        saved.Release();
        await renewing;
        answered.Release();
        Assert.That((await forced).State, Is.EqualTo(AuthSessionState.SignedIn));

        for (int hour = 0; hour < 2; hour++)
        {
            world.ExpireTokens();
            AuthSession session = await second.CurrentSessionAsync();
            Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn), session.EndReason?.ToString());
        }
    }

    [Test]
    public async Task With_a_lease_three_engines_under_load_refresh_once_per_expiry()
    {
        await using AuthWorld world = await StartAsync(0);
        AuthFactory[] nodes = [.. Enumerable.Range(0, 3).Select(_ => world.NewFactory())];
        await nodes[0].Current.SignInAsync("ana", AuthWorld.Password, _password);
        for (int hour = 1; hour <= 6; hour++)
        {
            world.ExpireTokens();
            AuthSession[] sessions = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () => await nodes[i % 3].Current.CurrentSessionAsync())));
            Assert.That(sessions.Select(s => s.State), Has.All.EqualTo(AuthSessionState.SignedIn));
            Assert.That(world.Refreshes, Is.EqualTo(hour));
        }
    }

    [Test]
    public async Task A_sign_out_elsewhere_while_a_renewed_session_is_marked_is_not_forgotten_for_another_interval()
    {
        await using AuthWorld world = await StartAsync(0);
        var store = new HookedStore(world.Store);
        Auth here = world.NewAuth(services: world.Services(store));
        Auth elsewhere = world.NewAuth();
        await here.SignInAsync("ana", AuthWorld.Password, _password);
        world.ExpireTokens();
        StoreHold saved = store.Hold(StoreOp.Write, after: true);
        Task<AuthSession> renewing = here.CurrentSessionAsync().AsTask();
        await saved.Arrival;
        await elsewhere.SignOutAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(29));
        saved.Release();
        await renewing;

        world.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That((await here.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task A_slow_check_is_as_old_as_its_question()
    {
        await using AuthWorld world = await StartAsync(0);
        var store = new HookedStore(world.Store);
        Auth here = world.NewAuth(services: world.Services(store));
        Auth elsewhere = world.NewAuth();
        await here.SignInAsync("ana", AuthWorld.Password, _password);
        world.Clock.Advance(TimeSpan.FromSeconds(31));
        StoreHold check = store.Hold(StoreOp.ReadETag, after: true);
        Task<AuthSession> checking = here.CurrentSessionAsync().AsTask();
        await check.Arrival;
        await elsewhere.SignOutAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(20));
        check.Release();
        await checking;

        world.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.That((await here.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task A_slow_load_is_as_old_as_its_question()
    {
        await using AuthWorld world = await StartAsync(0);
        var store = new HookedStore(world.Store);
        Auth here = world.NewAuth(services: world.Services(store));
        Auth elsewhere = await world.SignedInAsync();
        StoreHold read = store.Hold(StoreOp.Read, after: true);
        Task<AuthSession> loading = here.CurrentSessionAsync().AsTask();
        await read.Arrival;
        await elsewhere.SignOutAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(20));
        read.Release();
        Assert.That((await loading).IsSignedIn, Is.True);

        world.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.That((await here.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task A_forced_refresh_renews_even_when_an_earlier_refresh_waits_to_be_verified()
    {
        await using AuthWorld world = await StartAsync(0);
        Auth other = world.NewAuth();
        await other.SignInAsync("ana", AuthWorld.Password, _password);
        world.ExpireTokens();
        world.Pool.RotateSigningKeys();
        using (world.Cognito.Faults.Add(new Fault { Operation = "jwks", Kind = FaultKind.InternalError }))
        {
            Assert.That((await other.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.Offline), "renewed, saved, and not verified");
        }

        world.User.AddToGroup("admins");
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        AuthSession session = await other.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });

        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(session.User!.Groups, Is.EqualTo(new[] { "admins" }));
    }

    [Test]
    public async Task Ending_the_sessions_of_one_user_leaves_the_user_who_came_after_on_the_same_key()
    {
        await using AuthWorld world = await StartAsync(0);
        world.Pool.AddUser("ben", AuthWorld.Password);
        AuthFactory factory = world.NewFactory();
        await factory.Current.SignInAsync("ana", AuthWorld.Password, _password);
        await factory.Current.SignInAsync("ben", AuthWorld.Password, new SignInOptions { Flow = SignInFlow.UserPassword, WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });

        int ended = await factory.EndSessionsAsync(world.User.Sub);

        Assert.That(ended, Is.Zero);
        Assert.That((await factory.Current.CurrentUserAsync())?.Username, Is.EqualTo("ben"));
        Assert.That((await world.NewAuth().CurrentUserAsync())?.Username, Is.EqualTo("ben"));
    }

    [Test]
    public async Task Ending_all_sessions_is_at_once_even_for_a_session_that_is_being_loaded()
    {
        await using AuthWorld world = await StartAsync(0);
        SessionKey key = (await world.NewFactory().Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password, _password)).SessionKey!;
        var store = new HookedFullStore(world.Store);
        AuthFactory here = world.NewFactory(services: world.Services(store));
        StoreHold deleting = store.Hold(StoreOp.Delete);
        Task<int> ending = here.EndSessionsAsync(world.User.Sub);
        await deleting.Arrival;
        Assert.That((await here.Create(key).CurrentSessionAsync()).IsSignedIn, Is.True, "loaded just before it is gone");
        deleting.Release();

        Assert.That(await ending, Is.EqualTo(1));
        Assert.That((await here.Create(key).CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    private static Task<AuthWorld> StartAsync(int grace) =>
        AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation { GracePeriod = TimeSpan.FromSeconds(grace) } });
}
