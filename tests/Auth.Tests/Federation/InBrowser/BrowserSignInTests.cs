using Amplify.Emulator;

namespace Amplify.Tests.Federation.InBrowser;

/// <summary>Signing in on the pool's pages, with a browser of the application's.</summary>
internal sealed class BrowserSignInTests
{
    [Test]
    public async Task A_user_signs_in_on_the_pools_page_and_has_a_session_as_any_other([Values] bool secret)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync(secret);
        Auth auth = world.NewAuth();

        SignInResult result = await auth.FederatedSignInAsync();

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That(result.Session!.User!.Username, Is.EqualTo("ana"));
        Assert.That((await world.NewAuth().CurrentUserAsync())!.Email, Is.EqualTo("ana@example.com"), "stored");
        LoggedRequest exchange = world.Requests("oauth2/token").Single();
        Assert.That(exchange.Parameters["grant_type"], Is.EqualTo("authorization_code"));
        Assert.That(exchange.Headers.ContainsKey("Authorization"), Is.EqualTo(secret), "an app client with a secret proves itself");
    }

    [Test]
    public async Task The_session_is_renewed_like_any_other([Values] bool secret, [Values] bool rotation, [Values(RefreshVia.Auto, RefreshVia.TokenEndpoint)] RefreshVia via)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync(secret, rotation ? new RefreshTokenRotation { GracePeriod = TimeSpan.Zero } : null);
        Auth auth = world.NewAuth(o => o.RefreshVia = via);
        await auth.FederatedSignInAsync();
        string first = await auth.GetAccessTokenAsync();

        for (int i = 0; i < 2; i++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(61));
            AuthSession renewed = await auth.CurrentSessionAsync();
            Assert.That((renewed.IsSignedIn, renewed.Source), Is.EqualTo((true, SessionSource.Refresh)));
        }

        Assert.That(await auth.GetAccessTokenAsync(), Is.Not.EqualTo(first));
        Assert.That(world.Requests("oauth2/token"), Has.Count.EqualTo(via == RefreshVia.TokenEndpoint ? 3 : 1));
        Assert.That(world.Requests("GetTokensFromRefreshToken"), Has.Count.EqualTo(via == RefreshVia.TokenEndpoint ? 0 : 2));
    }

    [Test]
    public async Task A_refresh_token_that_the_token_endpoint_refuses_ends_the_session()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync(refreshTokenValidity: TimeSpan.FromDays(1));
        Auth auth = world.NewAuth(o => o.RefreshVia = RefreshVia.TokenEndpoint);
        await auth.FederatedSignInAsync();
        world.Clock.Advance(TimeSpan.FromDays(2));

        AuthSession session = await auth.CurrentSessionAsync();

        Assert.That((session.State, session.EndReason), Is.EqualTo((AuthSessionState.SignedOut, SessionEndReason.RefreshTokenInvalid)));
    }

    [Test]
    public async Task A_rotated_token_whose_answer_was_lost_at_the_token_endpoint_ends_the_session_with_that_reason()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync(rotation: new RefreshTokenRotation { GracePeriod = TimeSpan.Zero });
        Auth auth = world.NewAuth(o =>
        {
            o.RefreshVia = RefreshVia.TokenEndpoint;
            o.BackgroundRefresh = false;
        });
        await auth.FederatedSignInAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        using FaultHandle lost = world.Cognito.Faults.Add(new Fault { Operation = "oauth2/token", Kind = FaultKind.ServiceUnavailable, Phase = FaultPhase.After, Times = 1 });
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.Offline), "a passing fault ends nothing");
        world.Clock.Advance(TimeSpan.FromMinutes(10));

        AuthSession session = await auth.CurrentSessionAsync();

        Assert.That((session.State, session.EndReason), Is.EqualTo((AuthSessionState.SignedOut, SessionEndReason.RotationAnswerLost)));
    }

    [Test]
    public async Task A_provider_is_gone_to_straight_and_stands_among_the_users_identities()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        world.Pool.AddIdentityProvider(new IdentityProviderSettings { Type = IdentityProviderType.Google })
            .AddUser("1234567890", new Dictionary<string, string> { ["email"] = "ben@gmail.example", ["name"] = "Ben Example" });
        world.Robot.Act = browser => browser.SubmitAsync("Ben Example");
        Auth auth = world.NewAuth();

        SignInResult result = await auth.FederatedSignInAsync(IdentityProvider.Google);

        Assert.That(world.Robot.Asked["identity_provider"], Is.EqualTo("Google"));
        Assert.That(result.Session!.User!.Name, Is.EqualTo("Ben Example"));
        Assert.That(result.Session.User.Identities.Single().UserId, Is.EqualTo("1234567890"));
    }

    [Test]
    public async Task A_provider_can_be_meant_by_its_identifier()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        world.Pool.AddIdentityProvider(new IdentityProviderSettings { Type = IdentityProviderType.Saml, Name = "Corp", Identifiers = ["corp.example"] }).AddUser("42");
        world.Robot.Act = async browser =>
        {
            await browser.SubmitAsync("42");
            await browser.SubmitAsync("Continue");
        };

        SignInResult result = await world.NewAuth().FederatedSignInAsync(IdentityProvider.WithIdentifier("corp.example"));

        Assert.That(world.Robot.Asked["idp_identifier"], Is.EqualTo("corp.example"));
        Assert.That(result.Session!.User!.Username, Is.EqualTo("Corp_42"));
    }

    [Test]
    public async Task The_page_is_asked_with_all_that_the_options_say_and_nothing_of_the_custom_state()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth(o => o.OAuth!.Scopes = ["email"]);

        SignInResult result = await auth.FederatedSignInAsync(new BrowserSignInOptions
        {
            LoginHint = "ana+test@example.com",
            Language = "pt-BR",
            Prompts = [BrowserPrompt.Login, BrowserPrompt.Consent],
            Resource = "https://api.example.com/photos",
            CustomState = "/albums/7?x=ü",
            RedirectUri = new Uri("http://localhost:3001/callback"),
        });

        IReadOnlyDictionary<string, string> asked = world.Robot.Asked;
        Assert.That(asked.Keys, Is.EqualTo(new[]
        {
            "redirect_uri", "response_type", "client_id", "scope", "login_hint", "lang", "nonce", "prompt", "resource", "state", "code_challenge", "code_challenge_method",
        }));
        Assert.That(asked["redirect_uri"], Is.EqualTo("http://localhost:3001/callback"));
        Assert.That(asked["response_type"], Is.EqualTo("code"));
        Assert.That(asked["scope"], Is.EqualTo("openid email"), "without openid there is no ID token");
        Assert.That(asked["login_hint"], Is.EqualTo("ana+test@example.com"));
        Assert.That(asked["lang"], Is.EqualTo("pt-BR"));
        Assert.That(asked["prompt"], Is.EqualTo("login consent"));
        Assert.That(asked["resource"], Is.EqualTo("https://api.example.com/photos"));
        Assert.That(asked["code_challenge_method"], Is.EqualTo("S256"));
        Assert.That(world.Robot.Started.Single().AbsoluteUri, Does.Not.Contain("albums"));
        Assert.That(result.CustomState, Is.EqualTo("/albums/7?x=ü"));
    }

    [Test]
    public async Task State_nonce_and_challenge_have_256_bits_and_are_new_every_time()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth(o => o.WhenAlreadySignedIn = WhenAlreadySignedIn.Replace);
        var seen = new HashSet<string>();

        for (int i = 0; i < 3; i++)
        {
            await auth.FederatedSignInAsync();
            foreach (string name in (string[])["state", "nonce", "code_challenge"])
            {
                Assert.That(world.Robot.Asked[name], Has.Length.EqualTo(43));
                Assert.That(seen.Add(world.Robot.Asked[name]), Is.True, $"{name} is for one attempt");
            }
        }
    }

    [Test]
    public async Task Without_scopes_the_app_clients_own_are_meant()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();

        await world.NewAuth().FederatedSignInAsync();

        Assert.That(world.Robot.Asked.Keys, Has.None.EqualTo("scope"));
    }

    [Test]
    public async Task Somebody_who_is_signed_in_is_not_replaced_unless_that_is_wanted_or_the_page_asks_again()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth();
        await auth.FederatedSignInAsync();

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.FederatedSignInAsync())!;
        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.AlreadySignedIn));
        Assert.That(world.Robot.Started, Has.Count.EqualTo(1), "no browser was opened");
        Assert.That((await auth.FederatedSignInAsync(new BrowserSignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace })).IsSignedIn, Is.True);
        Assert.That(world.Robot.Acted, Is.EqualTo(1), "the browser still had its session");
        Assert.That((await auth.FederatedSignInAsync(new BrowserSignInOptions { Prompts = [BrowserPrompt.Login] })).IsSignedIn, Is.True);
        Assert.That(world.Robot.Acted, Is.EqualTo(2), "the password was asked for again");
    }

    [Test]
    public async Task Going_back_at_the_provider_is_a_sign_in_called_off()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        world.Pool.AddIdentityProvider(new IdentityProviderSettings { Type = IdentityProviderType.Google }).AddUser("1");
        world.Robot.Act = browser => browser.SubmitAsync("Cancel");
        Auth auth = world.NewAuth();

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.FederatedSignInAsync(IdentityProvider.Google))!;

        Assert.That((e.Reason, e.Code), Is.EqualTo((AuthErrorReason.Cancelled, "access_denied")));
        Assert.That((await auth.CurrentSessionAsync()).HasUser, Is.False);
    }

    [Test]
    public async Task A_page_that_may_not_ask_says_that_it_would_have_to()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();

        AuthException e = Assert.ThrowsAsync<AuthException>(() => world.NewAuth().FederatedSignInAsync(new BrowserSignInOptions { Prompts = [BrowserPrompt.None] }))!;

        Assert.That((e.Reason, e.Code), Is.EqualTo((AuthErrorReason.SignInRequired, "login_required")));
    }

    [TestCase("password")]
    [TestCase("code by e-mail")]
    [TestCase("passkey")]
    public async Task A_desktop_without_an_authenticator_goes_on_to_the_pages_with_the_same_user(string way)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        await world.RegisterPasskeyAsync();
        world.Robot.Act = browser => OnThePagesAsync(world, browser, way);
        Auth auth = world.NewAuth();
        SignInResult result = await auth.SignInAsync("ana", new SignInOptions { PreferredChallenge = FirstFactor.WebAuthn, WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });
        var passkey = (SignInStep.Passkey)result.NextStep!;
        await world.NewAuth().SignInAsync("ana", Support.AuthWorld.Password);

        result = await auth.FederatedSignInAsync(passkey.InBrowser());

        Assert.That(result.IsSignedIn, Is.True, "and the wish to replace who is signed in went along");
        Assert.That(world.Robot.Asked["login_hint"], Is.EqualTo("ana"));
        Assert.That((await auth.CurrentUserAsync())!.Username, Is.EqualTo("ana"));
    }

    /// <summary>Somebody whose name stands there already. What the page's script asks of the browser is asked of an authenticator in software.</summary>
    private static async Task OnThePagesAsync(BrowserWorld world, Browser browser, string way)
    {
        Assert.That(browser.Value("username"), Is.EqualTo("ana"));
        if (way == "password")
        {
            await browser.SubmitAsync("Sign in", ("password", Support.AuthWorld.Password));
            return;
        }

        await browser.SubmitAsync("Sign in another way");
        if (way == "passkey")
        {
            await browser.SubmitAsync("Use a passkey");
            world.Passkeys.Device.Origin = browser.Location.GetLeftPart(UriPartial.Authority);
            string options = browser.Document.QuerySelector("[data-options]")!.GetAttribute("data-options")!;
            await browser.SubmitAsync("Use passkey", ("credential", world.Passkeys.Get(options)));
            return;
        }

        await browser.SubmitAsync("Email me a code");
        await browser.SubmitAsync("Sign in", ("code", world.Cognito.Outbox.LatestCode("ana")));
    }

    [Test]
    public async Task Tokens_of_the_pages_sign_requests_to_the_pool_too()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth();
        await auth.FederatedSignInAsync();

        Assert.That((await auth.Attributes.FetchAsync())["email"], Is.EqualTo("ana@example.com"));
    }
}
