using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Federation;

internal sealed class FederatedSignInTests
{
    private const string Saml = "arn:aws:iam::123456789012:saml-provider/Corporate";

    private static IEnumerable<TestCaseData> Providers =>
    [
        new TestCaseData(FederatedToken.Google("t"), "accounts.google.com", "t").SetArgDisplayNames("Google"),
        new TestCaseData(FederatedToken.Facebook("t"), "graph.facebook.com", "t").SetArgDisplayNames("Facebook"),
        new TestCaseData(FederatedToken.Amazon("t"), "www.amazon.com", "t").SetArgDisplayNames("Amazon"),
        new TestCaseData(FederatedToken.Apple("t"), "appleid.apple.com", "t").SetArgDisplayNames("Apple"),
        new TestCaseData(FederatedToken.Twitter("t", "s"), "api.twitter.com", "t;s").SetArgDisplayNames("Twitter"),
        new TestCaseData(FederatedToken.Oidc("https://login.example.com/tenant/", "t"), "login.example.com/tenant", "t").SetArgDisplayNames("OIDC with a scheme"),
        new TestCaseData(FederatedToken.Oidc("login.example.com", "t"), "login.example.com", "t").SetArgDisplayNames("OIDC"),
        new TestCaseData(FederatedToken.Saml(Saml, "t"), Saml, "t").SetArgDisplayNames("SAML"),
    ];

    [TestCaseSource(nameof(Providers))]
    public async Task A_providers_token_becomes_credentials(FederatedToken token, string provider, string text)
    {
        await using var world = new CredentialsWorld();
        Auth auth = world.NewAuth();

        SignInResult result = await auth.FederatedSignInAsync(token);

        Assert.That(result.IsSignedIn);
        Assert.That(result.Session!.State, Is.EqualTo(AuthSessionState.Federated));
        Assert.That((result.Session.User, result.Session.Tokens), Is.EqualTo(((AuthUser?)null, (AuthTokens?)null)));
        Assert.That(world.Pool.Ids.Single().Logins, Is.EqualTo(new Dictionary<string, string> { [provider] = text }));
        Assert.That((await auth.CurrentCredentialsAsync()).IdentityId, Is.EqualTo("eu-west-1:user-1"));
        Assert.That(world.Pool.Credentials, Has.Count.EqualTo(1), "those of the sign-in");
    }

    [Test]
    public async Task A_developers_user_has_an_identity_already()
    {
        await using var world = new CredentialsWorld();
        Auth auth = world.NewAuth();

        await auth.FederatedSignInAsync(FederatedToken.Developer("login.acme", "eu-west-1:given", "t"));

        Assert.That(world.Pool.Ids, Is.Empty);
        Assert.That(world.Pool.Credentials.Single().IdentityId, Is.EqualTo("eu-west-1:given"));
        Assert.That(world.Pool.Credentials.Single().Logins, Is.EqualTo(new Dictionary<string, string> { ["cognito-identity.amazonaws.com"] = "t" }));
    }

    [Test]
    public async Task Several_tokens_are_sent_together()
    {
        await using var world = new CredentialsWorld();

        await world.NewAuth().FederatedSignInAsync(FederatedToken.Google("g"), new FederatedSignInOptions { AdditionalTokens = [FederatedToken.Facebook("f")] });

        Assert.That(world.Pool.Credentials.Single().Logins, Is.EqualTo(new Dictionary<string, string> { ["accounts.google.com"] = "g", ["graph.facebook.com"] = "f" }));
    }

    [Test]
    public async Task Two_tokens_of_one_provider_are_a_mistake()
    {
        await using var world = new CredentialsWorld();

        Assert.ThrowsAsync<ArgumentException>(() => world.NewAuth().FederatedSignInAsync(FederatedToken.Google("1"), new FederatedSignInOptions { AdditionalTokens = [FederatedToken.Google("2")] }));
        Assert.That(world.Pool.Ids, Is.Empty);
    }

    [Test]
    public void Tokens_are_checked_when_they_are_made_and_print_no_secret()
    {
        Assert.Throws<ArgumentException>(() => FederatedToken.Google(""));
        Assert.Throws<ArgumentNullException>(() => FederatedToken.Facebook(null!));
        Assert.Throws<ArgumentException>(() => FederatedToken.Saml("Corporate", "assertion"));
        Assert.Throws<ArgumentException>(() => FederatedToken.Oidc("https://", "t"));
        Assert.Throws<ArgumentException>(() => FederatedToken.Developer("acme", "", "t"));
        Assert.That(FederatedToken.Twitter("tok", "sec").ToString(), Is.EqualTo("api.twitter.com: [token]"));
    }

