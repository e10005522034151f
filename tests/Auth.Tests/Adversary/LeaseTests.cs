using Amplify.CognitoIdentityProvider.Model;
using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Adversary;

/// <summary>Leases, stores and clients that are slow, deaf or broken: everybody gets an answer in time, and nothing is lost.</summary>
public sealed class LeaseTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_lease_that_is_never_granted_leaves_the_user_offline_and_the_token_unspent(bool listens)
    {
        await using AuthWorld world = await StartAsync();
        var lease = new StubbornLease { Listens = listens };
        Auth auth = await world.SignedInAsync(services: WithLease(world, lease));
        world.ExpireTokens();
        lease.Never = true;

        Task<AuthSession> reading = auth.CurrentSessionAsync().AsTask();
        await lease.Asked.Task;
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        AuthSession session = await reading.WaitAsync(_patience);

        Assert.That(session.State, Is.EqualTo(AuthSessionState.Offline));
        Assert.That(session.Error!.Reason, Is.EqualTo(AuthErrorReason.StoreUnavailable));
        Assert.That(world.Refreshes, Is.Zero);
        lease.Never = false;
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
    }

    [Test]
    public async Task A_lease_that_comes_when_nobody_waits_any_more_is_given_back()
    {
        await using AuthWorld world = await StartAsync();
        var lease = new StubbornLease { Listens = false };
        Auth auth = await world.SignedInAsync(services: WithLease(world, lease));
        world.ExpireTokens();
        lease.Never = true;
        Task<AuthSession> reading = auth.CurrentSessionAsync().AsTask();
        await lease.Asked.Task;
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        await reading.WaitAsync(_patience);

        lease.Grant();

        await lease.Returned.Task.WaitAsync(_patience);
    }

    [Test]
    public async Task An_engine_that_waits_for_a_lease_that_does_not_come_can_be_disposed()
    {
        await using AuthWorld world = await StartAsync();
        var lease = new StubbornLease { Listens = false };
        Auth auth = await world.SignedInAsync(services: WithLease(world, lease));
        world.ExpireTokens();
        lease.Never = true;
        Task<AuthSession> reading = auth.CurrentSessionAsync().AsTask();
        await lease.Asked.Task;

        await auth.DisposeAsync().AsTask().WaitAsync(_patience);

        Assert.That((await reading).State, Is.EqualTo(AuthSessionState.Offline));
        Assert.That(world.Refreshes, Is.Zero);
    }

    [Test]
    public async Task A_lease_that_throws_and_one_that_hangs_when_given_back_harm_nobody()
    {
        await using AuthWorld world = await StartAsync();
        var lease = new StubbornLease { Listens = true };
        Auth auth = await world.SignedInAsync(services: WithLease(world, lease));
        world.ExpireTokens();
        lease.Failure = new InvalidOperationException("No lease table.");
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.Offline));
        Assert.That(world.Refreshes, Is.Zero);

        lease.Failure = null;
        lease.HangsOnReturn = true;
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        Task<AuthSession> reading = auth.CurrentSessionAsync().AsTask();
        await lease.Returning.Task;
        world.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.That((await reading.WaitAsync(_patience)).State, Is.EqualTo(AuthSessionState.SignedIn));
    }

    [TestCase(StoreOp.ReadETag)]
    [TestCase(StoreOp.Read)]
    [TestCase(StoreOp.Write)]
    [TestCase(StoreOp.Delete)]
    public async Task A_store_that_hangs_and_does_not_listen_fails_in_time(StoreOp op)
    {
        await using AuthWorld world = await StartAsync();
        var store = new HookedStore(world.Store) { Deaf = true };
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        world.ExpireTokens();
        StoreHold hold = store.Hold(op);
        Task reading = op == StoreOp.Delete ? auth.SignOutAsync() : auth.CurrentSessionAsync().AsTask();
        await hold.Arrival;
        for (int i = 0; i < 4 && !reading.IsCompleted; i++)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(31));
            await HookedStore.SettledAsync(reading);
        }

        if (op == StoreOp.Delete)
        {
            AuthException? failed = Assert.ThrowsAsync<AuthException>(() => reading.WaitAsync(_patience));
            Assert.That(failed!.Reason, Is.EqualTo(AuthErrorReason.StoreUnavailable));
        }
        else
        {
            await reading.WaitAsync(_patience);
        }

        hold.Release();
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        AuthSession session = await auth.CurrentSessionAsync();
        Assert.That(session.State, Is.EqualTo(op == StoreOp.Delete ? AuthSessionState.SignedOut : AuthSessionState.SignedIn), session.Error?.ToString());
        world.ExpireTokens();
        Assert.That((await world.NewAuth().CurrentSessionAsync()).State, Is.EqualTo(op == StoreOp.Delete ? AuthSessionState.SignedOut : AuthSessionState.SignedIn));
    }

    [Test]
    public async Task A_client_that_hangs_and_does_not_listen_fails_in_time()
    {
        await using var world = new MockWorld();
        Auth auth = await world.SignedInAndExpiredAsync();
        var asked = new TaskCompletionSource();
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .Returns(() =>
            {
                asked.TrySetResult();
                return new TaskCompletionSource<GetTokensFromRefreshTokenResponse>().Task;
            });

        Task<AuthSession> reading = auth.CurrentSessionAsync().AsTask();
        await asked.Task;
        world.Clock.Advance(TimeSpan.FromSeconds(31));
        AuthSession session = await reading.WaitAsync(_patience);

        Assert.That(session.State, Is.EqualTo(AuthSessionState.Offline));
        Assert.That(session.Error!.Reason, Is.EqualTo(AuthErrorReason.TimedOut));
    }

    private static AuthServices WithLease(AuthWorld world, ISessionLease lease) => new()
    {
        SessionStore = new HookedStore(world.Store),
        SessionLease = lease,
        Protector = world.Protector,
        TimeProvider = world.Clock,
    };

    private static Task<AuthWorld> StartAsync() => AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation() });

    private sealed class StubbornLease : ISessionLease, IAsyncDisposable
    {
        private readonly TaskCompletionSource _granted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Listens { get; init; }

        public bool Never { get; set; }

        public bool HangsOnReturn { get; set; }

        public Exception? Failure { get; set; }

        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Returning { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Returned { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Grant() => _granted.TrySetResult();

        public async ValueTask<IAsyncDisposable> AcquireAsync(DocumentKey key, TimeSpan duration, CancellationToken cancellationToken = default)
        {
            if (Failure is { } failure)
            {
                throw failure;
            }

            if (Never)
            {
                Asked.TrySetResult();
                await _granted.Task.WaitAsync(Listens ? cancellationToken : CancellationToken.None);
            }

            return this;
        }

        public async ValueTask DisposeAsync()
        {
            Returning.TrySetResult();
            if (HangsOnReturn)
            {
                await new TaskCompletionSource().Task;
            }

            Returned.TrySetResult();
        }
    }
}
