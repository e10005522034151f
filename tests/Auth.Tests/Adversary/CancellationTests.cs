using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Adversary;

/// <summary>Cancellation at every place where the engine waits: typed, nothing lost, memory and store agreed.</summary>
public sealed class CancellationTests
{
    private static readonly SignInOptions _password = new() { Flow = SignInFlow.UserPassword };

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_sign_in_cancelled_at_any_store_operation_is_done_or_not_done(bool after)
    {
        await using AuthWorld world = await StartAsync();
        for (int n = 1; ; n++)
        {
            var store = new HookedFullStore(new InMemorySessionStore(world.Clock));
            Auth auth = world.NewAuth(services: world.Services(store));
            using var source = new CancellationTokenSource();
            CancelAt(store, n, after, source);

            bool signedIn = await TryAsync(() => auth.SignInAsync("ana", AuthWorld.Password, _password, source.Token));
            store.Before = store.After = null;

            AuthSession memory = await auth.CurrentSessionAsync();
            AuthSession restarted = await world.NewAuth(services: world.Services(store)).CurrentSessionAsync();
            Assert.That(memory.IsSignedIn, Is.EqualTo(signedIn), $"operation {n}, in memory");
            Assert.That(restarted.IsSignedIn, Is.EqualTo(signedIn), $"operation {n}, in the store");
            if (store.Log.Count < n)
            {
                return;
            }
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_sign_out_cancelled_at_any_store_operation_is_done_or_not_done(bool after)
    {
        await using AuthWorld world = await StartAsync();
        for (int n = 1; n <= 3; n++)
        {
            var store = new HookedFullStore(new InMemorySessionStore(world.Clock));
            Auth auth = world.NewAuth(services: world.Services(store));
            await auth.SignInAsync("ana", AuthWorld.Password, _password);
            using var source = new CancellationTokenSource();
            store.ResetLog();
            CancelAt(store, n, after, source);

            bool signedOut = await TryAsync(() => auth.SignOutAsync(cancellationToken: source.Token));
            store.Before = store.After = null;

            Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.EqualTo(!signedOut), $"operation {n}, in memory");
            Assert.That((await world.NewAuth(services: world.Services(store)).CurrentSessionAsync()).IsSignedIn, Is.EqualTo(!signedOut), $"operation {n}, in the store");
        }
    }

    [Test]
    public async Task A_sign_in_cancelled_while_a_store_that_does_not_listen_writes_is_what_the_store_made_of_it()
    {
        await using AuthWorld world = await StartAsync();
        var store = new HookedStore(world.Store) { Deaf = true };
        Auth auth = world.NewAuth(services: world.Services(store));
        using var source = new CancellationTokenSource();
        StoreHold hold = store.Hold(StoreOp.Write);
        StoreHold done = store.Hold(StoreOp.Write, after: true);
        done.Release();
        Task<SignInResult> signIn = auth.SignInAsync("ana", AuthWorld.Password, _password, source.Token);
        await hold.Arrival;
        await source.CancelAsync();
        await HookedStore.SettledAsync(signIn);
        hold.Release();
        await done.Arrival;

        bool signedIn = await TryAsync(() => signIn);
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.EqualTo(signedIn), "in memory");
        world.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.EqualTo(signedIn), "nobody who gave up is signed in later");
    }

    [Test]
    public async Task A_sign_out_cancelled_while_a_store_that_does_not_listen_deletes_is_what_the_store_made_of_it()
    {
        await using AuthWorld world = await StartAsync();
        var store = new HookedStore(world.Store) { Deaf = true };
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        using var source = new CancellationTokenSource();
        StoreHold hold = store.Hold(StoreOp.Delete);
        StoreHold done = store.Hold(StoreOp.Delete, after: true);
        done.Release();
        Task signOut = auth.SignOutAsync(cancellationToken: source.Token);
        await hold.Arrival;
        await source.CancelAsync();
        await HookedStore.SettledAsync(signOut);
        hold.Release();
        await done.Arrival;

        bool signedOut = await TryAsync(() => signOut);
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.EqualTo(!signedOut), "in memory");
        Assert.That((await world.NewAuth().CurrentSessionAsync()).IsSignedIn, Is.EqualTo(!signedOut), "in the store");
    }

    [TestCase("InitiateAuth")]
    [TestCase("RespondToAuthChallenge")]
    [TestCase("jwks")]
    public async Task A_sign_in_cancelled_in_the_middle_of_a_call_leaves_nobody_signed_in_and_works_again(string operation)
    {
        await using AuthWorld world = await StartAsync();
        Auth auth = world.NewAuth();
        using var source = new CancellationTokenSource();
        using (FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = operation, Kind = FaultKind.Hold }))
        {
            Task<SignInResult> signIn = auth.SignInAsync("ana", AuthWorld.Password, cancellationToken: source.Token);
            await hold.WaitForArrivalAsync();
            if (operation == "jwks")
            {
                // The prefetch may be what is held: the sign-in itself must be past its calls.
                await HookedStore.SettledAsync(signIn);
            }

            await source.CancelAsync();
            Assert.That(async () => await signIn.WaitAsync(TimeSpan.FromSeconds(20)), Throws.InstanceOf<OperationCanceledException>());
        }

        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That((await auth.SignInAsync("ana", AuthWorld.Password)).IsSignedIn, Is.True);
    }

    [TestCase(StoreOp.Lease)]
    [TestCase(StoreOp.Read)]
    [TestCase(StoreOp.Write)]
    [TestCase(StoreOp.LeaseReturn)]
    public async Task A_reader_who_gives_up_anywhere_in_a_refresh_disturbs_nobody(StoreOp op)
    {
        await using AuthWorld world = await StartAsync();
        var store = new HookedFullStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        world.ExpireTokens();
        using var source = new CancellationTokenSource();
        StoreHold hold = store.Hold(op);
        Task<AuthSession> impatient = auth.CurrentSessionAsync(cancellationToken: source.Token).AsTask();
        await hold.Arrival;
        Task<AuthSession> patient = auth.CurrentSessionAsync().AsTask();
        await source.CancelAsync();
        Assert.That(async () => await impatient, Throws.InstanceOf<OperationCanceledException>());
        hold.Release();

        Assert.That((await patient).State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(world.Refreshes, Is.EqualTo(1));
        world.ExpireTokens();
        Assert.That((await world.NewAuth().CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
    }

    private static void CancelAt(HookedStore store, int n, bool after, CancellationTokenSource source)
    {
        Action<StoreOp, int> cancel = (_, number) =>
        {
            if (number == n)
            {
                source.Cancel();
            }
        };
        _ = after ? store.After = cancel : store.Before = cancel;
    }

    private static async Task<bool> TryAsync(Func<Task> action)
    {
        try
        {
            await action();
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static Task<AuthWorld> StartAsync() => AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation() });
}
