using Amplify.CognitoIdentityProvider.Model;
using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Adversary;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.SignOut;

/// <summary>Signing out here, of this session at the service, and of all devices; offline with the truth told.</summary>
public sealed class SignOutTests
{
    private static readonly SignOutOptions _global = new() { Global = true };

    [Test]
    public async Task A_sign_out_ends_the_session_here_and_its_refresh_token_at_the_service([Values] bool clientSecret)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret });
        Auth auth = await world.SignedInAsync();
        SessionCopy copy = await CopyAsync(world);

        SignOutResult result = await auth.SignOutAsync();

        Assert.That(result.IsComplete, Is.True);
        Assert.That(result.Local.Outcome, Is.EqualTo(SignOutOutcome.Done));
        Assert.That(result.Revocation.Outcome, Is.EqualTo(SignOutOutcome.Done));
        Assert.That(result.Global.Outcome, Is.EqualTo(SignOutOutcome.NotNeeded));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That(await copy.EndsWithAsync(), Is.EqualTo(SessionEndReason.RefreshTokenRevoked), "a stolen copy of the session is worth nothing");
    }

    [Test]
    public async Task Other_sessions_of_the_user_go_on_after_an_ordinary_sign_out_and_end_with_a_global_one()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        Auth other = world.NewAuth(services: world.Services(new InMemorySessionStore(world.Clock)));
        await other.SignInAsync("ana", AuthWorld.Password);
        await auth.SignOutAsync();
        Assert.That((await other.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true })).Error, Is.Null);

        await auth.SignInAsync("ana", AuthWorld.Password);
        world.Cognito.Requests.Clear();
        SignOutResult result = await auth.SignOutAsync(_global);

        Assert.That(result.IsComplete, Is.True);
        Assert.That(result.Global.Outcome, Is.EqualTo(SignOutOutcome.Done));
        Assert.That(result.Revocation.Outcome, Is.EqualTo(SignOutOutcome.NotNeeded), "it is over with all the others");
        Assert.That(world.Cognito.Requests.All.Select(r => r.Operation), Is.EqualTo(new[] { "GlobalSignOut" }));
        AuthSession ended = await other.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });
        Assert.That(ended.State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task A_global_sign_out_with_expired_tokens_renews_them_for_it_and_stores_nothing([Values] bool rotation)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = rotation ? new RefreshTokenRotation { GracePeriod = TimeSpan.Zero } : null });
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();

        SignOutResult result = await auth.SignOutAsync(_global);

        Assert.That(result.IsComplete, Is.True, result.Global.Error?.ToString());
        Assert.That(world.Cognito.Requests.All.Select(r => r.Operation), Is.EqualTo(new[] { "GetTokensFromRefreshToken", "GlobalSignOut" }));
        Assert.That(await world.Store.ReadETagAsync(TestKeys.SingleUser(world)), Is.Null);
    }

    [TestCase("Access Token has expired")]
    [TestCase("Access Token has been revoked")]
    public async Task A_global_sign_out_whose_token_is_refused_tries_once_with_a_new_one(string message)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        world.Cognito.Faults.Add(new Fault { Operation = "GlobalSignOut", Kind = FaultKind.ServiceError, ErrorCode = "NotAuthorizedException", ErrorMessage = message, Times = 1 });

        SignOutResult result = await auth.SignOutAsync(_global);

        Assert.That(result.Global.Outcome, Is.EqualTo(SignOutOutcome.Done));
        Assert.That(world.Cognito.Requests.All.Select(r => r.Operation), Is.EqualTo(new[] { "GlobalSignOut", "GetTokensFromRefreshToken", "GlobalSignOut" }));
    }

    [Test]
    public async Task Where_a_global_sign_out_is_refused_this_sessions_token_is_revoked_at_least()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        world.Cognito.Faults.Add(new Fault { Operation = "GlobalSignOut", Kind = FaultKind.ServiceError, ErrorCode = "TooManyRequestsException", ErrorMessage = "Rate exceeded" });
        using var ticking = new Ticking(world.Clock);

        SignOutResult result = await auth.SignOutAsync(_global);

        Assert.That(result.IsComplete, Is.False);
        Assert.That(result.Global.Error!.Reason, Is.EqualTo(AuthErrorReason.Throttled));
        Assert.That(result.Revocation.Outcome, Is.EqualTo(SignOutOutcome.Done));
    }

    [Test]
    public async Task Offline_the_user_is_signed_out_here_and_the_result_says_what_the_service_does_not_know([Values] bool global)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync(services: world.Services(http: null));
        SessionCopy copy = await CopyAsync(world);
        using FaultHandle cut = world.Cognito.Faults.Add(new Fault { Operation = "*", Kind = FaultKind.Cut, Phase = FaultPhase.Before });
        using var ticking = new Ticking(world.Clock);

        SignOutResult result = await auth.SignOutAsync(global ? _global : null);

        Assert.That(result.IsComplete, Is.False);
        Assert.That(result.Local.Outcome, Is.EqualTo(SignOutOutcome.Done));
        Assert.That((global ? result.Global : result.Revocation).Error!.Reason, Is.EqualTo(AuthErrorReason.Network));
        Assert.That(result.Revocation.Outcome, Is.EqualTo(global ? SignOutOutcome.NotNeeded : SignOutOutcome.Failed), "no second wait for the same network");
        cut.Dispose();
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That(await copy.EndsWithAsync(), Is.Null, "as the result says, the refresh token still works");
    }

    [Test]
    public async Task Nothing_is_revoked_where_it_cannot_be_or_nobody_wants_it()
    {
        await using AuthWorld off = await AuthWorld.StartAsync(new AppClientSettings { EnableTokenRevocation = false });
        SignOutResult unsupported = await (await off.SignedInAsync()).SignOutAsync();
        await using AuthWorld world = await AuthWorld.StartAsync();
        SignOutResult unwanted = await (await world.SignedInAsync()).SignOutAsync(new SignOutOptions { Revoke = false });

        Assert.That(unsupported.Revocation.Outcome, Is.EqualTo(SignOutOutcome.NotNeeded));
        Assert.That(unwanted.Revocation.Outcome, Is.EqualTo(SignOutOutcome.NotNeeded));
        Assert.That(unsupported.IsComplete && unwanted.IsComplete, Is.True);
        Assert.That(off.Cognito.Requests.All.Concat(world.Cognito.Requests.All), Is.Empty);
    }

    [Test]
    public async Task Signing_out_when_nobody_is_signed_in_needs_nothing_and_of_all_devices_it_cannot_be_done()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();

        SignOutResult here = await world.NewAuth().SignOutAsync();
        SignOutResult everywhere = await world.NewAuth().SignOutAsync(_global);

        Assert.That(here.IsComplete, Is.True);
        Assert.That(here.Local.Outcome, Is.EqualTo(SignOutOutcome.NotNeeded));
        Assert.That(everywhere.IsComplete, Is.False);
        Assert.That(everywhere.Global.Error!.Reason, Is.EqualTo(AuthErrorReason.SignInRequired));
        Assert.That(world.Cognito.Requests.All, Is.Empty);
    }

    [Test]
    public async Task A_global_sign_out_without_the_scope_for_it_is_not_sent_and_revokes_this_session()
    {
        await using var world = new MockWorld(accessClaims: new Dictionary<string, object?> { ["scope"] = "openid email", ["origin_jti"] = "family-1" });
        await world.Auth.SignInAsync("ana", "Any-password-1");
        world.Client.Setup(c => c.RevokeTokenAsync(It.IsAny<RevokeTokenRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(new RevokeTokenResponse());

        SignOutResult result = await world.Auth.SignOutAsync(_global);

        Assert.That(result.Global.Error!.Reason, Is.EqualTo(AuthErrorReason.MissingScope));
        Assert.That(result.Revocation.Outcome, Is.EqualTo(SignOutOutcome.Done));
    }

    [Test]
    public async Task The_successor_of_a_revoked_token_that_arrives_after_the_sign_out_is_revoked_too()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation { GracePeriod = TimeSpan.Zero } });
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();
        using FaultHandle answered = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Hold, Phase = FaultPhase.After, Times = 1 });
        Task<AuthSession> refreshing = auth.CurrentSessionAsync().AsTask();
        await answered.WaitForArrivalAsync().WaitAsync(TimeSpan.FromSeconds(10));
        await auth.SignOutAsync();
        answered.Release();
        Assert.That((await refreshing).State, Is.EqualTo(AuthSessionState.SignedOut));
        await auth.DisposeAsync();

        string[] revoked = [.. world.Cognito.Requests.All.Where(r => r.Operation == "RevokeToken").Select(r => (string)r.Body!["Token"]!)];
        Assert.That(revoked, Has.Length.EqualTo(2));
        Assert.That(revoked, Is.Unique, "the one in the store, and the one that came too late");
    }

    [Test]
    public async Task What_another_process_renewed_is_what_is_revoked()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation { GracePeriod = TimeSpan.Zero } });
        Auth here = await world.SignedInAsync();
        await world.NewAuth().CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });
        SessionCopy copy = await CopyAsync(world);

        SignOutResult result = await here.SignOutAsync();

        Assert.That(result.Revocation.Outcome, Is.EqualTo(SignOutOutcome.Done));
        Assert.That(await copy.EndsWithAsync(), Is.EqualTo(SessionEndReason.RefreshTokenRevoked));
    }

    [Test]
    public async Task Renewed_tokens_that_waited_to_be_saved_are_the_ones_revoked()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation { GracePeriod = TimeSpan.Zero } });
        var store = new BreakableStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        world.ExpireTokens();
        store.FailWrites = true;
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.Offline));
        string spent = (string)world.Cognito.Requests.All[^1].Body!["RefreshToken"]!;
        world.Cognito.Requests.Clear();

        SignOutResult result = await auth.SignOutAsync();

        Assert.That(result.Revocation.Outcome, Is.EqualTo(SignOutOutcome.Done));
        Assert.That((string)world.Cognito.Requests.All.Single(r => r.Operation == "RevokeToken").Body!["Token"]!, Is.Not.EqualTo(spent));
    }

    [Test]
    public async Task A_caller_who_gives_up_while_the_service_is_told_is_told_so_and_is_signed_out()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        using FaultHandle held = world.Cognito.Faults.Add(new Fault { Operation = "RevokeToken", Kind = FaultKind.Hold, Phase = FaultPhase.Before });
        using var source = new CancellationTokenSource();

        Task<SignOutResult> signingOut = auth.SignOutAsync(cancellationToken: source.Token);
        await held.WaitForArrivalAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut), "here at once, whatever the network does");
        await source.CancelAsync();

        SignOutResult result = await signingOut;
        Assert.That(result.Local.Outcome, Is.EqualTo(SignOutOutcome.Done));
        Assert.That(result.Revocation.Error!.Reason, Is.EqualTo(AuthErrorReason.TimedOut));
    }

    [Test]
    public async Task A_store_that_cannot_delete_keeps_the_user_signed_in_and_the_service_is_told_nothing()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new BreakableStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        store.FailDeletes = true;

        Assert.That(async () => await auth.SignOutAsync(_global), Throws.TypeOf<AuthException>().With.Property(nameof(AuthException.Reason)).EqualTo(AuthErrorReason.StoreUnavailable));

        Assert.That(world.Cognito.Requests.All, Is.Empty);
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);
    }

    [Test]
    public async Task An_unreadable_session_is_signed_out_here_and_the_result_says_that_its_tokens_live_on([Values] bool global)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        await world.SignedInAsync();
        await world.Store.WriteAsync(TestKeys.SingleUser(world), new byte[] { 1, 2, 3 }, WriteCondition.None, AuthWorld.Start.AddDays(30));

        SignOutResult result = await world.NewAuth().SignOutAsync(global ? _global : null);

        Assert.That(result.IsComplete, Is.False);
        Assert.That(result.Local.Outcome, Is.EqualTo(SignOutOutcome.Done));
        Assert.That(result.Revocation.Error!.Reason, Is.EqualTo(AuthErrorReason.StoreUnreadable));
        Assert.That(result.Global.Error?.Reason, Is.EqualTo(global ? AuthErrorReason.StoreUnreadable : null));
        Assert.That(await world.Store.ReadETagAsync(TestKeys.SingleUser(world)), Is.Null);
    }

    /// <summary>What a thief who reads the store and its key would have.</summary>
    private static async Task<SessionCopy> CopyAsync(AuthWorld world)
    {
        var store = new InMemorySessionStore(world.Clock);
        DocumentKey key = TestKeys.SingleUser(world);
        await store.WriteAsync(key, (await world.Store.ReadAsync(key))!.Content, WriteCondition.Absent, AuthWorld.Start.AddDays(30));
        return new SessionCopy(world.NewAuth(services: world.Services(store)));
    }

    private sealed class SessionCopy(Auth auth)
    {
        public async Task<SessionEndReason?> EndsWithAsync() => (await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true })).EndReason;
    }
}
