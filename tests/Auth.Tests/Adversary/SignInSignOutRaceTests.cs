using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Adversary;

/// <summary>Promise 4, by force: sign-in, sign-out, load and refresh are stopped inside the store while another one runs past them.</summary>
public sealed class SignInSignOutRaceTests
{
    private static readonly SignInOptions _replace = new() { Flow = SignInFlow.UserPassword, WhenAlreadySignedIn = WhenAlreadySignedIn.Replace };
    private static readonly SignInOptions _throw = new() { Flow = SignInFlow.UserPassword, WhenAlreadySignedIn = WhenAlreadySignedIn.Throw };

    [Test]
    public async Task Of_two_sign_ins_at_once_that_must_not_replace_anybody_one_is_refused()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        var store = new HookedStore(world.Store);
        Auth auth = world.NewAuth(services: world.Services(store));
        await auth.CurrentSessionAsync();

        StoreHold written = store.Hold(StoreOp.Write, after: true);
        Task<SignInResult> ana = auth.SignInAsync("ana", AuthWorld.Password, _throw);
        await written.Arrival;
        Task<SignInResult> ben = auth.SignInAsync("ben", AuthWorld.Password, _throw);
        await HookedStore.SettledAsync(ben);
        written.Release();

        AuthException? refused = Assert.ThrowsAsync<AuthException>(() => ben);
        Assert.That(refused!.Reason, Is.EqualTo(AuthErrorReason.AlreadySignedIn));
        Assert.That((await ana).IsSignedIn, Is.True);
        await AssertEverywhereAsync(world, auth, "ana");
    }

    [Test]
    public async Task A_user_who_signed_in_through_another_engine_is_not_replaced_without_being_told()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        Auth here = world.NewAuth();
        await here.CurrentSessionAsync();
        await world.SignedInAsync();

        AuthException? refused = Assert.ThrowsAsync<AuthException>(() => here.SignInAsync("ben", AuthWorld.Password, _throw));

        Assert.That(refused!.Reason, Is.EqualTo(AuthErrorReason.AlreadySignedIn));
        await AssertEverywhereAsync(world, here, "ana");
    }

    [Test]
    public async Task A_sign_out_that_overtakes_the_end_of_a_sign_in_leaves_memory_and_store_agreed()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new HookedStore(world.Store);
        Auth auth = world.NewAuth(services: world.Services(store));

        StoreHold written = store.Hold(StoreOp.Write, after: true);
        Task<SignInResult> signIn = auth.SignInAsync("ana", AuthWorld.Password, _throw);
        await written.Arrival;
        Task signOut = auth.SignOutAsync();
        await HookedStore.SettledAsync(signOut);
        written.Release();
        await signIn;
        await signOut;

        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That((await world.NewAuth().CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task A_sign_in_that_overtakes_the_end_of_a_sign_out_leaves_memory_and_store_agreed()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        var store = new HookedStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));

        StoreHold deleted = store.Hold(StoreOp.Delete, after: true);
        Task signOut = auth.SignOutAsync();
        await deleted.Arrival;
        Task<SignInResult> signIn = auth.SignInAsync("ben", AuthWorld.Password, _replace);
        await HookedStore.SettledAsync(signIn);
        deleted.Release();
        await signOut;
        Assert.That((await signIn).IsSignedIn, Is.True);

        await AssertEverywhereAsync(world, auth, "ben");
    }

    [Test]
    public async Task Of_two_replacing_sign_ins_the_one_in_the_store_is_the_one_in_memory()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        var store = new HookedStore(world.Store);
        Auth auth = world.NewAuth(services: world.Services(store));

        StoreHold written = store.Hold(StoreOp.Write, after: true);
        Task<SignInResult> ana = auth.SignInAsync("ana", AuthWorld.Password, _replace);
        await written.Arrival;
        Task<SignInResult> ben = auth.SignInAsync("ben", AuthWorld.Password, _replace);
        await HookedStore.SettledAsync(ben);
        written.Release();
        await ana;
        await ben;

        await AssertEverywhereAsync(world, auth, "ben");
    }

    [TestCase(0)]
    [TestCase(30)]
    public async Task A_check_that_began_before_a_sign_out_does_not_show_the_user_after_it(int freshness)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new HookedStore(world.Store);
        Auth auth = await world.SignedInAsync(o => o.SessionFreshness = TimeSpan.FromSeconds(freshness), world.Services(store));
        world.Clock.Advance(TimeSpan.FromSeconds(31));

        StoreHold check = store.Hold(StoreOp.ReadETag, after: true);
        Task<AuthSession> before = auth.CurrentSessionAsync().AsTask();
        await check.Arrival;
        await auth.SignOutAsync();
        Task<AuthSession> after = auth.CurrentSessionAsync().AsTask();
        check.Release();

        Assert.That((await after).State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That((await before).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task A_check_that_fails_after_a_sign_out_does_not_show_the_user_again()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new HookedStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        world.Clock.Advance(TimeSpan.FromSeconds(31));

        StoreHold check = store.Hold(StoreOp.ReadETag);
        Task<AuthSession> before = auth.CurrentSessionAsync().AsTask();
        await check.Arrival;
        await auth.SignOutAsync();
        store.After = (op, _) => throw new IOException($"{op} fails.");
        check.Release();

        Assert.That((await before).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task A_load_that_read_the_document_before_a_sign_out_is_dropped()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        await world.SignedInAsync();
        var store = new HookedStore(world.Store);
        Auth auth = world.NewAuth(services: world.Services(store));

        StoreHold read = store.Hold(StoreOp.Read, after: true);
        Task<AuthSession> loading = auth.CurrentSessionAsync().AsTask();
        await read.Arrival;
        await auth.SignOutAsync();
        read.Release();

        Assert.That((await loading).State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [TestCase(StoreOp.Lease, false)]
    [TestCase(StoreOp.Lease, true)]
    [TestCase(StoreOp.Read, false)]
    [TestCase(StoreOp.Read, true)]
    [TestCase(StoreOp.Write, false)]
    [TestCase(StoreOp.Write, true)]
    [TestCase(StoreOp.LeaseReturn, false)]
    public async Task A_refresh_stopped_anywhere_never_undoes_a_sign_out(StoreOp op, bool after)
    {
        await using AuthWorld world = await StartRotatingAsync(0);
        var store = new HookedFullStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        world.ExpireTokens();
        await auth.CurrentSessionAsync();
        world.ExpireTokens();

        StoreHold hold = store.Hold(op, after);
        Task<AuthSession> refreshing = auth.CurrentSessionAsync().AsTask();
        await hold.Arrival;
        await auth.SignOutAsync();
        Assert.That((await world.Store.ReadETagAsync(TestKeys.SingleUser(world))), Is.Null);
        hold.Release();
        AuthSession seen = await refreshing;

        Assert.That(seen.State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That((await world.NewAuth().CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [TestCase(StoreOp.Lease, false)]
    [TestCase(StoreOp.Read, true)]
    [TestCase(StoreOp.Write, false)]
    [TestCase(StoreOp.Write, true)]
    [TestCase(StoreOp.LeaseReturn, false)]
    public async Task A_refresh_stopped_anywhere_never_shows_the_old_user_after_another_signed_in(StoreOp op, bool after)
    {
        await using AuthWorld world = await StartRotatingAsync(0);
        world.Pool.AddUser("ben", AuthWorld.Password);
        var store = new HookedFullStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        world.ExpireTokens();

        StoreHold hold = store.Hold(op, after);
        Task<AuthSession> refreshing = auth.CurrentSessionAsync().AsTask();
        await hold.Arrival;
        await auth.SignInAsync("ben", AuthWorld.Password, _replace);
        hold.Release();

        Assert.That((await refreshing).User?.Username, Is.EqualTo("ben"));
        await AssertEverywhereAsync(world, auth, "ben");
        world.ExpireTokens();
        await AssertEverywhereAsync(world, auth, "ben");
    }

    private static async Task AssertEverywhereAsync(AuthWorld world, Auth auth, string username)
    {
        AuthSession memory = await auth.CurrentSessionAsync();
        AuthSession restarted = await world.NewAuth().CurrentSessionAsync();
        Assert.That(memory.User?.Username, Is.EqualTo(username), "in memory");
        Assert.That(restarted.User?.Username, Is.EqualTo(username), "in the store");
        world.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.That((await auth.CurrentSessionAsync()).User?.Username, Is.EqualTo(username), "after the freshness interval");
    }

    private static Task<AuthWorld> StartRotatingAsync(int grace) =>
        AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation { GracePeriod = TimeSpan.FromSeconds(grace) } });
}
