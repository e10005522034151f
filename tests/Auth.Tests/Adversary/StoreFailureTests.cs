using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Adversary;

/// <summary>The store fails at the n-th operation, for every n, before or after it did what it was asked; then it works again.</summary>
public sealed class StoreFailureTests
{
    private static readonly SignInOptions _options = new() { Flow = SignInFlow.UserPassword };

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_sign_in_with_a_store_that_fails_anywhere_succeeds_or_says_so_and_works_the_next_time(bool done)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(Rotation(0));
        for (int n = 1; ; n++)
        {
            var store = new HookedFullStore(new InMemorySessionStore(world.Clock));
            Auth auth = world.NewAuth(services: world.Services(store));
            bool struck = Break(store, n, done);

            bool signedIn = await TryAsync(() => auth.SignInAsync("ana", AuthWorld.Password, _options), $"operation {n}");
            struck = Repair(store, struck, n);

            if (!signedIn)
            {
                // The store may have taken the write whose answer was lost: then the user is signed in already.
                await TryAsync(() => auth.SignInAsync("ana", AuthWorld.Password, _options), $"again after {n}", AuthErrorReason.AlreadySignedIn);
            }

            await AssertUsableAsync(world, auth, store, $"operation {n}");
            if (!struck)
            {
                Assert.That(n, Is.GreaterThan(3), "the sign-in asked the store for something");
                return;
            }
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_refresh_with_a_store_that_fails_anywhere_loses_no_rotated_token(bool done)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(Rotation(0));
        for (int n = 1; ; n++)
        {
            var store = new HookedFullStore(new InMemorySessionStore(world.Clock));
            Auth auth = world.NewAuth(services: world.Services(store));
            await auth.SignInAsync("ana", AuthWorld.Password, _options);
            world.ExpireTokens();
            bool struck = Break(store, n, done);

            AuthSession session = await auth.CurrentSessionAsync();
            struck = Repair(store, struck, n);

            Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn).Or.EqualTo(AuthSessionState.Offline), $"operation {n}");
            world.Clock.Advance(TimeSpan.FromSeconds(6));
            await AssertUsableAsync(world, auth, store, $"operation {n}");
            if (!struck)
            {
                Assert.That(n, Is.GreaterThan(4));
                return;
            }
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_refresh_with_a_store_that_stays_broken_for_several_attempts_loses_no_rotated_token(bool done)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(Rotation(0));
        for (int n = 1; n <= 8; n++)
        {
            var store = new HookedFullStore(new InMemorySessionStore(world.Clock));
            Auth auth = world.NewAuth(services: world.Services(store));
            await auth.SignInAsync("ana", AuthWorld.Password, _options);
            world.ExpireTokens();
            store.ResetLog();
            Action<StoreOp, int> fail = (op, number) =>
            {
                if (number >= n)
                {
                    throw new IOException($"{op} fails.");
                }
            };
            _ = done ? store.After = fail : store.Before = fail;
            for (int attempt = 0; attempt < 3; attempt++)
            {
                await auth.CurrentSessionAsync();
                world.Clock.Advance(TimeSpan.FromSeconds(20));
            }

            store.Before = store.After = null;
            world.Clock.Advance(TimeSpan.FromSeconds(6));
            await AssertUsableAsync(world, auth, store, $"operation {n}");
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_sign_out_with_a_store_that_fails_anywhere_is_done_or_leaves_a_session_that_works(bool done)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(Rotation(0));
        for (int n = 1; ; n++)
        {
            var store = new HookedFullStore(new InMemorySessionStore(world.Clock));
            Auth auth = world.NewAuth(services: world.Services(store));
            await auth.SignInAsync("ana", AuthWorld.Password, _options);
            bool struck = Break(store, n, done);

            bool signedOut = await TryAsync(() => auth.SignOutAsync(), $"operation {n}");
            struck = Repair(store, struck, n);

            if (signedOut)
            {
                Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
                Assert.That((await world.NewAuth(services: world.Services(store)).CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
            }
            else if (!done)
            {
                await AssertUsableAsync(world, auth, store, $"operation {n}");
            }

            await auth.SignOutAsync();
            Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
            if (!struck)
            {
                Assert.That(n, Is.GreaterThan(2));
                return;
            }
        }
    }

    [Test]
    public async Task A_sign_out_the_store_refuses_does_not_throw_away_renewed_tokens_that_wait_to_be_saved()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(Rotation(0));
        var store = new HookedFullStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        world.ExpireTokens();
        store.Before = (op, _) =>
        {
            if (op is StoreOp.Write or StoreOp.Delete)
            {
                throw new IOException("The store is read-only.");
            }
        };

        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.Offline));
        Assert.That(async () => await auth.SignOutAsync(), Throws.InstanceOf<AuthException>());
        store.Before = null;
        world.Clock.Advance(TimeSpan.FromMinutes(2));

