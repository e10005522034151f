using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;
using Amplify.Tokens;

namespace Amplify.Tests.Adversary;

/// <summary>Disposal in the middle of everything, nothing left behind, no fault unobserved.</summary>
[NonParallelizable]
public sealed class LifetimeTests
{
    private static readonly SignInOptions _password = new() { Flow = SignInFlow.UserPassword };

    [TestCase(StoreOp.Lease, false)]
    [TestCase(StoreOp.Read, false)]
    [TestCase(StoreOp.Read, true)]
    [TestCase(StoreOp.Write, false)]
    [TestCase(StoreOp.Write, true)]
    [TestCase(StoreOp.LeaseReturn, false)]
    public async Task An_engine_disposed_in_the_middle_of_a_refresh_leaves_a_session_that_works(StoreOp op, bool after)
    {
        await using AuthWorld world = await StartAsync();
        var store = new HookedFullStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        world.ExpireTokens();
        StoreHold hold = store.Hold(op, after);
        Task<AuthSession> refreshing = auth.CurrentSessionAsync().AsTask();
        await hold.Arrival;

        Task disposal = auth.DisposeAsync().AsTask();
        Assert.That(disposal.IsCompleted, Is.False, "a refresh in flight is waited for");
        hold.Release();
        await disposal;

        int sent = world.Refreshes;
        AuthSession session = await refreshing;
        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn).Or.EqualTo(AuthSessionState.Offline));
        Assert.That(world.Refreshes, Is.EqualTo(sent), "nothing is sent after the disposal");
        Assert.That(sent, Is.EqualTo(op is StoreOp.Lease or StoreOp.Read ? 0 : 1), "and what was not sent yet is not sent any more");
        Assert.That(world.Clock.PendingTimers, Is.Zero);
        Auth next = world.NewAuth();
        Assert.That((await next.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
        world.ExpireTokens();
        Assert.That((await next.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
    }

    [Test]
    public async Task Whoever_disposes_second_waits_as_well()
    {
        await using AuthWorld world = await StartAsync();
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();
        using FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Hold, Phase = FaultPhase.After });
        Task<AuthSession> refreshing = auth.CurrentSessionAsync().AsTask();
        await hold.WaitForArrivalAsync();

        Task first = auth.DisposeAsync().AsTask();
        Task second = auth.DisposeAsync().AsTask();
        Assert.That(second.IsCompleted, Is.False);
        hold.Release();
        await Task.WhenAll(first, second, refreshing);
    }

    [Test]
    public async Task A_sign_in_in_the_middle_of_which_the_engine_is_disposed_ends_typed()
    {
        await using AuthWorld world = await StartAsync();
        foreach (string operation in new[] { "InitiateAuth", "RespondToAuthChallenge", "jwks" })
        {
            Auth auth = world.NewAuth(services: world.Services(new InMemorySessionStore(world.Clock)));
            using FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = operation, Kind = FaultKind.Hold });
            Task<SignInResult> signIn = auth.SignInAsync("ana", AuthWorld.Password);
            await hold.WaitForArrivalAsync();
            await auth.DisposeAsync();
            hold.Release();

            try
            {
                await signIn;
            }
            catch (Exception e)
            {
                Assert.That(e, Is.InstanceOf<AuthException>().Or.InstanceOf<ObjectDisposedException>(), operation);
            }

            Assert.That(world.Clock.PendingTimers, Is.Zero, operation);
        }
    }

    [Test]
    public async Task Everything_refuses_after_disposal()
    {
        await using AuthWorld world = await StartAsync();
        Auth auth = await world.SignedInAsync();
        await auth.DisposeAsync();

        Func<Task>[] calls =
        [
            () => auth.SignInAsync("ana", AuthWorld.Password),
            () => auth.SignOutAsync(),
            () => auth.SignUpAsync("x", AuthWorld.Password),
            async () => await auth.CurrentSessionAsync(),
            async () => await auth.CurrentUserAsync(),
            async () => await auth.GetAccessTokenAsync(),
            async () => await auth.GetIdTokenAsync(),
        ];
        foreach (Func<Task> call in calls)
        {
            Assert.That(async () => await call(), Throws.InstanceOf<ObjectDisposedException>());
        }

        await auth.DisposeAsync();
    }

    [Test]
    public async Task No_timer_is_left_and_no_fault_goes_unobserved()
    {
        var unobserved = new List<Exception>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs e)
        {
            lock (unobserved)
            {
                unobserved.AddRange(e.Exception.InnerExceptions.Where(x => x.StackTrace?.Contains("Amplify", StringComparison.Ordinal) == true));
            }
        }

        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            await using AuthWorld world = await StartAsync();
            await AbandonALoadThatFailsAsync(world);
            await AbandonAKeySourceThatFailsAsync(world);
            await AbandonARefreshThatFailsAsync(world);
            for (int i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            Assert.That(world.Clock.PendingTimers, Is.Zero);
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }

        Assert.That(unobserved.Select(e => e.ToString()), Is.Empty);
    }

    private static async Task AbandonALoadThatFailsAsync(AuthWorld world)
    {
        var store = new HookedStore(new InMemorySessionStore(world.Clock));
        Auth auth = new Auth(world.Options(), world.Services(store));
        StoreHold hold = store.Hold(StoreOp.Read);
        store.After = (op, _) => throw new IOException($"{op} fails.");
        using var impatient = new CancellationTokenSource();
        Task<AuthSession> reading = auth.CurrentSessionAsync(cancellationToken: impatient.Token).AsTask();
        await hold.Arrival;
        await impatient.CancelAsync();
        Assert.That(async () => await reading, Throws.InstanceOf<OperationCanceledException>());
        hold.Release();
        await HookedStore.SettledAsync(new TaskCompletionSource().Task);
        await auth.DisposeAsync();
    }

    private static async Task AbandonAKeySourceThatFailsAsync(AuthWorld world)
    {
        var services = new AuthServices { SessionStore = new InMemorySessionStore(world.Clock), Protector = world.Protector, TimeProvider = world.Clock, TokenKeys = new FailingKeys() };
        Auth auth = new Auth(world.Options(), services);
        AuthException? refused = Assert.ThrowsAsync<AuthException>(() => auth.SignInAsync("ana", AuthWorld.Password, _password));
        Assert.That(refused!.Reason, Is.EqualTo(AuthErrorReason.KeysUnavailable));
        await auth.DisposeAsync();
    }

    private static async Task AbandonARefreshThatFailsAsync(AuthWorld world)
    {
        var store = new HookedFullStore(new InMemorySessionStore(world.Clock));
        Auth auth = new Auth(world.Options(), world.Services(store));
        await auth.SignInAsync("ana", AuthWorld.Password, _password);
        world.ExpireTokens();
        StoreHold hold = store.Hold(StoreOp.Lease);
        store.After = (op, _) => throw new IOException($"{op} fails.");
        using var impatient = new CancellationTokenSource();
        Task<AuthSession> reading = auth.CurrentSessionAsync(cancellationToken: impatient.Token).AsTask();
        await hold.Arrival;
        await impatient.CancelAsync();
        Assert.That(async () => await reading, Throws.InstanceOf<OperationCanceledException>());
        hold.Release();
        await auth.DisposeAsync();
    }

    private static Task<AuthWorld> StartAsync() => AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation() });

    private sealed class FailingKeys : ITokenKeySource
    {
        public ValueTask<TokenKey?> FindKeyAsync(string keyId, CancellationToken cancellationToken) => throw new IOException("No keys today.");

        public ValueTask PrefetchAsync(CancellationToken cancellationToken) => throw new IOException("No keys today.");
    }
}
