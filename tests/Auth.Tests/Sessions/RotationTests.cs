using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Sessions;

/// <summary>Promise 2: a rotating refresh token survives lost answers, stores that fail, and company.</summary>
public sealed class RotationTests
{
    [TestCase(0)]
    [TestCase(60)]
    public async Task Rotated_refresh_tokens_are_used_one_after_the_other(int grace)
    {
        await using AuthWorld world = await StartAsync(grace);
        Auth auth = await world.SignedInAsync();

        for (int hour = 0; hour < 5; hour++)
        {
            world.ExpireTokens();
            Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn), $"hour {hour}");
        }

        string[] sent = [.. world.Cognito.Requests.All.Where(r => r.Operation == "GetTokensFromRefreshToken").Select(r => (string)r.Body!["RefreshToken"]!)];
        Assert.That(sent, Has.Length.EqualTo(5));
        Assert.That(sent.Distinct().Count(), Is.EqualTo(5));
    }

    [Test]
    public async Task Two_engines_over_one_store_refresh_once_for_one_expiry()
    {
        await using AuthWorld world = await StartAsync(grace: 0);
        Auth first = await world.SignedInAsync();
        Auth second = world.NewAuth();
        await second.CurrentSessionAsync();

        for (int hour = 1; hour <= 5; hour++)
        {
            world.ExpireTokens();
            Task<AuthSession>[] callers = [.. Enumerable.Range(0, 40).Select(i => Task.Run(async () => await (i % 2 == 0 ? first : second).CurrentSessionAsync()))];
            AuthSession[] sessions = await Task.WhenAll(callers);

            Assert.That(sessions, Has.All.Property(nameof(AuthSession.State)).EqualTo(AuthSessionState.SignedIn));
            Assert.That(sessions.Select(s => s.Tokens!.AccessToken).Distinct().Count(), Is.EqualTo(1));
            Assert.That(world.Refreshes, Is.EqualTo(hour));
        }
    }

    [Test]
    public async Task A_lost_answer_is_had_again_within_the_grace_period()
    {
        await using AuthWorld world = await StartAsync(grace: 60);
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();
        world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Cut, Phase = FaultPhase.After, Times = 1 });

        Task<AuthSession> reading = auth.CurrentSessionAsync().AsTask();
        await world.Clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(1));
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That((await reading).State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(world.Refreshes, Is.EqualTo(2), "the same token is sent again");
        Assert.That(SentTokens(world).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_lost_answer_without_grace_ends_the_session_and_says_so()
    {
        await using AuthWorld world = await StartAsync(grace: 0);
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();
        world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Cut, Phase = FaultPhase.After, Times = 1 });

        Task<AuthSession> reading = auth.CurrentSessionAsync().AsTask();
        await world.Clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(1));
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        AuthSession session = await reading;
        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That(session.EndReason, Is.EqualTo(SessionEndReason.RotationAnswerLost));
        SignInRequiredException? asked = Assert.ThrowsAsync<SignInRequiredException>(async () => await auth.GetAccessTokenAsync());
        Assert.That(asked!.EndReason, Is.EqualTo(SessionEndReason.RotationAnswerLost));
    }

    [Test]
    public async Task Answers_that_keep_getting_lost_are_asked_for_in_the_background_for_as_long_as_the_longest_grace_period()
    {
        await using AuthWorld world = await StartAsync(grace: 60);
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();
        using FaultHandle cut = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Cut, Phase = FaultPhase.After, Times = 3 });

        Task<AuthSession> reading = auth.CurrentSessionAsync().AsTask();
        for (int repeat = 0; repeat < 2; repeat++)
        {
            await cut.WaitForArrivalAsync(repeat + 1);
            await world.Clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(1));
            world.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        AuthSession offline = await reading;
        Assert.That(offline.State, Is.EqualTo(AuthSessionState.Offline), "callers do not wait for ever");
        var renewed = new TaskCompletionSource();
        auth.Changed += (_, e) =>
        {
            if (e.Change == AuthChange.TokensRefreshed)
            {
                renewed.TrySetResult();
            }
        };
        await world.Clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(2));
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        await renewed.Task;
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(world.Refreshes, Is.EqualTo(4));
    }

    [Test]
    public async Task Offline_never_ends_a_session_under_rotation_without_grace()
    {
        await using AuthWorld world = await StartAsync(grace: 0);
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();
        foreach (FaultKind kind in new[] { FaultKind.Throttle, FaultKind.InternalError, FaultKind.ServiceUnavailable })
        {
            using FaultHandle fault = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = kind, Phase = FaultPhase.Before });
            AuthSession session = await auth.CurrentSessionAsync();
            Assert.That(session.State, Is.EqualTo(AuthSessionState.Offline), kind.ToString());
            Assert.That(session.User, Is.Not.Null);
            world.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
    }

    [Test]
    public async Task Renewed_tokens_the_store_would_not_take_are_kept_and_saved_by_the_next_attempt()
    {
        await using AuthWorld world = await StartAsync(grace: 0);
        var store = new BreakableStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        world.ExpireTokens();
        store.FailWrites = true;

        AuthSession failed = await auth.CurrentSessionAsync();
        Assert.That(failed.State, Is.EqualTo(AuthSessionState.Offline));
        Assert.That(failed.Error?.Reason, Is.EqualTo(AuthErrorReason.StoreUnavailable));

        store.FailWrites = false;
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(world.Refreshes, Is.EqualTo(1), "the rotated token was not thrown away");

        world.ExpireTokens();
        Assert.That((await world.NewAuth().CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn), "and it is in the store");
    }

    [Test]
    public async Task A_store_that_cannot_be_read_stops_the_refresh_before_the_token_is_spent()
    {
        await using AuthWorld world = await StartAsync(grace: 0);
        var store = new BreakableStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        world.ExpireTokens();
        store.FailReads = true;

        AuthSession session = await auth.CurrentSessionAsync();

        Assert.That(session.State, Is.EqualTo(AuthSessionState.Offline));
        Assert.That(world.Refreshes, Is.Zero);
    }

    [Test]
    public async Task A_reused_token_that_nobody_lost_an_answer_to_ends_the_session_as_reused()
    {
        await using AuthWorld world = await StartAsync(grace: 0);
        Auth auth = await world.SignedInAsync();
        Auth thief = world.NewAuth(services: world.Services(await CopyAsync(world)));
        world.ExpireTokens();
        await thief.CurrentSessionAsync();

        AuthSession session = await auth.CurrentSessionAsync();

        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That(session.EndReason, Is.EqualTo(SessionEndReason.RefreshTokenReused));
    }

    private static async Task<Amplify.Sessions.InMemorySessionStore> CopyAsync(AuthWorld world)
    {
        var copy = new Amplify.Sessions.InMemorySessionStore(world.Clock);
        Amplify.Sessions.DocumentKey key = TestKeys.SingleUser(world);
        Amplify.Sessions.StoredDocument? document = await world.Store.ReadAsync(key);
        await copy.WriteAsync(key, document!.Content, Amplify.Sessions.WriteCondition.None, AuthWorld.Start.AddDays(30));
        return copy;
    }

    private static Task<AuthWorld> StartAsync(int grace) =>
        AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation { GracePeriod = TimeSpan.FromSeconds(grace) } });

    private static IEnumerable<string> SentTokens(AuthWorld world) =>
        world.Cognito.Requests.All.Where(r => r.Operation == "GetTokensFromRefreshToken").Select(r => (string)r.Body!["RefreshToken"]!);
}
