using Amplify.Sessions;
using Amplify.Tests.Adversary;
using Amplify.Tests.Support;

namespace Amplify.Tests.Sessions;

/// <summary>Ending sessions while the store, or another user, gets in the way; the catalog tells of every live session.</summary>
public sealed class EndOfSessionsTests
{
    private static readonly SignInOptions _replace = new() { Flow = SignInFlow.UserPassword, WhenAlreadySignedIn = WhenAlreadySignedIn.Replace };

    [Test]
    public async Task An_unreadable_session_is_ended_and_one_that_took_its_place_is_not()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        var store = new HookedFullStore(world.Store);
        AuthFactory factory = world.NewFactory(services: world.Services(store));
        await factory.Current.SignInAsync("ana", AuthWorld.Password, _replace);
        await world.Store.WriteAsync(TestKeys.SingleUser(world), new byte[] { 1, 2, 3 }, WriteCondition.None, AuthWorld.Start.AddDays(30));

        StoreHold deleting = store.Hold(StoreOp.Delete);
        Task<int> ending = factory.EndSessionsAsync(world.User.Sub);
        await deleting.Arrival;
        await world.NewAuth().SignInAsync("ben", AuthWorld.Password, _replace);
        deleting.Release();

        Assert.That(await ending, Is.Zero);
        Assert.That((await world.NewAuth().CurrentUserAsync())?.Username, Is.EqualTo("ben"));
        await world.Store.WriteAsync(TestKeys.SingleUser(world), new byte[] { 1, 2, 3 }, WriteCondition.None, AuthWorld.Start.AddDays(30));
        await world.Store.AddAsync(world.User.Sub, TestKeys.SingleUser(world), AuthWorld.Start.AddDays(30));
        Assert.That(await factory.EndSessionsAsync(world.User.Sub), Is.EqualTo(1));
    }

    [Test]
    public async Task A_session_that_was_ended_and_could_not_be_looked_up_again_is_shown_as_ended()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new HookedFullStore(world.Store);
        AuthFactory factory = world.NewFactory(services: world.Services(store));
        SessionKey key = (await factory.Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password, _replace)).SessionKey!;
        bool deleted = false;
        store.Before = (op, _) =>
        {
            deleted |= op == StoreOp.Delete;
            if (deleted && op is StoreOp.ReadETag or StoreOp.Read)
            {
                throw new IOException("The store is down.");
            }
        };

        Assert.That(async () => await factory.EndSessionsAsync(world.User.Sub), Throws.TypeOf<AuthException>().With.Property(nameof(AuthException.Reason)).EqualTo(AuthErrorReason.StoreUnavailable));

        Assert.That((await factory.Create(key).CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut), "what is known to be gone needs no store");
        store.Before = null;
        Assert.That((await factory.Create(key).CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task A_session_that_another_node_deleted_already_goes_out_of_sight_here()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        AuthFactory here = world.NewFactory();
        SessionKey key = (await here.Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password, _replace)).SessionKey!;
        await world.Store.DeleteAsync(TestKeys.Of(world, key), WriteCondition.None);

        Assert.That(await here.EndSessionsAsync(world.User.Sub), Is.Zero);
        Assert.That((await here.Create(key).CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That(await world.Store.ListAsync(world.User.Sub), Is.Empty);
    }

    [Test]
    public async Task A_session_that_cannot_be_ended_keeps_no_other_alive()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new HookedFullStore(world.Store);
        AuthFactory factory = world.NewFactory(services: world.Services(store));
        for (int i = 0; i < 3; i++)
        {
            await factory.Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password, _replace);
        }

        int deletes = 0;
        store.Before = (op, _) =>
        {
            if (op == StoreOp.Delete && ++deletes == 1)
            {
                throw new IOException("The store is down.");
            }
        };

        Assert.That(async () => await factory.EndSessionsAsync(world.User.Sub), Throws.TypeOf<AuthException>());
        Assert.That(await world.Store.ListAsync(world.User.Sub), Has.Count.EqualTo(1), "the one that is left is still listed");
        Assert.That(await factory.EndSessionsAsync(world.User.Sub), Is.EqualTo(1));
    }

    [Test]
    public async Task A_sign_in_right_behind_a_sign_out_is_in_the_catalog()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new HookedFullStore(world.Store);
        Auth auth = world.NewAuth(services: world.Services(store));
        await auth.SignInAsync("ana", AuthWorld.Password, _replace);
        StoreHold forgetting = store.Hold(StoreOp.CatalogRemove);

        Task signingOut = auth.SignOutAsync();
        await forgetting.Arrival;
        Task<SignInResult> signingIn = await SigningInAsync(auth, store);
        forgetting.Release();
        await signingOut;
        await signingIn;

        Assert.That(await world.Store.ListAsync(world.User.Sub), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_sign_in_right_behind_a_session_that_ended_by_itself_is_in_the_catalog()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new HookedFullStore(world.Store);
        Auth auth = world.NewAuth(o => o.SessionLifetime = TimeSpan.FromDays(60), world.Services(store));
        await auth.SignInAsync("ana", AuthWorld.Password, _replace);
        world.Clock.Advance(TimeSpan.FromDays(31));
        StoreHold forgetting = store.Hold(StoreOp.CatalogRemove);

        Task<AuthSession> ending = auth.CurrentSessionAsync().AsTask();
        await forgetting.Arrival.WaitAsync(TimeSpan.FromSeconds(10));
        Task<SignInResult> signingIn = await SigningInAsync(auth, store);
        forgetting.Release();
        await ending;
        await signingIn;

        Assert.That(await world.Store.ListAsync(world.User.Sub), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Signing_out_works_where_the_store_can_delete_and_not_read()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        await world.SignedInAsync();
        var store = new HookedFullStore(world.Store)
        {
            Before = (op, _) =>
            {
                if (op == StoreOp.Read)
                {
                    throw new IOException("The store cannot be read.");
                }
            },
        };
        Auth auth = world.NewAuth(services: world.Services(store));

        await auth.SignOutAsync();

        Assert.That(await world.Store.ReadETagAsync(TestKeys.SingleUser(world)), Is.Null);
    }

    [Test]
    public async Task A_user_who_comes_back_while_another_users_session_is_looked_at_stays_in_the_catalog()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        var store = new HookedFullStore(world.Store);
        AuthFactory factory = world.NewFactory(services: world.Services(store));
        await factory.Current.SignInAsync("ana", AuthWorld.Password, _replace);
        await factory.Current.SignInAsync("ben", AuthWorld.Password, _replace);

        StoreHold read = store.Hold(StoreOp.Read, after: true);
        Task<int> ending = factory.EndSessionsAsync(world.User.Sub);
        await read.Arrival;
        await factory.Current.SignInAsync("ana", AuthWorld.Password, _replace);
        read.Release();

        Assert.That(await ending, Is.Zero);
        Assert.That(await factory.EndSessionsAsync(world.User.Sub), Is.EqualTo(1), "she is still listed");
    }

    [Test]
    public async Task A_session_that_is_renewed_again_and_again_stays_in_the_catalog()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        AuthFactory factory = world.NewFactory(o => o.SessionLifetime = TimeSpan.FromHours(8));
        SessionKey key = (await factory.Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password, _replace)).SessionKey!;
        for (int hour = 0; hour < 9; hour++)
        {
            world.ExpireTokens();
            Assert.That((await factory.Create(key).CurrentSessionAsync()).IsSignedIn, Is.True);
        }

        await factory.DisposeAsync();
        Assert.That(await world.NewFactory().EndSessionsAsync(world.User.Sub), Is.EqualTo(1));
    }

    /// <summary>A sign-in that has come as far as it can: the service has answered, and its session is, or waits to be, in the store.</summary>
    private static async Task<Task<SignInResult>> SigningInAsync(Auth auth, HookedStore store)
    {
        StoreHold looked = store.Hold(StoreOp.ReadETag, after: true);
        Task<SignInResult> signingIn = auth.SignInAsync("ana", AuthWorld.Password, _replace);
        await looked.Arrival.WaitAsync(TimeSpan.FromSeconds(10));
        looked.Release();
        await HookedStore.SettledAsync(signingIn);
        return signingIn;
    }
}