        await AssertUsableAsync(world, auth, store, "the session goes on");
    }

    [Test]
    public async Task Renewed_tokens_that_wait_to_be_saved_are_saved_before_the_engine_is_gone()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(Rotation(0));
        var store = new HookedFullStore(world.Store);
        Auth auth = await world.SignedInAsync(o => o.BackgroundRefresh = false, world.Services(store));
        world.ExpireTokens();
        store.Before = (op, _) =>
        {
            if (op == StoreOp.Write)
            {
                throw new IOException("The store is full.");
            }
        };
        await auth.CurrentSessionAsync();
        store.Before = null;

        await auth.DisposeAsync();

        AuthSession session = await world.NewAuth().CurrentSessionAsync();
        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn), session.EndReason?.ToString());
        Assert.That(world.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task Renewed_tokens_that_wait_to_be_saved_are_saved_in_the_background()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(Rotation(0));
        var store = new HookedFullStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        world.ExpireTokens();
        store.Before = (op, _) =>
        {
            if (op == StoreOp.Write)
            {
                throw new IOException("The store is full.");
            }
        };
        await auth.CurrentSessionAsync();
        store.Before = null;
        var renewed = new TaskCompletionSource();
        auth.Changed += (_, e) =>
        {
            if (e.Change == AuthChange.TokensRefreshed)
            {
                renewed.TrySetResult();
            }
        };

        await world.Clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(2)).WaitAsync(TimeSpan.FromSeconds(5));
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        await renewed.Task.WaitAsync(TimeSpan.FromSeconds(5));

        Assert.That((await world.NewAuth().CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(world.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task A_protector_that_fails_after_the_refresh_token_was_spent_loses_nothing()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(Rotation(0));
        var protector = new BreakableProtector(world.Protector);
        var services = new AuthServices { SessionStore = world.Store, Protector = protector, TimeProvider = world.Clock };
        Auth auth = await world.SignedInAsync(services: services);
        world.ExpireTokens();
        protector.FailProtect = new InvalidOperationException("The key service does not answer.");

        AuthSession session = await auth.CurrentSessionAsync();
        Assert.That(session.State, Is.EqualTo(AuthSessionState.Offline));
        Assert.That(session.Error!.Reason, Is.EqualTo(AuthErrorReason.StoreUnavailable));
        protector.FailProtect = null;
        world.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(world.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task A_protector_that_fails_is_a_typed_error_everywhere()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var protector = new BreakableProtector(world.Protector) { FailProtect = new TimeoutException("The key service does not answer.") };
        var services = new AuthServices { SessionStore = world.Store, Protector = protector, TimeProvider = world.Clock };
        Auth auth = world.NewAuth(services: services);

        AuthException? signIn = Assert.ThrowsAsync<AuthException>(() => auth.SignInAsync("ana", AuthWorld.Password, _options));
        Assert.That(signIn!.Reason, Is.EqualTo(AuthErrorReason.StoreUnavailable));

        protector.FailProtect = null;
        await auth.SignInAsync("ana", AuthWorld.Password, _options);
        protector.FailUnprotect = new TimeoutException("The key service does not answer.");
        AuthException? load = Assert.ThrowsAsync<AuthException>(async () => await world.NewAuth(services: services).CurrentSessionAsync());
        Assert.That(load!.Reason, Is.EqualTo(AuthErrorReason.StoreUnavailable));
        Assert.That(load.IsTransient, Is.True);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_protector_that_fails_with_a_sign_in_step_is_a_typed_error(bool cryptographic)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        var protector = new BreakableProtector(world.Protector);
        Auth auth = world.NewAuth(services: new AuthServices { SessionStore = world.Store, Protector = protector, TimeProvider = world.Clock });
        SignInStep step = (await auth.SignInAsync("ben", "wrong-Password-1!", _options)).NextStep!;
        string token = auth.Protect(step);

        protector.FailProtect = cryptographic ? new System.Security.Cryptography.CryptographicException("No key.") : new TimeoutException("The key service does not answer.");
        Assert.That(() => auth.Protect(step), Throws.TypeOf<AuthException>().With.Property(nameof(AuthException.Reason)).EqualTo(AuthErrorReason.StoreUnavailable));
        protector.FailUnprotect = new TimeoutException("The key service does not answer.");
        Assert.That(() => auth.Resume(token), Throws.TypeOf<AuthException>().With.Property(nameof(AuthException.Reason)).EqualTo(AuthErrorReason.StoreUnavailable));
    }

    private static bool Break(HookedStore store, int n, bool done)
    {
        store.ResetLog();
        Action<StoreOp, int> fail = (op, number) =>
        {
            if (number == n)
            {
                throw new IOException($"{op} fails.");
            }
        };
        _ = done ? store.After = fail : store.Before = fail;
        return false;
    }

    private static bool Repair(HookedStore store, bool struck, int n)
    {
        struck |= store.Log.Count >= n;
        store.Before = store.After = null;
        return struck;
    }

    private static async Task<bool> TryAsync(Func<Task> action, string what, params AuthErrorReason[] allowed)
    {
        try
        {
            await action();
            return true;
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.StoreUnavailable || allowed.Contains(e.Reason))
        {
            return false;
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}");
            throw;
        }
    }

    /// <summary>Signed in here and after a restart, and renewable three times more: the refresh token in the store is the one that counts.</summary>
    private static async Task AssertUsableAsync(AuthWorld world, Auth auth, ISessionStore store, string what)
    {
        // A recovery the clock has set off is waited for: the next step of the clock would be its time-out.
        await auth.CurrentSessionAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(31));
        for (int i = 0; i < 2; i++)
        {
            AuthSession session = await auth.CurrentSessionAsync();
            Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn), $"{what}: {session.EndReason} {session.Error}");
            world.ExpireTokens();
        }

        Auth restarted = world.NewAuth(services: world.Services(store));
        AuthSession after = await restarted.CurrentSessionAsync();
        Assert.That(after.State, Is.EqualTo(AuthSessionState.SignedIn), $"{what}, after a restart: {after.EndReason} {after.Error}");
        world.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn), what);
    }

    private static AppClientSettings Rotation(int grace) => new() { RefreshTokenRotation = new RefreshTokenRotation { GracePeriod = TimeSpan.FromSeconds(grace) } };
}
