using Amplify.CognitoIdentityProvider.Model;
using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Federation.InBrowser;

/// <summary>Sessions that are renewed and ended at the token endpoint: several engines over one store, answers that get lost, machines without network or display.</summary>
internal sealed class TokenEndpointTests
{
    private static readonly RefreshTokenRotation _noGrace = new() { GracePeriod = TimeSpan.Zero };

    [Test]
    public async Task Three_engines_over_one_store_renew_once_per_expiry_under_rotation_without_grace()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync(secret: true, _noGrace);
        Auth[] nodes = [.. Enumerable.Range(0, 3).Select(_ => world.NewAuth(ViaTokenEndpoint))];
        await nodes[0].FederatedSignInAsync();
        for (int hour = 1; hour <= 4; hour++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(61));

            AuthSession[] sessions = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(async () => await nodes[i % 3].CurrentSessionAsync())));

            Assert.That(sessions.Select(s => s.State), Has.All.EqualTo(AuthSessionState.SignedIn));
            Assert.That(world.Requests("oauth2/token"), Has.Count.EqualTo(1 + hour));
        }

        Assert.That(world.Requests("GetTokensFromRefreshToken"), Is.Empty);
        Assert.That((await nodes[2].SignOutAsync()).Browser.Outcome, Is.EqualTo(SignOutOutcome.Done), "every renewal kept where the session came from");
    }

    [Test]
    public async Task An_answer_that_is_lost_within_the_grace_is_asked_for_again(
        [Values(FaultKind.Cut, FaultKind.Truncated, FaultKind.Garbage, FaultKind.Html, FaultKind.EmptyBody, FaultKind.ServiceUnavailable)] FaultKind kind)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync(rotation: new RefreshTokenRotation { GracePeriod = TimeSpan.FromSeconds(60) });
        Auth auth = world.NewAuth(ViaTokenEndpoint);
        await auth.FederatedSignInAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        world.Cognito.Faults.Add(new Fault { Operation = "oauth2/token", Kind = kind, Phase = FaultPhase.After, Times = 1 });
        using var ticking = new Ticking(world.Clock);

        AuthSession session = await auth.CurrentSessionAsync();
        if (session.State == AuthSessionState.Offline)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(30));
            session = await auth.CurrentSessionAsync();
        }

        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn), session.EndReason?.ToString());
    }

    [Test]
    public async Task A_code_whose_answer_is_lost_is_never_sent_twice(
        [Values(FaultKind.Cut, FaultKind.Truncated, FaultKind.Garbage, FaultKind.EmptyBody, FaultKind.InternalError)] FaultKind kind,
        [Values] FaultPhase phase)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        using var ticking = new Ticking(world.Clock);
        Auth auth = world.NewAuth();
        BrowserSignIn begun = await auth.BeginFederatedSignInAsync();
        Uri callback = await world.VisitAsync(begun);
        world.Cognito.Faults.Add(new Fault { Operation = "oauth2/token", Kind = kind, Phase = phase, Times = 1 });

        AuthException first = Assert.ThrowsAsync<AuthException>(() => auth.CompleteFederatedSignInAsync(begun.FlowToken, callback))!;
        AuthException second = Assert.ThrowsAsync<AuthException>(() => auth.CompleteFederatedSignInAsync(begun.FlowToken, callback))!;

        Assert.That(first.Reason, Is.AnyOf(AuthErrorReason.Network, AuthErrorReason.InvalidResponse, AuthErrorReason.ServiceFailure));
        Assert.That(second.Reason, Is.EqualTo(AuthErrorReason.InvalidCallback));
        Assert.That(world.Requests("oauth2/token"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_code_that_was_throttled_is_sent_again_by_itself()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        using var ticking = new Ticking(world.Clock);
        world.Cognito.Faults.Add(new Fault { Operation = "oauth2/token", Kind = FaultKind.Throttle, Times = 2 });

        Assert.That((await world.NewAuth().FederatedSignInAsync()).IsSignedIn, Is.True);
    }

    [TestCase(FaultKind.InternalError, AuthErrorReason.ServiceFailure)]
    [TestCase(FaultKind.ServiceUnavailable, AuthErrorReason.ServiceFailure)]
    [TestCase(FaultKind.Cut, AuthErrorReason.Network)]
    public async Task A_revocation_that_fails_is_told_and_the_user_is_signed_out_all_the_same(FaultKind kind, AuthErrorReason reason)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        using var ticking = new Ticking(world.Clock);
        Auth auth = world.NewAuth(ViaTokenEndpoint);
        await auth.FederatedSignInAsync();
        world.Cognito.Faults.Add(new Fault { Operation = "oauth2/revoke", Kind = kind });

        SignOutResult result = await auth.SignOutAsync();

        Assert.That((result.Local.Outcome, result.Revocation.Error?.Reason), Is.EqualTo((SignOutOutcome.Done, (AuthErrorReason?)reason)));
        Assert.That((await world.NewAuth().CurrentSessionAsync()).HasUser, Is.False);
    }

    [Test]
    public async Task Where_tokens_cannot_be_revoked_a_sign_out_is_complete_without([Values(RefreshVia.Auto, RefreshVia.TokenEndpoint)] RefreshVia via)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync(revocation: false);
        Auth auth = world.NewAuth(o => o.RefreshVia = via);
        await auth.FederatedSignInAsync();

        SignOutResult result = await auth.SignOutAsync();

        Assert.That((result.IsComplete, result.Revocation.Outcome), Is.EqualTo((true, SignOutOutcome.NotNeeded)), result.Revocation.Error?.Message);
    }

    [Test]
    public async Task Another_provider_in_Cognitos_place_is_asked_to_revoke_whatever_its_tokens_claim()
    {
        await using var server = new TokenServer(via: RefreshVia.TokenEndpoint) { Endpoints = ["token", "revoke"], AccessClaims = { ["origin_jti"] = null } };
        await server.SignInAsync();

        SignOutResult result = await server.Auth.SignOutAsync();

        Assert.That(result.Revocation.Outcome, Is.EqualTo(SignOutOutcome.Done));
        Assert.That(server.Bodies[^1], Does.Contain("token=refresh-1"));
    }

    [Test]
    public async Task Without_network_a_sign_out_opens_no_page_that_cannot_be_reached_and_says_so([Values] bool global, [Values(RefreshVia.Auto, RefreshVia.TokenEndpoint)] RefreshVia via)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        using var wire = new Unplugged();
        using var ticking = new Ticking(world.Clock);
        Auth auth = world.NewAuth(o => o.RefreshVia = via, wire);
        await auth.FederatedSignInAsync();
        wire.IsUnplugged = true;

        SignOutResult result = await auth.SignOutAsync(new SignOutOptions { Global = global });

        Assert.That(world.Robot.Requests.Select(r => r.Purpose), Is.EqualTo(new[] { BrowserPurpose.SignIn }), "nobody looks at an error page for a minute");
        Assert.That((result.Local.Outcome, result.Browser.Error?.Reason), Is.EqualTo((SignOutOutcome.Done, (AuthErrorReason?)AuthErrorReason.Network)));
    }

    [Test]
    public async Task Whoever_wants_the_pages_signed_out_of_gets_them_tried_without_network_too()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        using var wire = new Unplugged();
        using var ticking = new Ticking(world.Clock);
        Auth auth = world.NewAuth(http: wire);
        await auth.FederatedSignInAsync();
        wire.IsUnplugged = true;

        SignOutResult result = await auth.SignOutAsync(new SignOutOptions { EndBrowserSession = true });

        Assert.That((result.Revocation.Outcome, result.Browser.Outcome), Is.EqualTo((SignOutOutcome.Failed, SignOutOutcome.Done)), "a browser may know a way");
    }

    [Test]
    public async Task Where_no_browser_opens_any_more_a_sign_out_is_done_here_and_says_that_it_is_not_in_the_browser()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        await world.NewAuth().FederatedSignInAsync();
        Auth auth = world.NewAuth(new ScriptedBrowser(_ => throw new AuthException(new AuthError { Reason = AuthErrorReason.BrowserUnavailable })));

        SignOutResult result = await auth.SignOutAsync();

        Assert.That((result.Local.Outcome, result.Revocation.Outcome, result.Browser.Error?.Reason), Is.EqualTo((SignOutOutcome.Done, SignOutOutcome.Done, (AuthErrorReason?)AuthErrorReason.BrowserUnavailable)), "the pages still know the user");
    }

    [Test]
    public async Task A_tool_that_lives_for_one_call_leaves_nothing_running_behind_a_sign_in()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth(o => o.BackgroundRefresh = false);

        await auth.FederatedSignInAsync();
        Assert.That(world.Clock.PendingTimers, Is.Zero);
        await auth.SignOutAsync();

        Assert.That(world.Clock.PendingTimers, Is.Zero);
    }

    [Test]
    public async Task A_session_that_is_bound_to_a_device_is_not_ended_by_an_endpoint_that_knows_no_devices()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: new UserPoolSettings { DeviceConfiguration = new DeviceConfiguration { ChallengeRequiredOnNewDevice = true } });
        Auth auth = await world.SignedInAsync(ViaTokenEndpoint);

        for (int hour = 0; hour < 2; hour++)
        {
            world.ExpireTokens();
            AuthSession session = await auth.CurrentSessionAsync();
            Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn), session.EndReason?.ToString());
        }
    }

    [Test]
    public async Task Nor_is_one_that_was_renewed_without_its_device_because_the_pool_had_forgotten_that()
    {
        var bound = new Dictionary<string, object?> { ["device_key"] = "eu-west-1_11111111-2222-3333-4444-555555555555" };
        await using var world = new MockWorld(
            o =>
            {
                ViaTokenEndpoint(o);
                o.OAuth = new OAuthOptions { Domain = "http://127.0.0.1:9" };
            },
            accessClaims: bound);
        Auth auth = await world.SignedInAndExpiredAsync();
        var keys = new List<string?>();
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .Returns((GetTokensFromRefreshTokenRequest request, CancellationToken _) =>
            {
                keys.Add(request.DeviceKey);
                return request.DeviceKey is null
                    ? Task.FromResult(new GetTokensFromRefreshTokenResponse { AuthenticationResult = world.Result() })
                    : throw Refused.With("NotAuthorizedException", "Invalid Refresh Token.");
            });

        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);

        Assert.That(keys, Is.EqualTo(new[] { "eu-west-1_11111111-2222-3333-4444-555555555555", null, null }), "the token endpoint would not take the token");
    }

    private static void ViaTokenEndpoint(AuthOptions options) => options.RefreshVia = RefreshVia.TokenEndpoint;
}
