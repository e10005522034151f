using Amplify.CognitoIdentityProvider.Model;
using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;
using Amplify.Tokens;
using Moq;

namespace Amplify.Tests.Sessions;

/// <summary>Renewed tokens are saved before their signatures are checked (promise 2); until they are, nobody sees them (promise 8).</summary>
public sealed class UnverifiedSessionTests
{
    [Test]
    public async Task A_valid_session_stays_while_the_tokens_that_replaced_it_elsewhere_cannot_be_verified()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth here = await world.SignedInAsync(services: world.Services(events: new InlineContext()));
        var changes = new List<AuthChange>();
        here.Changed += (_, e) => changes.Add(e.Change);
        string before = await here.GetAccessTokenAsync();
        using (JwksDown(world))
        {
            await RenewElsewhereAsync(world);
            world.Clock.Advance(TimeSpan.FromSeconds(31));
            for (int read = 0; read < 3; read++)
            {
                AuthSession kept = await here.CurrentSessionAsync();
                Assert.That(kept.State, Is.EqualTo(AuthSessionState.SignedIn));
                Assert.That(kept.Tokens!.AccessToken.Reveal(), Is.EqualTo(before));
                Assert.That(kept.Error, Is.Null);
                world.Clock.Advance(TimeSpan.FromSeconds(6));
            }

            Assert.That(changes, Is.Empty);
        }

        world.Clock.Advance(TimeSpan.FromMinutes(2));
        AuthSession renewed = await here.CurrentSessionAsync();
        Assert.That(renewed.State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(renewed.Tokens!.AccessToken.Reveal(), Is.Not.EqualTo(before));
        Assert.That(changes, Is.EqualTo(new[] { AuthChange.TokensRefreshed }));
    }

    [Test]
    public async Task A_session_that_starts_with_tokens_nobody_could_verify_shows_who_it_is_and_no_claim_and_no_token()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        await world.SignedInAsync();
        Auth restarted = world.NewAuth(services: world.Services(events: new InlineContext()));
        var changes = new List<AuthChange>();
        restarted.Changed += (_, e) => changes.Add(e.Change);
        using (JwksDown(world))
        {
            await RenewElsewhereAsync(world);

            AuthSession session = await restarted.CurrentSessionAsync();

            Assert.That(session.State, Is.EqualTo(AuthSessionState.Offline));
            Assert.That(session.Error!.Reason, Is.EqualTo(AuthErrorReason.KeysUnavailable));
            Assert.That(session.User!.UserId, Is.EqualTo(world.User.Sub));
            Assert.That(session.User.Claims, Is.Empty);
            Assert.That(session.Tokens!.AccessToken.Reveal(), Is.EqualTo("unverified"));
            Assert.That(session.Tokens.IdToken.Reveal(), Is.EqualTo("unverified"));
            Assert.That(async () => await restarted.GetIdTokenAsync(), Throws.TypeOf<AuthException>());
            Assert.That(changes, Is.EqualTo(new[] { AuthChange.RefreshFailed }));
        }

        world.Clock.Advance(TimeSpan.FromMinutes(2));
        AuthSession verified = await restarted.CurrentSessionAsync();
        Assert.That(verified.State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(verified.User!.Claims, Is.Not.Empty);
        Assert.That(changes, Is.EqualTo(new[] { AuthChange.RefreshFailed, AuthChange.TokensRefreshed }));
    }

