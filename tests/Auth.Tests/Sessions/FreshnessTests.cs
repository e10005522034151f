using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Sessions;

/// <summary>Promises 4 to 6: what happens elsewhere is noticed in time, cheaply, and a broken store never signs anybody out.</summary>
public sealed class FreshnessTests
{
    [Test]
    public async Task Within_the_freshness_interval_a_read_asks_nobody()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new BreakableStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        int before = store.ETagReads + store.Reads;

        AuthSession first = await auth.CurrentSessionAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(29));
        AuthSession second = await auth.CurrentSessionAsync();

        Assert.That(second, Is.SameAs(first));
        Assert.That(store.ETagReads + store.Reads, Is.EqualTo(before));
        Assert.That(world.Cognito.Requests.All, Is.Empty);
    }

    [Test]
    public async Task A_read_within_the_freshness_interval_allocates_nothing()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        for (int i = 0; i < 100; i++)
        {
            await auth.CurrentSessionAsync();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            ValueTask<AuthSession> read = auth.CurrentSessionAsync();
            if (!read.IsCompletedSuccessfully)
            {
                Assert.Fail("The read was not answered from memory.");
            }
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public async Task After_the_interval_many_readers_make_one_cheap_check()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new BreakableStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        int reads = store.Reads;
        int checks = store.ETagReads;
        world.Clock.Advance(TimeSpan.FromSeconds(31));

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => auth.CurrentSessionAsync().AsTask()));

        Assert.That(store.ETagReads - checks, Is.EqualTo(1));
        Assert.That(store.Reads, Is.EqualTo(reads), "the document was not read: it had not changed");
    }

    [Test]
    public async Task A_sign_out_elsewhere_is_noticed_within_the_interval()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth here = await world.SignedInAsync();
        Auth elsewhere = world.NewAuth();
        var changes = new List<AuthChange>();
        var noticed = new TaskCompletionSource();
        here.Changed += (_, e) =>
        {
            changes.Add(e.Change);
            noticed.TrySetResult();
        };

        await elsewhere.SignOutAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        AuthSession session = await here.CurrentSessionAsync();
        await noticed.Task;

        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That(session.EndReason, Is.EqualTo(SessionEndReason.SignedOut));
        Assert.That(changes, Is.EqualTo(new[] { AuthChange.SignedOut }));
    }

    [Test]
    public async Task A_sign_in_elsewhere_is_noticed_within_the_interval()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth here = world.NewAuth();
        Assert.That((await here.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
        await world.SignedInAsync();

        world.Clock.Advance(TimeSpan.FromSeconds(31));

        AuthSession session = await here.CurrentSessionAsync();
        Assert.That(session.User?.Username, Is.EqualTo("ana"));
        Assert.That(session.Source, Is.EqualTo(SessionSource.Store));
    }

    [Test]
    public async Task Another_user_who_signed_in_elsewhere_is_told_as_a_sign_in()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        Auth here = await world.SignedInAsync();
        var told = new TaskCompletionSource<AuthChangedEventArgs>();
        here.Changed += (_, e) => told.TrySetResult(e);
        await world.NewAuth().SignInAsync("ben", AuthWorld.Password, new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });

        world.Clock.Advance(TimeSpan.FromSeconds(31));
        await here.CurrentSessionAsync();

        AuthChangedEventArgs change = await told.Task;
        Assert.That(change.Change, Is.EqualTo(AuthChange.SignedIn));
        Assert.That(change.Session.User?.Username, Is.EqualTo("ben"));
    }

    [Test]
    public async Task A_store_that_is_down_leaves_the_session_in_memory()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new BreakableStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        store.FailReads = true;
        world.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_store_that_is_down_at_the_start_is_an_error_and_not_a_signed_out_user()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        await world.SignedInAsync();
        var store = new BreakableStore(world.Store) { FailReads = true };
        Auth auth = world.NewAuth(services: world.Services(store));

        AuthException? error = Assert.ThrowsAsync<AuthException>(async () => await auth.CurrentSessionAsync());
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.StoreUnavailable));
        Assert.That(error.IsTransient, Is.True);

        store.FailReads = false;
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_sign_out_the_store_does_not_take_is_told_and_the_user_stays_signed_in()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new BreakableStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        store.FailDeletes = true;

        AuthException? error = Assert.ThrowsAsync<AuthException>(async () => await auth.SignOutAsync());
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.StoreUnavailable));
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);

        store.FailDeletes = false;
        await auth.SignOutAsync();
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task A_damaged_document_is_an_error_and_the_bytes_are_kept()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        await world.SignedInAsync();
        DocumentKey key = TestKeys.SingleUser(world);
        StoredDocument original = (await world.Store.ReadAsync(key))!;
        for (int position = 0; position < original.Content.Length; position += 97)
        {
            byte[] damaged = original.Content.ToArray();
            damaged[position] ^= 0x40;
            await world.Store.WriteAsync(key, damaged, WriteCondition.None, AuthWorld.Start.AddDays(1));
            Auth auth = world.NewAuth();

            AuthException? error = Assert.ThrowsAsync<AuthException>(async () => await auth.CurrentSessionAsync(), $"byte {position}");
            Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.StoreUnreadable));
            Assert.That((await world.Store.ReadAsync(key))!.Content.ToArray(), Is.EqualTo(damaged));
        }
    }

    [Test]
    public async Task A_document_written_with_another_key_is_an_error_until_the_user_signs_out()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        await world.SignedInAsync();
        Auth stranger = world.NewAuth(services: new AuthServices { SessionStore = world.Store, Protector = AesGcmSessionProtector.CreateEphemeral(), TimeProvider = world.Clock });

        AuthException? error = Assert.ThrowsAsync<AuthException>(async () => await stranger.CurrentSessionAsync());
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.StoreUnreadable));

        await stranger.SignOutAsync();
        Assert.That((await stranger.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task A_document_moved_to_another_session_is_refused()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        AuthFactory factory = world.NewFactory();
        SignInResult ana = await factory.Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password);
        SessionKey attacker = SessionKey.New();
        StoredDocument stolen = (await world.Store.ReadAsync(TestKeys.Of(world, ana.SessionKey!)))!;
        await world.Store.WriteAsync(TestKeys.Of(world, attacker), stolen.Content, WriteCondition.None, AuthWorld.Start.AddDays(1));

        AuthException? error = Assert.ThrowsAsync<AuthException>(async () => await factory.Create(attacker).CurrentSessionAsync());
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.StoreUnreadable));
    }

    [Test]
    public async Task Keys_are_rotated_by_putting_a_new_one_in_front()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var old = new SessionProtectionKey("old", Enumerable.Repeat((byte)1, 32).ToArray());
        var young = new SessionProtectionKey("new", Enumerable.Repeat((byte)2, 32).ToArray());
        AuthServices With(params SessionProtectionKey[] keys) => new() { SessionStore = world.Store, Protector = new AesGcmSessionProtector(keys), TimeProvider = world.Clock };
        await world.SignedInAsync(services: With(old));

        Auth rotated = world.NewAuth(services: With(young, old));
        Assert.That((await rotated.CurrentSessionAsync()).IsSignedIn, Is.True);
        world.ExpireTokens();
        await rotated.CurrentSessionAsync();

        Assert.That((await world.NewAuth(services: With(young)).CurrentSessionAsync()).IsSignedIn, Is.True, "the refresh wrote with the new key");
    }

    [Test]
    public async Task The_session_key_is_not_in_the_store()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        SignInResult result = await world.NewFactory().Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password);
        DocumentKey key = TestKeys.Of(world, result.SessionKey!);

        StoredDocument document = (await world.Store.ReadAsync(key))!;
        string bytes = System.Text.Encoding.Latin1.GetString(document.Content.Span);
        Assert.That(key.ToString(), Does.Not.Contain(result.SessionKey!.Reveal()));
        Assert.That(bytes, Does.Not.Contain("ana").And.Not.Contain(result.Session!.Tokens!.AccessToken.Reveal()[..20]));
    }
}
