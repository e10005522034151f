using Amplify.CognitoIdentity;
using Amplify.CognitoIdentity.Model;
using Amplify.Testing;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Credentials;

internal sealed class CurrentCredentialsTests
{
    [Test]
    public async Task A_user_gets_credentials_for_the_ID_token()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();

        SessionCredentials credentials = await auth.CurrentCredentialsAsync();

        Assert.That(credentials.AccessKeyId, Is.EqualTo("ASIAUSER1"));
        Assert.That(credentials.SecretAccessKey.Reveal(), Is.EqualTo("key-of-1"));
        Assert.That(credentials.SessionToken.Reveal(), Is.EqualTo("token-of-1"));
        Assert.That(credentials.Expiration, Is.EqualTo(AuthWorld.Start.AddHours(1)));
        Assert.That((credentials.IdentityId, credentials.IsGuest), Is.EqualTo(("eu-west-1:user-1", false)));
        string idToken = await auth.GetIdTokenAsync();
        GetIdRequest id = world.Pool.Ids.Single();
        Assert.That(id.IdentityPoolId, Is.EqualTo(CredentialsWorld.PoolId));
        Assert.That(id.Logins, Is.EqualTo(new Dictionary<string, string> { [CredentialsWorld.Provider] = idToken }));
        GetCredentialsForIdentityRequest request = world.Pool.Credentials.Single();
        Assert.That(request.Logins, Is.EqualTo(id.Logins));
        Assert.That((request.IdentityId, request.CustomRoleArn), Is.EqualTo(("eu-west-1:user-1", (string?)null)));
    }

    [Test]
    public async Task Without_an_identity_pool_nothing_is_asked_and_the_option_is_named()
    {
        await using var world = new CredentialsWorld(o => o.IdentityPoolId = null);
        Auth auth = world.NewAuth();

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask())!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.NotConfigured));
        Assert.That(e.Message, Does.Contain("AuthOptions.IdentityPoolId"));
        Assert.That(Assert.ThrowsAsync<AuthException>(() => auth.FederatedSignInAsync(FederatedToken.Google("t")))!.Reason, Is.EqualTo(AuthErrorReason.NotConfigured));
        Assert.That(world.Pool.Ids, Is.Empty);
    }

    [Test]
    public async Task Nobody_gets_none_where_guests_are_not_allowed()
    {
        await using var world = new CredentialsWorld();
        Auth auth = world.NewAuth();

        Assert.ThrowsAsync<SignInRequiredException>(() => auth.CurrentCredentialsAsync().AsTask());
        Assert.ThrowsAsync<SignInRequiredException>(() => auth.CurrentCredentialsAsync(new CurrentCredentialsOptions { ForceRefresh = true }).AsTask());
        await auth.WarmUpAsync();

        Assert.That(world.Pool.Ids, Is.Empty);
    }

    [Test]
    public async Task A_mock_of_AWSs_own_shape_is_all_a_test_needs()
    {
        TestTokenSet tokens = TestTokens.Create();
        tokens.Options.IdentityPoolId = CredentialsWorld.PoolId;
        var pool = new Mock<IAmazonCognitoIdentity>(MockBehavior.Strict);
        pool.Setup(p => p.GetIdAsync(It.IsAny<GetIdRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(new GetIdResponse { IdentityId = "eu-west-1:ana" });
        pool.Setup(p => p.GetCredentialsForIdentityAsync(It.Is<GetCredentialsForIdentityRequest>(r => r.IdentityId == "eu-west-1:ana"), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new GetCredentialsForIdentityResponse
            {
                Credentials = new() { AccessKeyId = "ASIA", SecretKey = "key", SessionToken = "token", Expiration = DateTime.MaxValue.ToUniversalTime() },
            });
        await using var auth = new Auth(tokens.Options, new AuthServices { IdentityPoolClient = pool.Object, TokenKeys = tokens.KeySource });
        await auth.AdoptTokensAsync(new AdoptedTokens { IdToken = new Secret(tokens.IdToken), AccessToken = new Secret(tokens.AccessToken) });

        SessionCredentials credentials = await auth.CurrentCredentialsAsync();

        Assert.That((credentials.AccessKeyId, credentials.IdentityId), Is.EqualTo(("ASIA", "eu-west-1:ana")), "the identity asked for, where the answer names none");
    }

    [Test]
    public async Task A_second_read_asks_nobody()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();

        SessionCredentials first = await auth.CurrentCredentialsAsync();
        SessionCredentials second = await auth.CurrentCredentialsAsync();

        Assert.That(second, Is.SameAs(first));
        Assert.That(world.Pool.Credentials, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Warming_up_leaves_nothing_for_the_first_call_to_wait_for()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();

        await auth.WarmUpAsync();

        Assert.That(auth.AWSCredentials.GetCredentials().AccessKey, Is.EqualTo("ASIAUSER1"));
        Assert.That(world.Pool.Credentials, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task New_credentials_are_had_by_force_with_the_identity_known()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        await auth.CurrentCredentialsAsync();

        SessionCredentials forced = await auth.CurrentCredentialsAsync(new CurrentCredentialsOptions { ForceRefresh = true });

        Assert.That(forced.AccessKeyId, Is.EqualTo("ASIAUSER2"));
        Assert.That((await auth.CurrentCredentialsAsync()).AccessKeyId, Is.EqualTo("ASIAUSER2"));
        Assert.That(world.Pool.Ids, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Another_identity_in_the_answer_is_kept()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        world.Pool.Change = r => r.IdentityId = "eu-west-1:merged";

        Assert.That((await auth.CurrentCredentialsAsync()).IdentityId, Is.EqualTo("eu-west-1:merged"));
        await auth.CurrentCredentialsAsync(new CurrentCredentialsOptions { ForceRefresh = true });

        Assert.That(world.Pool.Credentials.Select(c => c.IdentityId), Is.EqualTo(new[] { "eu-west-1:user-1", "eu-west-1:merged" }));
        Assert.That(world.Pool.Ids, Has.Count.EqualTo(1));
    }

    [TestCase("secret key")]
    [TestCase("access key")]
    [TestCase("token")]
    [TestCase("expiration")]
    [TestCase("credentials")]
    public async Task Credentials_with_something_missing_are_not_accepted(string what)
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        world.Pool.Change = r =>
        {
            switch (what)
            {
                case "secret key": r.Credentials!.SecretKey = null; break;
                case "access key": r.Credentials!.AccessKeyId = ""; break;
                case "token": r.Credentials!.SessionToken = null; break;
                case "expiration": r.Credentials!.Expiration = null; break;
                default: r.Credentials = null; break;
            }
        };

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask())!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.InvalidResponse));
    }

    [Test]
    public async Task Credentials_that_have_ended_already_are_never_handed_out_and_not_asked_for_again_at_once()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        world.Pool.Lifetime = TimeSpan.FromMinutes(-1);

        for (int i = 0; i < 3; i++)
        {
            AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask())!;
            Assert.That(e.Message, Does.Contain("clock"));
        }

        Assert.That(world.Pool.Credentials, Has.Count.EqualTo(1));
    }

    [TestCase(-8000)]
    [TestCase(8000)]
    public async Task An_end_beyond_belief_breaks_nothing(int years)
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        world.Pool.Change = r => r.Credentials!.Expiration = years < 0 ? DateTime.MinValue : DateTime.MaxValue;

        if (years < 0)
        {
            Assert.ThrowsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask());
        }
        else
        {
            Assert.That((await auth.CurrentCredentialsAsync()).Expiration, Is.EqualTo(AuthWorld.Start.AddHours(12)));
        }
    }

    [Test]
    public async Task A_federated_sign_in_with_credentials_that_have_ended_signs_nobody_in()
    {
        await using var world = new CredentialsWorld();
        world.Pool.Lifetime = TimeSpan.FromMinutes(-1);
        Auth auth = world.NewAuth();

        Assert.ThrowsAsync<AuthException>(() => auth.FederatedSignInAsync(FederatedToken.Google("t")));

        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task A_cancelled_caller_asks_nobody()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();

        Assert.That(async () => await auth.CurrentCredentialsAsync(null, new CancellationToken(true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(world.Pool.Ids, Is.Empty);
    }

    [Test]
    public async Task Expired_tokens_are_renewed_first()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(61));

        await auth.CurrentCredentialsAsync();

        Assert.That(world.Pool.Credentials.Single().Logins![CredentialsWorld.Provider], Is.EqualTo(await auth.GetIdTokenAsync()));
        world.UserPool.Verify(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<CognitoIdentityProvider.Model.GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task A_user_who_is_offline_gets_the_reason()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        world.UserPool.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<CognitoIdentityProvider.Model.GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new HttpRequestException(HttpRequestError.NameResolutionError));
        world.Clock.Advance(TimeSpan.FromMinutes(61));

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask())!;

        Assert.That((e.Reason, e.IsTransient), Is.EqualTo((AuthErrorReason.Network, true)));
        Assert.That(world.Pool.Ids, Is.Empty);
    }

    [Test]
    public async Task Valid_credentials_do_not_need_valid_tokens()
    {
        await using var world = new CredentialsWorld();
        world.Pool.Lifetime = TimeSpan.FromHours(3);
        Auth auth = await world.SignedInAsync();
        SessionCredentials before = await auth.CurrentCredentialsAsync();
        world.UserPool.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<CognitoIdentityProvider.Model.GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new HttpRequestException(HttpRequestError.NameResolutionError));
        world.Clock.Advance(TimeSpan.FromHours(2));

        Assert.That(await auth.CurrentCredentialsAsync(), Is.SameAs(before));
    }
}
