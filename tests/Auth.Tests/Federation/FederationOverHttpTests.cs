using Amazon.SecurityToken.Model;
using Amplify.Emulator;
using Amplify.Tests.Support;
using FederatedUser = Amplify.Emulator.FederatedUser;

namespace Amplify.Tests.Federation;

/// <summary>Other providers, and roles of users, over HTTP: the identity pool judges.</summary>
internal sealed class FederationOverHttpTests
{
    private AwsWorld _world = null!;

    [SetUp]
    public async Task Start() => _world = await AwsWorld.StartAsync();

    [TearDown]
    public async Task Stop() => await _world.DisposeAsync();

    [Test]
    public async Task An_OpenID_provider_the_pool_knows_signs_in()
    {
        EmulatedOpenIdIssuer issuer = _world.Cognito.CreateOpenIdIssuer("https://login.example.com/tenant");
        _world.Identities.AddOpenIdProvider(issuer, "app");
        Auth auth = _world.NewAuth();

        SignInResult result = await auth.FederatedSignInAsync(FederatedToken.Oidc(issuer.Issuer, issuer.CreateToken("ana", "app")));

        Assert.That(result.Session!.State, Is.EqualTo(AuthSessionState.Federated));
        SessionCredentials credentials = await auth.CurrentCredentialsAsync();
        Assert.That(_world.Identities.FindIdentity(credentials.IdentityId)!.Logins, Is.EqualTo(new[] { "login.example.com/tenant" }));
        GetCallerIdentityResponse who = await _world.Sts(auth.AWSCredentials).GetCallerIdentityAsync(new GetCallerIdentityRequest());
        Assert.That(who.Arn, Does.Contain(_world.Identities.AuthenticatedRole!.Name));
    }

    [Test]
    public async Task One_it_does_not_know_does_not()
    {
        EmulatedOpenIdIssuer issuer = _world.Cognito.CreateOpenIdIssuer("https://login.example.com");

        AuthException e = Assert.ThrowsAsync<AuthException>(() => _world.NewAuth().FederatedSignInAsync(FederatedToken.Oidc(issuer.Issuer, issuer.CreateToken("ana", "app"))))!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.IdentityPoolMisconfigured));
        await Task.CompletedTask;
    }

    [Test]
    public async Task Two_logins_are_one_identity()
    {
        _world.Identities.AddProvider("graph.facebook.com", token => new FederatedUser { UserId = token });
        _world.Identities.AddProvider("www.amazon.com", token => new FederatedUser { UserId = token });
        Auth both = _world.NewAuth();
        await both.FederatedSignInAsync(FederatedToken.Facebook("ana-at-facebook"), new FederatedSignInOptions { AdditionalTokens = [FederatedToken.Amazon("ana-at-amazon")] });
        string identity = (await both.CurrentCredentialsAsync()).IdentityId;
        await both.SignOutAsync();

        await both.FederatedSignInAsync(FederatedToken.Amazon("ana-at-amazon"));

        Assert.That((await both.CurrentCredentialsAsync()).IdentityId, Is.EqualTo(identity));
    }

    [Test]
    public async Task A_SAML_assertion_goes_by_the_providers_ARN()
    {
        const string Arn = "arn:aws:iam::123456789012:saml-provider/Corporate";
        _world.Identities.AddProvider(Arn, _ => new FederatedUser { UserId = "ana" });

        await _world.NewAuth().FederatedSignInAsync(FederatedToken.Saml(Arn, "PHNhbWxwOlJlc3BvbnNlLz4="));

        Assert.That(_world.Identities.Identities.Single().Logins, Is.EqualTo(new[] { Arn }));
    }

    [Test]
    public async Task A_role_the_users_groups_give_is_chosen_by_the_application()
    {
        EmulatedRole editor = _world.Identities.AddRole("Editor");
        EmulatedRole reader = _world.Identities.AddRole("Reader");
        _world.Pool.AddGroup("readers", 1, reader.Arn);
        _world.Pool.AddGroup("editors", 2, editor.Arn);
        _world.Pool.FindUser("ana")!.AddToGroup("readers");
        _world.Pool.FindUser("ana")!.AddToGroup("editors");
        _world.Identities.SetRoleMapping(_world.Client, new RoleMapping { Type = RoleMappingType.Token });
        Auth auth = _world.NewAuth(chooser: (context, _) => new(context.Roles.First(r => r.EndsWith("/Editor", StringComparison.Ordinal))));
        await auth.SignInAsync("ana", AwsWorld.Password);

        Assert.That((await _world.Sts(auth.AWSCredentials).GetCallerIdentityAsync(new GetCallerIdentityRequest())).Arn, Does.Contain("/Editor/"));
    }

    [Test]
    public async Task A_role_the_user_does_not_have_is_refused()
    {
        EmulatedRole admin = _world.Identities.AddRole("Admin");
        _world.Identities.SetRoleMapping(_world.Client, new RoleMapping { Type = RoleMappingType.Token });
        Auth auth = _world.NewAuth(o => o.CustomRoleArn = admin.Arn);
        await auth.SignInAsync("ana", AwsWorld.Password);

        Assert.ThrowsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask());
    }

    [Test]
    public async Task Tokens_taken_over_from_another_engine_work_for_AWS_too()
    {
        Auth other = _world.NewAuth();
        await other.SignInAsync("ana", AwsWorld.Password);
        AuthTokens tokens = (await other.CurrentSessionAsync()).Tokens!;
        AuthFactory server = _world.NewFactory();

        SignInResult result = await server.Create(SessionKey.New()).AdoptTokensAsync(new AdoptedTokens { IdToken = tokens.IdToken, AccessToken = tokens.AccessToken });

        SessionCredentials credentials = await server.Create(result.SessionKey!).CurrentCredentialsAsync();
        Assert.That((credentials.IdentityId, credentials.IsGuest), Is.EqualTo(((await other.CurrentCredentialsAsync()).IdentityId, false)));
    }
}
