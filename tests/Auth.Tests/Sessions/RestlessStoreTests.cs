using Amplify.CognitoIdentityProvider.Model;
using Amplify.Configuration;
using Amplify.Diagnostics;
using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Testing;
using Amplify.Tests.Adversary;
using Amplify.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace Amplify.Tests.Sessions;

/// <summary>Refreshes where the store never holds still, timers come late, or leases are short.</summary>
public sealed class RestlessStoreTests
{
    [Test]
    public async Task A_rotated_token_is_kept_when_the_document_changes_at_every_attempt_to_save_it()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation { GracePeriod = TimeSpan.Zero } });
        var store = new RestlessStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        world.ExpireTokens();
        store.Restless = true;

        AuthSession session = await auth.CurrentSessionAsync();

        Assert.That(session.State, Is.EqualTo(AuthSessionState.Offline));
        Assert.That(session.Error!.Reason, Is.EqualTo(AuthErrorReason.StoreUnavailable));
        store.Restless = false;
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(world.Refreshes, Is.EqualTo(1), "what was renewed is saved, not renewed again");
    }

    [Test]
    public async Task Tokens_that_wait_to_be_saved_are_saved_although_the_session_was_read_anew_meanwhile()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation { GracePeriod = TimeSpan.Zero } });
        var store = new BreakableStore(world.Store);
        Auth auth = await world.SignedInAsync(o => o.SessionFreshness = TimeSpan.Zero, world.Services(store));
        store.FailWrites = true;
        await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });
        store.FailWrites = false;

        // Another process writes the session as it was: with the spent refresh token, under another version.
        DocumentKey key = TestKeys.SingleUser(world);
        await world.Store.WriteAsync(key, (await world.Store.ReadAsync(key))!.Content, WriteCondition.None, AuthWorld.Start.AddDays(30));
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);
        var saved = new TaskCompletionSource();
        store.Written = () => saved.TrySetResult();
        await world.Clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(2)).WaitAsync(TimeSpan.FromSeconds(10));
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        await saved.Task.WaitAsync(TimeSpan.FromSeconds(10));

        world.ExpireTokens();
        Assert.That((await world.NewAuth().CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
    }

    [Test]
    public async Task A_timer_that_comes_late_does_not_break_the_back_off_of_a_later_failure()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation { GracePeriod = TimeSpan.FromSeconds(60) } });
        var late = new LateClock(world.Clock);
        Auth auth = await world.SignedInAsync(services: world.Services(clock: late, events: new InlineContext()));
        int failures = 0;
        auth.Changed += (_, e) => failures += e.Change == AuthChange.RefreshFailed ? 1 : 0;
        world.ExpireTokens();
        using FaultHandle fault = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.ServiceUnavailable, Phase = FaultPhase.After });
        await auth.CurrentSessionAsync();
        await late.StepSet.WaitAsync(TimeSpan.FromSeconds(5));

        // The first step (1 to 1.2 s) is over, its timer is late; a reader tries again, and the second step (2 s and more) begins.
        world.Clock.Advance(TimeSpan.FromSeconds(1.3));
        await auth.CurrentSessionAsync();
        Assert.That(world.Refreshes, Is.EqualTo(2));

        world.Clock.Advance(TimeSpan.FromSeconds(0.6));
        Assert.That(late.StepFired, Is.True);


        // Disposal waits for whatever the timer began: another attempt would have failed, and been told.
        await auth.DisposeAsync();
        Assert.That(failures, Is.EqualTo(2));
    }

    [Test]
    public async Task A_machine_that_sleeps_between_lease_and_call_takes_a_new_lease()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new HookedFullStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        world.ExpireTokens();
        bool leased = false, slept = false;
        store.After = (op, _) =>
        {
            leased |= op == StoreOp.Lease;
            if (leased && !slept && op == StoreOp.Read)
            {
                slept = true;
                world.Clock.Advance(TimeSpan.FromHours(2));
            }
        };

        AuthSession session = await auth.CurrentSessionAsync();

        Assert.That(slept, Is.True);
        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn), session.Error?.ToString());
        Assert.That(store.Log.Count(op => op == StoreOp.Lease), Is.EqualTo(2));
    }

    [Test]
    public async Task Providers_that_outlast_the_lease_lead_to_a_new_lease_and_no_late_call([Values(RefreshVia.Auto, RefreshVia.GetTokensFromRefreshToken, RefreshVia.InitiateAuth)] RefreshVia via)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = true });
        var store = new HookedFullStore(world.Store);
        bool slow = false;
        Auth auth = world.NewAuth(
            o =>
            {
                o.ClientSecret = null;
                o.RefreshVia = via;
            },
            new AuthServices
            {
                SessionStore = store,
                Protector = world.Protector,
                TimeProvider = world.Clock,
                ClientMetadataProvider = (_, _) =>
                {
                    world.Clock.Advance(slow ? TimeSpan.FromSeconds(25) : TimeSpan.Zero);
                    return ValueTask.FromResult<IReadOnlyDictionary<string, string>?>(null);
                },
                ClientSecretProvider = (_, _) =>
                {
                    world.Clock.Advance(slow ? TimeSpan.FromSeconds(25) : TimeSpan.Zero);
                    slow = false;
                    return ValueTask.FromResult(new Secret(world.Client.ClientSecret!));
                },
            });
        await auth.SignInAsync("ana", AuthWorld.Password);
        world.ExpireTokens();
        world.Cognito.Requests.Clear();
        store.ResetLog();
        slow = true;

        // Each within its own time, and together longer than the lease.
        store.After = (op, _) => world.Clock.Advance(slow && op == StoreOp.Read && store.Log.Contains(StoreOp.Lease) ? TimeSpan.FromSeconds(25) : TimeSpan.Zero);

        AuthSession session = await auth.CurrentSessionAsync();

        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn), session.Error?.ToString());
        Assert.That(store.Log.Count(op => op == StoreOp.Lease), Is.EqualTo(2));
        Assert.That(world.Cognito.Requests.All, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Behind_the_last_call_under_a_lease_there_is_time_for_its_answer_and_for_the_write()
    {
        var clock = new EmulatorClock(AuthWorld.Start);
        var lease = new RecordingLease();
        var options = new AuthOptions { UserPoolId = "eu-west-1_TestPool1", UserPoolClientId = "1testclient", RequestTimeout = TimeSpan.FromSeconds(20) };
        var storage = new SessionStorage(
            new InMemorySessionStore(clock),
            lease,
            null,
            new SessionCodec(AesGcmSessionProtector.CreateEphemeral()),
            AuthSettings.From(options),
            new ServiceClock(clock, NullLogger.Instance),
            NullLogger.Instance);

        await using SessionHold hold = await storage.LeaseAsync(storage.KeyOf(SessionKey.New()), CancellationToken.None);

        clock.Advance(options.RequestTimeout);
        Assert.That(hold.AllowsACall, Is.True, "a call that timed out may be followed by another");
        clock.Advance(lease.Duration - (options.RequestTimeout * 3));
        Assert.That(hold.AllowsACall, Is.False);
    }

    [Test]
    public async Task A_forced_refresh_that_finds_a_newer_session_without_refresh_token_leaves_it_alone()
    {
        await using var world = new MockWorld(o => o.SessionFreshness = TimeSpan.FromHours(1));
        var shortLived = new TestTokenOptions { Lifetime = TimeSpan.FromMinutes(5) };
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => new InitiateAuthResponse
            {
                AuthenticationResult = new AuthenticationResultType { IdToken = world.Tokens.CreateIdToken(options: shortLived), AccessToken = world.Tokens.CreateAccessToken(options: shortLived) },
            });
        Auth auth = world.Auth;
        await auth.SignInAsync("ana", "Any-password-1");
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await using Auth elsewhere = world.NewAuth();
        await elsewhere.SignInAsync("ana", "Any-password-1", new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });

        AuthSession session = await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });

        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(session.Error!.Reason, Is.EqualTo(AuthErrorReason.RefreshTokenRejected), "not renewed, and said so");
        Assert.That((await auth.CurrentSessionAsync()).Error, Is.Null);
        Assert.That((await elsewhere.CurrentSessionAsync()).IsSignedIn, Is.True);
    }

    /// <summary>Somebody writes the same session again before every conditional write.</summary>
    private sealed class RestlessStore(InMemorySessionStore inner) : ISessionStore
    {
        public bool Restless { get; set; }

        public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken = default) => inner.ReadAsync(key, cancellationToken);

        public ValueTask<string?> ReadETagAsync(DocumentKey key, CancellationToken cancellationToken = default) => inner.ReadETagAsync(key, cancellationToken);

        public async ValueTask<string?> WriteAsync(DocumentKey key, ReadOnlyMemory<byte> content, WriteCondition condition, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
        {
            if (Restless && await inner.ReadAsync(key, cancellationToken) is { } stored)
            {
                await inner.WriteAsync(key, stored.Content, WriteCondition.None, expiresAt, cancellationToken);
            }

            return await inner.WriteAsync(key, content, condition, expiresAt, cancellationToken);
        }

        public ValueTask<bool> DeleteAsync(DocumentKey key, WriteCondition condition, CancellationToken cancellationToken = default) => inner.DeleteAsync(key, condition, cancellationToken);
    }

    private sealed class RecordingLease : ISessionLease
    {
        public TimeSpan Duration { get; private set; }

        public ValueTask<IAsyncDisposable> AcquireAsync(DocumentKey key, TimeSpan duration, CancellationToken cancellationToken = default)
        {
            Duration = duration;
            return new ValueTask<IAsyncDisposable>(new Nothing());
        }

        private sealed class Nothing : IAsyncDisposable
        {
            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    /// <summary>The first step's timer comes six tenths of a second late, as on a busy machine.</summary>
    private sealed class LateClock(EmulatorClock inner) : TimeProvider
    {
        private readonly TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task StepSet => _set.Task;

        public bool StepFired { get; private set; }

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override long GetTimestamp() => inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            bool step = dueTime >= TimeSpan.FromSeconds(0.9) && dueTime <= TimeSpan.FromSeconds(1.3);
            ITimer timer = inner.CreateTimer(
                s =>
                {
                    StepFired |= step;
                    callback(s);
                },
                state,
                step ? TimeSpan.FromSeconds(1.8) : dueTime,
                period);
            if (step)
            {
                _set.TrySetResult();
            }

            return timer;
        }
    }
}
