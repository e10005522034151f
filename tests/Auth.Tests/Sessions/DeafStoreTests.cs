using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Sessions;

/// <summary>Stores and leases that do not listen to the token they are given, or fail where it is least convenient.</summary>
public sealed class DeafStoreTests
{
    [Test]
    public async Task A_store_that_never_answers_is_given_up_in_time()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new DeafStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        store.Deaf = true;
        Auth other = world.NewAuth(services: world.Services(store));

        Task<AuthSession> first = other.CurrentSessionAsync().AsTask();
        await world.Clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(30));
        world.Clock.Advance(TimeSpan.FromSeconds(31));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => first);
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.StoreUnavailable));
        store.Deaf = false;
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_lease_that_comes_too_late_is_given_back()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var lease = new LateLease();
        Auth auth = await world.SignedInAsync(services: new AuthServices
        {
            SessionStore = world.Store,
            SessionLease = lease,
            Protector = world.Protector,
            TimeProvider = world.Clock,
        });
        world.ExpireTokens();

        Task<AuthSession> reading = auth.CurrentSessionAsync().AsTask();
        await lease.Asked.Task;
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.That((await reading).State, Is.EqualTo(AuthSessionState.Offline));

        lease.Grant.SetResult(lease);
        await lease.Returned.Task;
        Assert.That(world.Refreshes, Is.Zero, "without the lease nothing was sent");
    }

    [Test]
    public async Task Replacing_an_unreadable_session_signs_in_and_deletes_it()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        AuthFactory factory = world.NewFactory();
        SignInResult old = await factory.Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password);
        DocumentKey key = TestKeys.Of(world, old.SessionKey!);
        await world.Store.WriteAsync(key, new byte[100], WriteCondition.None, AuthWorld.Start.AddDays(1));

        SignInResult result = await world.NewFactory().Create(old.SessionKey!).SignInAsync("ana", AuthWorld.Password, new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That(await world.Store.ReadAsync(key), Is.Null);
    }

    [Test]
    public async Task A_replaced_session_that_cannot_be_deleted_does_not_cost_the_new_one()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new BreakableStore(world.Store);
        AuthFactory factory = world.NewFactory(services: world.Services(store));
        SignInResult old = await factory.Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password);
        store.FailDeletes = true;

        SignInResult result = await factory.Create(old.SessionKey!).SignInAsync("ana", AuthWorld.Password, new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That((await factory.Create(result.SessionKey!).CurrentSessionAsync()).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_store_that_takes_no_write_is_given_up_after_some_attempts()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth(services: world.Services(new StubbornStore(world.Store)));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.SignInAsync("ana", AuthWorld.Password));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.StoreUnavailable));
        Assert.That(error.IsTransient, Is.True);
    }

    private sealed class StubbornStore(ISessionStore inner) : ISessionStore
    {
        public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken = default) => inner.ReadAsync(key, cancellationToken);

        public ValueTask<string?> ReadETagAsync(DocumentKey key, CancellationToken cancellationToken = default) => inner.ReadETagAsync(key, cancellationToken);

        public ValueTask<string?> WriteAsync(DocumentKey key, ReadOnlyMemory<byte> content, WriteCondition condition, DateTimeOffset expiresAt, CancellationToken cancellationToken = default) =>
            new((string?)null);

        public ValueTask<bool> DeleteAsync(DocumentKey key, WriteCondition condition, CancellationToken cancellationToken = default) => inner.DeleteAsync(key, condition, cancellationToken);
    }

    private sealed class DeafStore(ISessionStore inner) : ISessionStore
    {
        private readonly TaskCompletionSource _never = new();

        public bool Deaf { get; set; }

        public async ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken = default)
        {
            await HearAsync();
            return await inner.ReadAsync(key, CancellationToken.None);
        }

        public async ValueTask<string?> ReadETagAsync(DocumentKey key, CancellationToken cancellationToken = default)
        {
            await HearAsync();
            return await inner.ReadETagAsync(key, CancellationToken.None);
        }

        public async ValueTask<string?> WriteAsync(DocumentKey key, ReadOnlyMemory<byte> content, WriteCondition condition, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
        {
            await HearAsync();
            return await inner.WriteAsync(key, content, condition, expiresAt, CancellationToken.None);
        }

        public async ValueTask<bool> DeleteAsync(DocumentKey key, WriteCondition condition, CancellationToken cancellationToken = default)
        {
            await HearAsync();
            return await inner.DeleteAsync(key, condition, CancellationToken.None);
        }

        private Task HearAsync() => Deaf ? _never.Task : Task.CompletedTask;
    }

    private sealed class LateLease : ISessionLease, IAsyncDisposable
    {
        public TaskCompletionSource Asked { get; } = new();

        public TaskCompletionSource<IAsyncDisposable> Grant { get; } = new();

        public TaskCompletionSource Returned { get; } = new();

        public async ValueTask<IAsyncDisposable> AcquireAsync(DocumentKey key, TimeSpan duration, CancellationToken cancellationToken = default)
        {
            Asked.TrySetResult();
            return await Grant.Task;
        }

        public ValueTask DisposeAsync()
        {
            Returned.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }
}
