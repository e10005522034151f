using Amplify.CognitoIdentityProvider.Model;
using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Testing;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Sessions;

/// <summary>What happens between a lost answer and the end of the grace period, and when the store moves on during a refresh.</summary>
public sealed class RecoveryTests
{
    [Test]
    public async Task Recovery_does_not_depend_on_timers_and_time_stamps_agreeing_to_the_millisecond()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation { GracePeriod = TimeSpan.FromSeconds(60) } });
        var early = new EarlyClock(world.Clock);
        Auth auth = await world.SignedInAsync(services: world.Services(clock: early));
        world.ExpireTokens();
        using FaultHandle fault = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.ServiceUnavailable, Phase = FaultPhase.After, Times = 1 });
        var renewed = new TaskCompletionSource();
        auth.Changed += (_, e) =>
        {
            if (e.Change == AuthChange.TokensRefreshed)
            {
                renewed.TrySetResult();
            }
        };

        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.Offline));
        await world.Clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(1.2));

        // As far as the timer says and no further: the back-off's own time stamp is not reached yet.
        while (!early.StepFired)
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        await renewed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(world.Refreshes, Is.EqualTo(2));
    }

    [Test]
    public void While_an_answer_may_be_had_again_the_steps_stay_short()
    {
        var clock = new EmulatorClock(AuthWorld.Start);
        var backOff = new RefreshBackOff();
        RefreshOutcome failure = RefreshOutcome.Failed(SessionViews.SignedOut(null), RefreshVerdict.KeepAndRetry, new AuthError());
        backOff.LostAt = clock.GetTimestamp();

        for (int attempt = 0; attempt < 20; attempt++)
        {
            Assert.That(backOff.Failed(failure, clock), Is.LessThanOrEqualTo(TimeSpan.FromSeconds(6)));
        }

        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.That(backOff.MayBeHadAgain(clock), Is.False);
        Assert.That(backOff.Failed(failure, clock), Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(60)));
    }

    [Test]
    public async Task A_lease_that_is_about_to_run_out_sends_nothing_new()
    {
        var clock = new EmulatorClock(AuthWorld.Start);
        int given = 0;
        var hold = new SessionHold(clock, TimeSpan.FromSeconds(70), () =>
        {
            given++;
            return ValueTask.CompletedTask;
        });

        clock.Advance(TimeSpan.FromSeconds(70));
        Assert.That(hold.AllowsACall, Is.True);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(hold.AllowsACall, Is.False);
        await hold.DisposeAsync();
        Assert.That(given, Is.EqualTo(1));
        Assert.That(new SessionHold(clock, null, null).AllowsACall, Is.True);
    }

    [Test]
    public async Task A_refresh_overtaken_by_one_that_is_itself_due_begins_again_with_the_newer_token()
    {
        await using var world = new MockWorld();
        Auth auth = await world.SignedInAndExpiredAsync();
        var sent = new List<string>();
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .Returns(async (GetTokensFromRefreshTokenRequest request, CancellationToken _) =>
            {
                sent.Add(request.RefreshToken!);
                if (sent.Count == 1)
                {
                    await OvertakeAsync(world);
                }

                return new GetTokensFromRefreshTokenResponse { AuthenticationResult = world.Result(refreshToken: $"refresh-of-{request.RefreshToken}") };
            });

        AuthSession session = await auth.CurrentSessionAsync();

        Assert.That(session.IsSignedIn, Is.True, session.Error?.ToString());
        Assert.That(sent, Is.EqualTo(new[] { "refresh-1", "refresh-from-elsewhere" }));
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        await world.NewAuth().CurrentSessionAsync();
        Assert.That(sent[^1], Is.EqualTo("refresh-of-refresh-from-elsewhere"));
    }

    [Test]
    public async Task A_client_that_refuses_its_arguments_has_sent_nothing_and_lost_no_answer()
    {
        await using var world = new MockWorld();
        Auth auth = await world.SignedInAndExpiredAsync();
        world.Client.SetupSequence(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ArgumentException("not sent"))
            .ThrowsAsync(new Amplify.CognitoIdentityProvider.Model.RefreshTokenReuseException("Reused."));

        Assert.That((await auth.CurrentSessionAsync()).Error?.MayHaveBeenApplied, Is.False);
        world.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.That((await auth.CurrentSessionAsync()).EndReason, Is.EqualTo(SessionEndReason.RefreshTokenReused));
    }

    /// <summary>Another node without a lease renewed the session, and its tokens have expired by the time this one saves its own.</summary>
    private static async Task OvertakeAsync(MockWorld world)
    {
        var codec = new SessionCodec(world.Protector);
        var key = new DocumentKey(DocumentKind.Session, world.Options.UserPoolId!, world.Options.UserPoolClientId!, TestKeys.IdOf("single-user"));
        SessionDocument old = codec.Decode(key, (await world.Store.ReadAsync(key))!.Content.Span);
        var expired = new TestTokenOptions { IssuedAt = world.Clock.GetUtcNow().AddMinutes(-10), Lifetime = TimeSpan.FromMinutes(5) };
        var newer = new SessionDocument
        {
            UserId = old.UserId,
            Username = old.Username,
            IdToken = world.Tokens.CreateIdToken(options: expired),
            AccessToken = world.Tokens.CreateAccessToken(options: expired),
            RefreshToken = "refresh-from-elsewhere",
        };
        await world.Store.WriteAsync(key, codec.Encode(key, newer), WriteCondition.None, AuthWorld.Start.AddDays(30));
    }

    /// <summary>Timers that fire a millisecond before the time stamps say so, as the system's do one time in four.</summary>
    private sealed class EarlyClock(EmulatorClock inner) : TimeProvider
    {
        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override long GetTimestamp() => inner.GetTimestamp();

        /// <summary>Whether the first step of the back-off (1 to 1.2 s) has been waited out.</summary>
        public bool StepFired { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            bool step = dueTime >= TimeSpan.FromSeconds(0.9) && dueTime <= TimeSpan.FromSeconds(1.3);
            return inner.CreateTimer(
                s =>
                {
                    StepFired |= step;
                    callback(s);
                },
                state,
                dueTime > TimeSpan.FromMilliseconds(1) ? dueTime - TimeSpan.FromMilliseconds(1) : dueTime,
                period);
        }
    }
}
