using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Sessions;

/// <summary>Promise 1: one refresh per session at a time, failures shared, one caller's cancellation nobody else's.</summary>
public sealed class SingleFlightTests
{
    [Test]
    public async Task A_thousand_callers_on_an_expired_session_make_one_refresh()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();
        using FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Hold });

        Task<AuthSession>[] callers = [.. Enumerable.Range(0, 1000).Select(_ => Task.Run(async () => await auth.CurrentSessionAsync()))];
        await hold.WaitForArrivalAsync();
        hold.Release();
        AuthSession[] sessions = await Task.WhenAll(callers);

        Assert.That(sessions, Has.All.Property(nameof(AuthSession.State)).EqualTo(AuthSessionState.SignedIn));
        Assert.That(sessions.Distinct().Count(), Is.EqualTo(1), "all get the same snapshot");
        Assert.That(world.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task A_failing_service_gives_a_thousand_callers_one_shared_failure_and_then_back_off()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();
        using FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Hold, Times = 1 });
        world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Throttle });

        Task<AuthSession>[] callers = [.. Enumerable.Range(0, 1000).Select(_ => Task.Run(async () => await auth.CurrentSessionAsync()))];
        await hold.WaitForArrivalAsync();
        hold.Release();
        AuthSession[] sessions = await Task.WhenAll(callers);

        Assert.That(sessions, Has.All.Property(nameof(AuthSession.State)).EqualTo(AuthSessionState.Offline));
        Assert.That(sessions.Select(s => s.Error!.Reason).Distinct(), Is.EqualTo(new[] { AuthErrorReason.Throttled }));
        Assert.That(world.Refreshes, Is.EqualTo(1));

        await auth.CurrentSessionAsync();
        Assert.That(world.Refreshes, Is.EqualTo(1), "within the back-off nobody asks");

        world.Clock.Advance(TimeSpan.FromSeconds(1.3));
        await auth.CurrentSessionAsync();
        await auth.CurrentSessionAsync();
        Assert.That(world.Refreshes, Is.EqualTo(2), "one attempt after the first step of 1 s (at most 1.2 s)");

        world.Clock.Advance(TimeSpan.FromSeconds(1.3));
        await auth.CurrentSessionAsync();
        Assert.That(world.Refreshes, Is.EqualTo(2), "the second step is twice as long");

        world.Cognito.Faults.Clear();
        world.Clock.Advance(TimeSpan.FromSeconds(1.3));
        AuthSession recovered = await auth.CurrentSessionAsync();
        Assert.That(recovered.State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(recovered.Error, Is.Null);
    }

    [Test]
    public async Task A_caller_who_gives_up_disturbs_nobody()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();
        using FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Hold });
        using var impatient = new CancellationTokenSource();

        // The one who gives up is the one who started the refresh.
        Task<AuthSession> first = auth.CurrentSessionAsync(cancellationToken: impatient.Token).AsTask();
        await hold.WaitForArrivalAsync();
        Task<AuthSession> second = auth.CurrentSessionAsync().AsTask();
        await impatient.CancelAsync();

        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
        hold.Release();
        AuthSession session = await second;
        Assert.That(session.IsSignedIn, Is.True);
        Assert.That(world.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task A_sign_out_during_a_refresh_leaves_nobody_signed_in()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation() });
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();
        using FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Hold, Phase = FaultPhase.After });

        Task<AuthSession> refreshing = auth.CurrentSessionAsync().AsTask();
        await hold.WaitForArrivalAsync();
        await auth.SignOutAsync();
        hold.Release();

        AuthSession seen = await refreshing;
        AuthSession now = await auth.CurrentSessionAsync();
        AuthSession restarted = await world.NewAuth().CurrentSessionAsync();
        Assert.That(seen.State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That(now.State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That(restarted.State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task A_sign_in_during_a_refresh_is_what_remains()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();
        using FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Hold, Phase = FaultPhase.After });

        Task<AuthSession> refreshing = auth.CurrentSessionAsync().AsTask();
        await hold.WaitForArrivalAsync();
        SignInResult result = await auth.SignInAsync("ben", AuthWorld.Password, new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });
        hold.Release();
        await refreshing;

        Assert.That(result.IsSignedIn, Is.True);
        AuthUser? user = await auth.CurrentUserAsync();
        AuthUser? restarted = await world.NewAuth().CurrentUserAsync();
        Assert.That(user?.Username, Is.EqualTo("ben"));
        Assert.That(restarted?.Username, Is.EqualTo("ben"));
    }

    [Test]
    public async Task Between_refresh_ahead_and_expiry_callers_get_the_valid_token_and_one_background_refresh_runs()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        string before = await auth.GetAccessTokenAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(56));
        using FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Hold });

        string[] during = [await auth.GetAccessTokenAsync(), await auth.GetAccessTokenAsync(), await auth.GetAccessTokenAsync()];
        Assert.That(during, Has.All.EqualTo(before), "nobody waits for a refresh while the token is valid");

        await hold.WaitForArrivalAsync();
        var renewed = new TaskCompletionSource();
        auth.Changed += (_, e) =>
        {
            if (e.Change == AuthChange.TokensRefreshed)
            {
                renewed.TrySetResult();
            }
        };
        hold.Release();
        await renewed.Task;
        Assert.That(await auth.GetAccessTokenAsync(), Is.Not.EqualTo(before));
        Assert.That(world.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task A_failed_background_refresh_leaves_the_valid_token()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        string before = await auth.GetAccessTokenAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(56));
        world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Throttle });
        var failed = new TaskCompletionSource<AuthSession>();
        auth.Changed += (_, e) => failed.TrySetResult(e.Session);

        await auth.CurrentSessionAsync();
        await failed.Task;

        AuthSession session = await auth.CurrentSessionAsync();
        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(await auth.GetAccessTokenAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Without_background_refresh_the_caller_in_the_window_renews_and_waits()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync(o => o.BackgroundRefresh = false);
        string before = await auth.GetAccessTokenAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(56));

        Assert.That(await auth.GetAccessTokenAsync(), Is.Not.EqualTo(before));
        Assert.That(world.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task Without_background_refresh_a_failure_in_the_window_leaves_the_valid_token()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync(o => o.BackgroundRefresh = false);
        string before = await auth.GetAccessTokenAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(56));
        world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Throttle });

        Assert.That(await auth.GetAccessTokenAsync(), Is.EqualTo(before));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
    }

    [Test]
    public async Task A_forced_refresh_does_not_share_one_that_began_before_it()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();
        using FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Hold, Phase = FaultPhase.After, Times = 1 });

        Task<AuthSession> earlier = auth.CurrentSessionAsync().AsTask();
        await hold.WaitForArrivalAsync();
        world.User.AddToGroup("admins");
        Task<AuthSession>[] forced = [.. Enumerable.Range(0, 20).Select(_ => auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true }).AsTask())];
        hold.Release();
        await earlier;
        AuthSession[] sessions = await Task.WhenAll(forced);

        Assert.That(sessions.Select(s => s.User!.Groups), Has.All.EqualTo(new[] { "admins" }), "every forced caller sees the change made before the call");
        Assert.That(world.Refreshes, Is.EqualTo(2), "and they share one");
    }

    [Test]
    public async Task A_forced_refresh_that_fails_leaves_the_user_signed_in_and_says_why()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.InternalError });

        AuthSession session = await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });

        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(session.Error?.Reason, Is.EqualTo(AuthErrorReason.ServiceFailure));
        Assert.That(async () => await auth.GetAccessTokenAsync(new CurrentSessionOptions { ForceRefresh = true }), Throws.InstanceOf<AuthException>());
        Assert.That(await auth.GetAccessTokenAsync(), Is.Not.Empty);
    }

    [Test]
    public async Task Disposal_waits_for_a_refresh_in_flight_so_that_a_rotated_token_is_not_lost()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation() });
        Auth auth = await world.SignedInAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(56));
        using FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Hold, Phase = FaultPhase.After, Times = 1 });
        await auth.CurrentSessionAsync();
        await hold.WaitForArrivalAsync();

        Task disposal = auth.DisposeAsync().AsTask();
        Assert.That(disposal.IsCompleted, Is.False);
        hold.Release();
        await disposal;

        Auth next = world.NewAuth();
        AuthSession session = await next.CurrentSessionAsync();
        Assert.That(session.IsSignedIn, Is.True);
        Assert.That(world.Refreshes, Is.EqualTo(1), "the next engine finds the renewed tokens");
        Assert.That(async () => await auth.CurrentSessionAsync(), Throws.InstanceOf<ObjectDisposedException>());
    }
}