    [Test]
    public async Task A_token_the_identity_pool_refuses_signs_nobody_in()
    {
        await using var world = new CredentialsWorld();
        world.Pool.Before = _ => throw FakeIdentityPool.Error("NotAuthorizedException", "Invalid login token. Couldn't verify signed token.");
        Auth auth = world.NewAuth();

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.FederatedSignInAsync(FederatedToken.Google("t")))!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.LoginRejected));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That(world.Store.Held, Is.Zero);
    }

    [Test]
    public async Task The_session_is_there_after_a_restart_and_gone_after_a_sign_out()
    {
        await using var world = new CredentialsWorld();
        await world.NewAuth().FederatedSignInAsync(FederatedToken.Google("t", AuthWorld.Start.AddHours(1)));

        Auth next = world.NewAuth();
        Assert.That((await next.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.Federated));
        Assert.That((await next.CurrentCredentialsAsync()).IdentityId, Is.EqualTo("eu-west-1:user-1"));
        Assert.That(world.Pool.Ids, Has.Count.EqualTo(1), "the identity is in the session");

        SignOutResult result = await next.SignOutAsync(new SignOutOptions { Global = true });
        Assert.That(result.Local.Outcome, Is.EqualTo(SignOutOutcome.Done));
        Assert.That(result.Global.Error!.Reason, Is.EqualTo(AuthErrorReason.NotSignedInToUserPool));
        Assert.That((await next.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.ThrowsAsync<SignInRequiredException>(() => next.CurrentCredentialsAsync().AsTask());
        Assert.That(world.Store.Held, Is.Zero);
    }

    [Test]
    public async Task The_stored_session_shows_no_token()
    {
        await using var world = new CredentialsWorld();
        await world.NewAuth().FederatedSignInAsync(FederatedToken.Google("very-secret-token"));

        StoredDocument stored = (await world.Store.ReadAsync(new DocumentKey(DocumentKind.Session, world.Options.UserPoolId!, world.Options.UserPoolClientId!, TestKeys.IdOf("single-user"))))!;

        Assert.That(System.Text.Encoding.UTF8.GetString(stored.Content.Span), Does.Not.Contain("very-secret-token"));
    }

    [Test]
    public async Task On_a_server_it_is_stored_under_a_new_key()
    {
        await using var world = new CredentialsWorld();
        AuthFactory factory = world.NewFactory();
        SessionKey visitor = SessionKey.New();

        SignInResult result = await factory.Create(visitor).FederatedSignInAsync(FederatedToken.Google("t"));

        Assert.That(result.SessionKey, Is.Not.EqualTo(visitor));
        Assert.That((await factory.Create(result.SessionKey!).CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.Federated));
        Assert.That(await factory.EndSessionsAsync("eu-west-1:user-1"), Is.EqualTo(1), "found by the identity");
    }

    [Test]
    public async Task Calls_that_need_the_user_pool_say_so()
    {
        await using var world = new CredentialsWorld();
        Auth auth = world.NewAuth();
        await auth.FederatedSignInAsync(FederatedToken.Google("t"));

        Assert.That(Assert.ThrowsAsync<AuthException>(() => auth.GetAccessTokenAsync().AsTask())!.Reason, Is.EqualTo(AuthErrorReason.NotSignedInToUserPool));
        Assert.That(Assert.ThrowsAsync<AuthException>(() => auth.GetIdTokenAsync(new CurrentSessionOptions { ForceRefresh = true }).AsTask())!.Reason, Is.EqualTo(AuthErrorReason.NotSignedInToUserPool));
        Assert.That(Assert.ThrowsAsync<AuthException>(() => auth.Attributes.FetchAsync())!.Reason, Is.EqualTo(AuthErrorReason.NotSignedInToUserPool));
        Assert.That(await auth.CurrentUserAsync(), Is.Null);
    }

    [Test]
    public async Task Who_is_signed_in_stands_in_the_way_on_both_sides()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        Assert.That(Assert.ThrowsAsync<AuthException>(() => auth.FederatedSignInAsync(FederatedToken.Google("t")))!.Reason, Is.EqualTo(AuthErrorReason.AlreadySignedIn));
        Assert.That(world.Pool.Ids, Is.Empty);

        await auth.FederatedSignInAsync(FederatedToken.Google("t"), new FederatedSignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });

        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.Federated));
        Assert.That(Assert.ThrowsAsync<AuthException>(() => auth.SignInAsync("ana", "Any-password-1"))!.Reason, Is.EqualTo(AuthErrorReason.AlreadySignedIn));
    }

    [Test]
    public async Task Changes_are_told_as_sign_in_and_sign_out()
    {
        await using var world = new CredentialsWorld();
        Auth auth = world.NewAuth();
        var changes = new List<AuthChange>();
        auth.Changed += (_, change) => changes.Add(change.Change);

        await auth.FederatedSignInAsync(FederatedToken.Google("t"));
        await auth.FederatedSignInAsync(FederatedToken.Google("other"), new FederatedSignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });
        await auth.SignOutAsync();

        Assert.That(changes, Is.EqualTo(new[] { AuthChange.SignedIn, AuthChange.SignedIn, AuthChange.SignedOut }));
    }

    [Test]
    public async Task A_guests_identity_is_taken_over()
    {
        await using var world = new CredentialsWorld(o => o.AllowGuestAccess = true);
        Auth auth = world.NewAuth();
        string guest = (await auth.CurrentCredentialsAsync()).IdentityId;
        AuthChangedEventArgs? told = null;
        auth.Changed += (_, change) => told = change.Change == AuthChange.IdentityChanged ? change : told;

        await auth.FederatedSignInAsync(FederatedToken.Google("t"));

        Assert.That((await auth.CurrentCredentialsAsync()).IdentityId, Is.EqualTo(guest));
        Assert.That((told!.OldIdentityId, told.IdentityId), Is.EqualTo((guest, guest)));
    }

    [Test]
    public async Task An_older_version_of_the_library_would_not_misread_it()
    {
        await using var world = new CredentialsWorld();
        await world.NewAuth().FederatedSignInAsync(FederatedToken.Google("t"));
        var key = new DocumentKey(DocumentKind.Session, world.Options.UserPoolId!, world.Options.UserPoolClientId!, TestKeys.IdOf("single-user"));

        byte[] plain = world.Protector.Unprotect((await world.Store.ReadAsync(key))!.Content.Span, System.Text.Encoding.UTF8.GetBytes(key.ToString()));

        Assert.That(System.Text.Encoding.UTF8.GetString(plain), Does.StartWith("""{"v":2,"""));
    }
}
