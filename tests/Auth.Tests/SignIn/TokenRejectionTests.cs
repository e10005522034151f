using Amplify.CognitoIdentityProvider.Model;
using Amplify.Testing;
using Amplify.Tests.Support;
using Amplify.Tokens;
using Moq;

namespace Amplify.Tests.SignIn;

/// <summary>Promise 8: no token is believed that was not verified, at sign-in and at every refresh.</summary>
public sealed class TokenRejectionTests
{
    [Test]
    public async Task A_sign_in_with_tokens_of_an_unknown_key_is_refused()
    {
        await using var world = new MockWorld();
        var forged = new TestTokenOptions { SignWithUnknownKey = true };
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(() => new InitiateAuthResponse
        {
            AuthenticationResult = new AuthenticationResultType { IdToken = world.Tokens.CreateIdToken(), AccessToken = world.Tokens.CreateAccessToken(options: forged), RefreshToken = "r" },
        });

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.SignInAsync("ana", "Any-password-1"));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.InvalidToken));
        Assert.That((await world.Auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task Tokens_of_two_users_are_refused()
    {
        await using var world = new MockWorld();
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(() => new InitiateAuthResponse
        {
            AuthenticationResult = new AuthenticationResultType
            {
                IdToken = world.Tokens.CreateIdToken(),
                AccessToken = world.Tokens.CreateAccessToken(new Dictionary<string, object?> { ["sub"] = "somebody-else" }),
                RefreshToken = "r",
            },
        });

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.SignInAsync("ana", "Any-password-1"));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.InvalidToken));
    }

    [Test]
    public async Task A_refresh_that_brings_another_users_tokens_is_refused_and_the_session_kept()
    {
        await using var world = new MockWorld();
        Auth auth = await world.SignedInAndExpiredAsync();
        Refreshes(world, () => new AuthenticationResultType
        {
            IdToken = world.Tokens.CreateIdToken(new Dictionary<string, object?> { ["sub"] = "somebody-else" }),
            AccessToken = world.Tokens.CreateAccessToken(new Dictionary<string, object?> { ["sub"] = "somebody-else" }),
        });

        AuthSession session = await auth.CurrentSessionAsync();

        Assert.That(session.State, Is.EqualTo(AuthSessionState.Refused));
        Assert.That(session.Error?.Reason, Is.EqualTo(AuthErrorReason.InvalidToken));
        Assert.That(session.User?.Username, Is.EqualTo("ana"));
    }

    [Test]
    public async Task A_refresh_with_a_bad_signature_is_refused_but_its_rotated_refresh_token_is_kept()
    {
        await using var world = new MockWorld();
        Auth auth = await world.SignedInAndExpiredAsync();
        var sent = new List<string>();
        Refreshes(
            world,
            () => sent.Count == 1
                ? new AuthenticationResultType
                {
                    IdToken = world.Tokens.CreateIdToken(),
                    AccessToken = world.Tokens.CreateAccessToken(options: new TestTokenOptions { SignWithUnknownKey = true }),
                    RefreshToken = "refresh-2",
                }
                : world.Result(refreshToken: "refresh-3"),
            sent);

        AuthSession refused = await auth.CurrentSessionAsync();
        Assert.That(refused.State, Is.EqualTo(AuthSessionState.Refused));
        Assert.That(refused.Error?.Reason, Is.EqualTo(AuthErrorReason.InvalidToken));

        world.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);
        Assert.That(sent, Is.EqualTo(new[] { "refresh-1", "refresh-2" }), "the next attempt used the token that came with the bad ones");
    }

    [Test]
    public async Task Keys_that_cannot_be_had_are_a_passing_fault_and_the_renewed_tokens_wait_in_the_store()
    {
        await using var world = new MockWorld();
        await world.SignedInAndExpiredAsync();
        var keys = new FlakyKeys(world.Tokens.KeySource);
        Auth auth = world.NewAuth(keys);
        var sent = new List<string>();
        Refreshes(world, () => world.Result(refreshToken: "refresh-2"), sent);
        keys.Available = false;

        AuthSession offline = await auth.CurrentSessionAsync();
        Assert.That(offline.State, Is.EqualTo(AuthSessionState.Offline));
        Assert.That(offline.Error?.Reason, Is.EqualTo(AuthErrorReason.KeysUnavailable));

        keys.Available = true;
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);
        Assert.That(sent, Is.EqualTo(new[] { "refresh-1" }), "what was renewed was verified, not renewed again");
        await auth.DisposeAsync();
    }

    [Test]
    public async Task Unverified_tokens_in_the_store_are_verified_by_whoever_loads_them()
    {
        await using var world = new MockWorld();
        await world.SignedInAndExpiredAsync();
        var keys = new FlakyKeys(world.Tokens.KeySource) { Available = false };
        Auth crashed = world.NewAuth(keys);
        Refreshes(world, () => new AuthenticationResultType
        {
            IdToken = world.Tokens.CreateIdToken(),
            AccessToken = world.Tokens.CreateAccessToken(options: new TestTokenOptions { SignWithUnknownKey = true }),
            RefreshToken = "refresh-2",
        });
        await crashed.CurrentSessionAsync();
        await crashed.DisposeAsync();

        var sent = new List<string>();
        Refreshes(world, () => world.Result(), sent);
        Auth next = world.NewAuth();
        AuthSession session = await next.CurrentSessionAsync();

        Assert.That(session.IsSignedIn, Is.True);
        Assert.That(sent, Is.EqualTo(new[] { "refresh-2" }), "the forged access token was never shown; it was renewed away");
        await next.DisposeAsync();
    }

    private static void Refreshes(MockWorld world, Func<AuthenticationResultType> result, List<string>? sent = null) =>
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((GetTokensFromRefreshTokenRequest request, CancellationToken _) =>
            {
                sent?.Add(request.RefreshToken!);
                return new GetTokensFromRefreshTokenResponse { AuthenticationResult = result() };
            });

    private sealed class FlakyKeys(ITokenKeySource inner) : ITokenKeySource
    {
        public bool Available { get; set; } = true;

        public ValueTask<TokenKey?> FindKeyAsync(string keyId, CancellationToken cancellationToken) =>
            Available ? inner.FindKeyAsync(keyId, cancellationToken) : throw Unavailable();

        public ValueTask PrefetchAsync(CancellationToken cancellationToken) => Available ? inner.PrefetchAsync(cancellationToken) : throw Unavailable();

        private static AuthException Unavailable() => new(new AuthError { Reason = AuthErrorReason.KeysUnavailable, Message = "No keys.", IsTransient = true });
    }
}
