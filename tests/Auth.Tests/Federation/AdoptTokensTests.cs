using Amplify.Testing;
using Amplify.Tests.Support;

namespace Amplify.Tests.Federation;

internal sealed class AdoptTokensTests
{
    [Test]
    public async Task Tokens_become_a_session_as_any_other()
    {
        await using var world = new CredentialsWorld();
        Auth auth = world.NewAuth();

        SignInResult result = await auth.AdoptTokensAsync(TokensOf(world, "ana"));

        Assert.That(result.IsSignedIn);
        Assert.That((await auth.CurrentUserAsync())!.UserId, Is.EqualTo("sub-ana"));
        Assert.That((await world.NewAuth().CurrentUserAsync())!.UserId, Is.EqualTo("sub-ana"), "stored");
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, "renewed with the refresh token");
    }

    [Test]
    public async Task On_a_server_they_are_stored_under_a_new_key()
    {
        await using var world = new CredentialsWorld();
        AuthFactory factory = world.NewFactory();
        SessionKey visitor = SessionKey.New();

        SignInResult result = await factory.Create(visitor).AdoptTokensAsync(TokensOf(world, "ana"));

        Assert.That(result.SessionKey, Is.Not.EqualTo(visitor));
        Assert.That((await factory.Create(visitor).CurrentSessionAsync()).HasUser, Is.False);
        Assert.That((await factory.Create(result.SessionKey!).CurrentSessionAsync()).HasUser);
    }

    [Test]
    public async Task Without_a_refresh_token_the_session_lasts_as_long_as_its_tokens()
    {
        await using var world = new CredentialsWorld();
        Auth auth = world.NewAuth();
        AdoptedTokens tokens = TokensOf(world, "ana");
        await auth.AdoptTokensAsync(new AdoptedTokens { IdToken = tokens.IdToken, AccessToken = tokens.AccessToken });

        world.Clock.Advance(TimeSpan.FromMinutes(61));

        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task Tokens_of_another_pool_are_refused()
    {
        await using var world = new CredentialsWorld();
        var strangers = new TestTokens(new AuthOptions { UserPoolId = "eu-west-1_Another1", UserPoolClientId = "1testclient" }, world.Clock);

        AuthException e = Assert.ThrowsAsync<AuthException>(() => world.NewAuth().AdoptTokensAsync(new AdoptedTokens
        {
            IdToken = new Secret(strangers.CreateIdToken()),
            AccessToken = new Secret(strangers.CreateAccessToken()),
        }))!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.InvalidToken));
        Assert.That(world.Store.Held, Is.Zero);
    }

    [Test]
    public async Task Tokens_of_two_users_are_refused()
    {
        await using var world = new CredentialsWorld();

        AuthException e = Assert.ThrowsAsync<AuthException>(() => world.NewAuth().AdoptTokensAsync(new AdoptedTokens
        {
            IdToken = TokensOf(world, "ana").IdToken,
            AccessToken = TokensOf(world, "bo").AccessToken,
        }))!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.InvalidToken));
    }

    [Test]
    public async Task Expired_tokens_are_refused()
    {
        await using var world = new CredentialsWorld();
        AdoptedTokens tokens = TokensOf(world, "ana");
        world.Clock.Advance(TimeSpan.FromHours(2));

        Assert.ThrowsAsync<AuthException>(() => world.NewAuth().AdoptTokensAsync(tokens));
    }

    [Test]
    public async Task Who_is_signed_in_stands_in_the_way_unless_replaced()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync("ana");

        Assert.That(Assert.ThrowsAsync<AuthException>(() => auth.AdoptTokensAsync(TokensOf(world, "bo")))!.Reason, Is.EqualTo(AuthErrorReason.AlreadySignedIn));
        await auth.AdoptTokensAsync(TokensOf(world, "bo"), new AdoptTokensOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });

        Assert.That((await auth.CurrentUserAsync())!.UserId, Is.EqualTo("sub-bo"));
    }

    private static AdoptedTokens TokensOf(CredentialsWorld world, string username)
    {
        CognitoIdentityProvider.Model.AuthenticationResultType result = world.Result(username);
        return new AdoptedTokens { IdToken = new Secret(result.IdToken!), AccessToken = new Secret(result.AccessToken!), RefreshToken = new Secret(result.RefreshToken!) };
    }
}