    [Test]
    public async Task Another_user_whose_tokens_nobody_could_verify_is_not_told_as_signed_in_until_they_are()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        Auth here = await world.SignedInAsync(services: world.Services(events: new InlineContext()));
        var changes = new List<(AuthChange Change, string? User)>();
        here.Changed += (_, e) => changes.Add((e.Change, e.Session.User?.Username));
        await world.NewAuth().SignInAsync("ben", AuthWorld.Password, new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });
        using (JwksDown(world))
        {
            await RenewElsewhereAsync(world);
            world.Clock.Advance(TimeSpan.FromSeconds(31));

            AuthSession session = await here.CurrentSessionAsync();

            Assert.That(session.State, Is.EqualTo(AuthSessionState.Offline));
            Assert.That(session.User!.Username, Is.EqualTo("ben"));
            Assert.That(changes.Select(c => c.Change), Is.EqualTo(new[] { AuthChange.RefreshFailed }));
        }

        world.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That((await here.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(changes[^1], Is.EqualTo((AuthChange.SignedIn, "ben")));
    }

    [Test]
    public async Task A_user_who_was_verified_once_keeps_name_and_claims_while_the_renewed_tokens_wait()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        AuthSession before = await auth.CurrentSessionAsync();
        using FaultHandle down = JwksDown(world);
        world.ExpireTokens();
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.Offline));
        world.Clock.Advance(TimeSpan.FromSeconds(31));

        AuthSession session = await auth.CurrentSessionAsync();

        Assert.That(session.State, Is.EqualTo(AuthSessionState.Offline));
        Assert.That(session.User!.Name, Is.EqualTo("Ana Lima"));
        Assert.That(session.User.Claims, Is.EqualTo(before.User!.Claims));
        Assert.That(session.Tokens!.ExpiresAt, Is.EqualTo(before.Tokens!.ExpiresAt));
    }

    [Test]
    public async Task A_sign_out_elsewhere_is_told_although_nobody_was_told_of_the_user()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        await world.SignedInAsync();
        Auth restarted = world.NewAuth(services: world.Services(events: new InlineContext()));
        using FaultHandle down = JwksDown(world);
        await RenewElsewhereAsync(world);
        Assert.That((await restarted.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.Offline));
        var changes = new List<AuthChange>();
        restarted.Changed += (_, e) => changes.Add(e.Change);

        await world.NewAuth().SignOutAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.That((await restarted.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That(changes, Is.EqualTo(new[] { AuthChange.SignedOut }));
    }

    [Test]
    public async Task A_key_source_that_hangs_or_throws_anything_leaves_a_valid_session_alone([Values] bool hangs)
    {
        await using var world = new MockWorld(o => o.RequestTimeout = TimeSpan.FromSeconds(10));
        await world.Auth.SignInAsync("ana", "Any-password-1");
        var keys = new UnwillingKeys { Inner = world.Tokens.KeySource };
        await using Auth auth = world.NewAuth(keys);
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);
        await MarkUnverifiedAsync(world);
        keys.Inner = null;
        keys.Hangs = hangs;
        world.Clock.Advance(TimeSpan.FromSeconds(31));

        Task<AuthSession> reading = auth.CurrentSessionAsync().AsTask();
        if (hangs)
        {
            await keys.Asked.WaitAsync(TimeSpan.FromSeconds(10));
            world.Clock.Advance(TimeSpan.FromSeconds(11));
        }

        Assert.That((await reading.WaitAsync(TimeSpan.FromSeconds(10))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_key_source_that_hangs_fails_a_refresh_in_time_and_the_renewed_tokens_wait_in_the_store()
    {
        await using var world = new MockWorld(o => o.RequestTimeout = TimeSpan.FromSeconds(10));
        await world.Auth.SignInAsync("ana", "Any-password-1");
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => new GetTokensFromRefreshTokenResponse { AuthenticationResult = world.Result(refreshToken: "refresh-2") });
        var keys = new UnwillingKeys { Hangs = true };
        await using Auth auth = world.NewAuth(keys);
        world.Clock.Advance(TimeSpan.FromMinutes(61));

        Task<AuthSession> reading = auth.CurrentSessionAsync().AsTask();
        await keys.Asked.WaitAsync(TimeSpan.FromSeconds(10));
        world.Clock.Advance(TimeSpan.FromSeconds(11));
        AuthSession session = await reading.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.That(session.State, Is.EqualTo(AuthSessionState.Offline));
        Assert.That(session.Error!.Reason, Is.EqualTo(AuthErrorReason.KeysUnavailable));
        keys.Inner = world.Tokens.KeySource;
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
        world.Client.Verify(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    private static async Task MarkUnverifiedAsync(MockWorld world)
    {
        var codec = new SessionCodec(world.Protector);
        var key = new DocumentKey(DocumentKind.Session, world.Options.UserPoolId!, world.Options.UserPoolClientId!, TestKeys.IdOf("single-user"));
        SessionDocument old = codec.Decode(key, (await world.Store.ReadAsync(key))!.Content.Span);
        AuthenticationResultType renewed = world.Result();
        var unverified = new SessionDocument { UserId = old.UserId, Username = old.Username, IdToken = renewed.IdToken!, AccessToken = renewed.AccessToken!, RefreshToken = old.RefreshToken, Unverified = true };
        await world.Store.WriteAsync(key, codec.Encode(key, unverified), WriteCondition.None, AuthWorld.Start.AddDays(30));
    }

    private sealed class UnwillingKeys : ITokenKeySource
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ITokenKeySource? Inner { get; set; }

        public bool Hangs { get; set; }

        public Task Asked => _asked.Task;

        public ValueTask PrefetchAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public async ValueTask<TokenKey?> FindKeyAsync(string keyId, CancellationToken cancellationToken = default)
        {
            if (Inner is not null)
            {
                return await Inner.FindKeyAsync(keyId, cancellationToken);
            }

            _asked.TrySetResult();
            return Hangs
                ? await new TaskCompletionSource<TokenKey?>().Task
                : throw new AuthException(new AuthError { Reason = AuthErrorReason.Unknown, Message = "An application's own." });
        }
    }

    [Test]
    public async Task Readers_of_a_session_that_cannot_be_verified_share_the_back_off()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        await world.SignedInAsync();
        Auth restarted = world.NewAuth(o => o.SessionFreshness = TimeSpan.FromMilliseconds(1));
        using FaultHandle down = JwksDown(world);
        await RenewElsewhereAsync(world);
        int renewed = world.Refreshes;
        await restarted.CurrentSessionAsync();
        var changes = new List<AuthChange>();
        restarted.Changed += (_, e) => changes.Add(e.Change);

        for (int read = 0; read < 20; read++)
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(2));
            Assert.That((await restarted.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.Offline));
        }

        Assert.That(world.Refreshes, Is.EqualTo(renewed));
        Assert.That(changes, Is.Empty, "one failure, told once");
    }

    private static FaultHandle JwksDown(AuthWorld world)
    {
        world.Pool.RotateSigningKeys();
        return world.Cognito.Faults.Add(new Fault { Operation = "jwks", Kind = FaultKind.InternalError });
    }

    /// <summary>Another process renews the session and saves what it cannot verify.</summary>
    private static async Task RenewElsewhereAsync(AuthWorld world)
    {
        await using Auth elsewhere = world.NewAuth();
        AuthSession session = await elsewhere.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });
        Assert.That(session.Error!.Reason, Is.EqualTo(AuthErrorReason.KeysUnavailable));
    }
}
