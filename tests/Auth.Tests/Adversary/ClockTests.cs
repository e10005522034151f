using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Emulator;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Adversary;

/// <summary>Clocks that jump, tokens with odd lifetimes, and refresh tokens that are not there.</summary>
public sealed class ClockTests
{
    [TestCase(-2)]
    [TestCase(2)]
    [TestCase(30)]
    [TestCase(-30)]
    [TestCase(-72)]
    [TestCase(72)]
    public async Task A_machine_clock_that_is_wrong_for_a_while_loses_no_rotated_token(int hours)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(Rotation);
        var machine = new ShiftedClock(world.Clock);
        Auth auth = await world.SignedInAsync(services: world.Services(clock: machine));

        machine.Shift = TimeSpan.FromHours(hours);
        world.ExpireTokens();
        await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });

        machine.Shift = TimeSpan.Zero;
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        AuthSession session = await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });
        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn), $"{session.EndReason} {session.Error}");
        Assert.That(session.Error, Is.Null);
        world.ExpireTokens();
        Assert.That((await world.NewAuth().CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn), "and after a restart");
    }

    [Test]
    public async Task A_machine_that_sleeps_for_days_comes_back_signed_in()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(Rotation);
        Auth auth = await world.SignedInAsync();
        for (int days = 1; days <= 8; days *= 2)
        {
            world.Clock.Advance(TimeSpan.FromDays(days));
            Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn), $"{days} days");
        }
    }

    [TestCase(5, 5)]
    [TestCase(5, 60)]
    [TestCase(60, 5)]
    [TestCase(5, 1440)]
    public async Task No_token_is_handed_out_after_its_end_whichever_ends_first(int access, int id)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings
        {
            AccessTokenValidity = TimeSpan.FromMinutes(access),
            IdTokenValidity = TimeSpan.FromMinutes(id),
            RefreshTokenRotation = new RefreshTokenRotation(),
        });
        Auth auth = await world.SignedInAsync(o => o.BackgroundRefresh = false);
        TimeSpan step = TimeSpan.FromSeconds(47);
        for (int i = 0; i < 20; i++)
        {
            AuthSession session = await auth.CurrentSessionAsync();
            Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn));
            Assert.That(session.Tokens!.ExpiresAt, Is.GreaterThan(world.Clock.GetUtcNow()));
            world.Clock.Advance(step);
        }

        Assert.That(world.Refreshes, Is.InRange(3, 5), "about every four minutes");
    }

    [Test]
    public async Task A_session_without_a_refresh_token_ends_with_its_tokens_and_not_by_a_forced_refresh()
    {
        await using var world = new MockWorld();
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => new InitiateAuthResponse { AuthenticationResult = world.Result() });
        await world.Auth.SignInAsync("ana", "Any-password-1");

        AuthSession forced = await world.Auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });
        Assert.That(forced.State, Is.EqualTo(AuthSessionState.SignedIn), $"{forced.EndReason}");
        Assert.That(forced.Error, Is.Not.Null);
        Assert.That(async () => await world.Auth.GetAccessTokenAsync(new CurrentSessionOptions { ForceRefresh = true }), Throws.InstanceOf<AuthException>());
        Assert.That(await world.Auth.GetAccessTokenAsync(), Is.Not.Empty);

        world.Clock.Advance(TimeSpan.FromMinutes(61));
        AuthSession ended = await world.Auth.CurrentSessionAsync();
        Assert.That(ended.State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That(ended.EndReason, Is.EqualTo(SessionEndReason.RefreshTokenExpired));
    }

    [Test]
    public async Task A_storm_of_forced_refreshes_during_back_off_sends_nothing()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(Rotation);
        Auth auth = await world.SignedInAsync();
        using FaultHandle fault = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Throttle });
        await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });

        AuthSession[] sessions = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => Task.Run(async () => await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true }))));

        Assert.That(fault.Hits, Is.EqualTo(1));
        Assert.That(sessions.Select(s => s.State), Has.All.EqualTo(AuthSessionState.SignedIn));
        Assert.That(sessions.Select(s => s.Error?.Reason), Has.All.EqualTo(AuthErrorReason.Throttled));
    }

    private static AppClientSettings Rotation => new() { RefreshTokenRotation = new RefreshTokenRotation() };

    /// <summary>A machine's clock beside the world's: its time of day can be wrong, its timers are right.</summary>
    private sealed class ShiftedClock(TimeProvider right) : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override long TimestampFrequency => right.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => right.GetUtcNow() + Shift;

        public override long GetTimestamp() => right.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => right.CreateTimer(callback, state, dueTime, period);
    }
}
