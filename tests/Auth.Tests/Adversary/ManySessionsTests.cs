using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Adversary;

/// <summary>Many users, idle eviction, and steps that travel: nobody becomes somebody else.</summary>
public sealed class ManySessionsTests
{
    private static readonly SignInOptions _password = new() { Flow = SignInFlow.UserPassword };
    private static readonly SignInOptions _replace = new() { Flow = SignInFlow.UserPassword, WhenAlreadySignedIn = WhenAlreadySignedIn.Replace };

    [Test]
    public async Task Sessions_with_a_refresh_in_flight_outlive_eviction_and_strangers_do_not_pile_up()
    {
        await using AuthWorld world = await StartAsync();
        AuthFactory factory = world.NewFactory(o =>
        {
            o.IdleEviction = TimeSpan.FromMinutes(1);
            o.RequestTimeout = TimeSpan.FromMinutes(5);
        });
        SessionKey[] keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await factory.Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password, _password)).SessionKey!));
        world.Cognito.Requests.Clear();
        world.ExpireTokens();
        using FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Hold, Phase = FaultPhase.After });
        Task<AuthSession>[] refreshing = [.. keys.Select(k => factory.Create(k).CurrentSessionAsync().AsTask())];
        await hold.WaitForArrivalAsync(keys.Length);

        for (int round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => factory.Create(SessionKey.New()).CurrentSessionAsync().AsTask()));
            world.Clock.Advance(TimeSpan.FromSeconds(65));
        }

        Task<AuthSession>[] again = [.. keys.Select(k => factory.Create(k).CurrentSessionAsync().AsTask())];
        hold.Release();
        AuthSession[] sessions = [.. await Task.WhenAll(refreshing), .. await Task.WhenAll(again)];

        Assert.That(sessions.Select(s => s.State), Has.All.EqualTo(AuthSessionState.SignedIn));
        Assert.That(world.Refreshes, Is.EqualTo(keys.Length), "no session was refreshed a second time beside the one in flight");
    }

    [Test]
    public async Task A_sign_out_under_way_is_not_lost_to_eviction()
    {
        await using AuthWorld world = await StartAsync();
        var store = new HookedFullStore(world.Store);
        AuthFactory factory = world.NewFactory(
            o =>
            {
                o.IdleEviction = TimeSpan.FromMinutes(1);
                o.RequestTimeout = TimeSpan.FromMinutes(5);
            },
            world.Services(store));
        SessionKey key = (await factory.Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password, _password)).SessionKey!;
        StoreHold hold = store.Hold(StoreOp.Delete);
        Task signOut = factory.Create(key).SignOutAsync();
        await hold.Arrival;
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await factory.Create(SessionKey.New()).CurrentSessionAsync();
        await factory.Create(key).CurrentSessionAsync();
        hold.Release();
        await signOut;

        Assert.That((await factory.Create(key).CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task A_storm_of_everything_over_two_engines_ends_with_memory_and_store_agreed()
    {
        await using AuthWorld world = await StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        var random = new Seeded("storm");
        for (int round = 0; round < 6; round++)
        {
            var store = new InMemorySessionStore(world.Clock);
            Auth[] engines = [world.NewAuth(services: world.Services(store)), world.NewAuth(services: world.Services(store))];
            await engines[0].SignInAsync("ana", AuthWorld.Password, _replace);
            world.Clock.Advance(TimeSpan.FromMinutes(56));
            Task[] storm = [.. Enumerable.Range(0, 40).Select(i => (Engine: engines[random.Below(2)], What: random.Below(8))).Select(job => Task.Run(async () =>
            {
                await (job.What switch
                {
                    0 => (Task)job.Engine.SignInAsync("ana", AuthWorld.Password, _replace),
                    1 => job.Engine.SignInAsync("ben", AuthWorld.Password, _replace),
                    2 => job.Engine.SignOutAsync(),
                    3 => job.Engine.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true }).AsTask(),
                    _ => job.Engine.CurrentSessionAsync().AsTask(),
                });
            }))];
            await Task.WhenAll(storm);

            string?[] memory = [(await engines[0].CurrentUserAsync())?.Username, (await engines[1].CurrentUserAsync())?.Username];
            world.Clock.Advance(TimeSpan.FromSeconds(31));
            string?[] settled = [(await engines[0].CurrentUserAsync())?.Username, (await engines[1].CurrentUserAsync())?.Username];
            string? stored = (await world.NewAuth(services: world.Services(store)).CurrentUserAsync())?.Username;
            Assert.That(settled, Has.All.EqualTo(stored), $"round {round}");
            Assert.That(memory, Has.Some.EqualTo(stored), $"round {round}: the engine that had the last word");
            if (stored is not null)
            {
                world.ExpireTokens();
                Assert.That((await engines[0].CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn), $"round {round}: and its refresh token is the right one");
            }
        }
    }

    [Test]
    public async Task A_step_answered_twice_at_once_signs_in_once()
    {
        await using AuthWorld world = await StartAsync();
        world.Pool.AddUser("new", AuthWorld.Password);
        Auth auth = world.NewAuth();
        SignInResult first = await auth.SignInAsync("ana", "Wrong-password-1!", _password);
        var password = (SignInStep.Password)first.NextStep!;

        Task<SignInResult>[] answers = [auth.ConfirmSignInAsync(password.With(AuthWorld.Password)), auth.ConfirmSignInAsync(password.With(AuthWorld.Password))];
        int signedIn = 0;
        foreach (Task<SignInResult> answer in answers)
        {
            try
            {
                signedIn += (await answer).IsSignedIn ? 1 : 0;
            }
            catch (AuthException e)
            {
                Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.AlreadySignedIn));
            }
        }

        Assert.That(signedIn, Is.EqualTo(1));
        Assert.That((await auth.CurrentUserAsync())?.Username, Is.EqualTo("ana"));
    }

    [Test]
    public async Task A_step_goes_on_in_another_engine_and_not_in_one_of_another_client_or_key()
    {
        await using AuthWorld world = await StartAsync();
        Auth here = world.NewAuth();
        SignInResult wrong = await here.SignInAsync("ana", "Wrong-password-1!", _password);
        string token = here.Protect(wrong.NextStep!);

        Auth there = world.NewAuth();
        var step = (SignInStep.Password)there.Resume(token);
        Assert.That((await there.ConfirmSignInAsync(step.With(AuthWorld.Password))).IsSignedIn, Is.True);

        EmulatedAppClient otherClient = world.Pool.AddClient();
        Auth stranger = world.NewAuth(o => o.UserPoolClientId = otherClient.Id);
        Assert.That(() => stranger.Resume(token), Throws.InstanceOf<AuthException>().With.Property(nameof(AuthException.Reason)).EqualTo(AuthErrorReason.InvalidStepToken));
        Auth otherKey = world.NewAuth(services: new AuthServices { TimeProvider = world.Clock });
        Assert.That(() => otherKey.Resume(token), Throws.InstanceOf<AuthException>().With.Property(nameof(AuthException.Reason)).EqualTo(AuthErrorReason.InvalidStepToken));
    }

    private static Task<AuthWorld> StartAsync() => AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation() });
}
