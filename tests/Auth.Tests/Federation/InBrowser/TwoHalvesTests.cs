using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Federation.InBrowser;

/// <summary>The form for servers: one request sends the visitor's browser away, another one, perhaps on another node, takes it back.</summary>
internal sealed class TwoHalvesTests
{
    private static readonly BrowserSignInOptions _bound = new() { RedirectUri = new Uri("https://app.example/callback"), Binding = "visitor-1", CustomState = "/albums" };

    [Test]
    public async Task Another_node_completes_what_one_began_under_a_new_session_key()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync(secret: true);
        SessionKey visitor = SessionKey.New();
        BrowserSignIn begun = await world.NewFactory().Create(visitor).BeginFederatedSignInAsync(options: _bound);
        Uri callback = await world.VisitAsync(begun);
        AuthFactory other = world.NewFactory();

        SignInResult result = await other.Create(visitor).CompleteFederatedSignInAsync(begun.FlowToken, callback, new CompleteFederatedSignInOptions { Binding = "visitor-1" });

        Assert.That(begun.RedirectUri, Is.EqualTo(new Uri("https://app.example/callback")));
        Assert.That((result.IsSignedIn, result.CustomState), Is.EqualTo((true, "/albums")));
        Assert.That(result.SessionKey, Is.Not.EqualTo(visitor), "no key known before is one after it");
        Assert.That((await other.Create(visitor).CurrentSessionAsync()).HasUser, Is.False);
        Assert.That((await other.Create(result.SessionKey!).CurrentUserAsync())!.Username, Is.EqualTo("ana"));
    }

    [TestCase('x', 1024)]
    [TestCase('&', 1024)]
    [TestCase('ü', 512)]
    [TestCase('"', 512)]
    public async Task The_flow_token_fits_into_a_cookie_and_shows_nothing(char letter, int count)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();

        BrowserSignIn begun = await world.NewAuth().BeginFederatedSignInAsync(new BrowserSignInOptions { Provider = IdentityProvider.Named("Corp"), CustomState = new string(letter, count) });

        string token = begun.FlowToken.Reveal();
        Assert.That(token, Has.Length.LessThan(2048).And.Match("^[A-Za-z0-9_-]+$"));
        Assert.That(Browser.ParametersOf(begun.Url.AbsoluteUri)["identity_provider"], Is.EqualTo("Corp"));
        string state = Browser.ParametersOf(begun.Url.AbsoluteUri)["state"];
        Assert.That(token, Does.Not.Contain(state));
        Assert.That(begun.ExpiresAt, Is.EqualTo(world.Clock.GetUtcNow() + TimeSpan.FromMinutes(5)).Within(TimeSpan.FromSeconds(1)));
    }

    [TestCase("visitor-2")]
    [TestCase(null)]
    public async Task A_flow_token_of_another_visitor_is_refused(string? binding)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth();
        BrowserSignIn begun = await auth.BeginFederatedSignInAsync(options: _bound);
        Uri callback = await world.VisitAsync(begun);

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.CompleteFederatedSignInAsync(begun.FlowToken, callback, new CompleteFederatedSignInOptions { Binding = binding }))!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.InvalidStepToken));
        Assert.That(world.Requests("oauth2/token"), Is.Empty);
    }

    [Test]
    public async Task A_flow_token_is_refused_when_it_was_changed_is_a_step_or_belongs_to_another_app_client()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth();
        BrowserSignIn begun = await auth.BeginFederatedSignInAsync();
        Uri callback = await world.VisitAsync(begun);
        string token = begun.FlowToken.Reveal();
        int middle = token.Length / 2;
        string changed = token[..middle] + (token[middle] == 'A' ? 'B' : 'A') + token[(middle + 1)..];
        string step = auth.Protect((await auth.SignInAsync("ana", "wrong password 1!")).NextStep!);
        Auth other = world.NewAuth(o => o.UserPoolClientId = "anotherclient");

        foreach ((Auth at, string text) in new[] { (auth, changed), (auth, step), (auth, "x"), (other, token) })
        {
            AuthException e = Assert.ThrowsAsync<AuthException>(() => at.CompleteFederatedSignInAsync(new Secret(text), callback))!;
            Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.InvalidStepToken));
        }

        Assert.Throws<AuthException>(() => auth.Resume(token), "and a flow token is no step");
        Assert.That((await auth.CompleteFederatedSignInAsync(begun.FlowToken, callback)).IsSignedIn, Is.True, "all that spoilt nothing");
    }

    [Test]
    public async Task An_attempt_that_took_too_long_is_over()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth();
        BrowserSignIn begun = await auth.BeginFederatedSignInAsync(options: new BrowserSignInOptions { Timeout = TimeSpan.FromMinutes(2) });
        Uri callback = await world.VisitAsync(begun);
        world.Clock.Advance(TimeSpan.FromMinutes(2));

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.CompleteFederatedSignInAsync(begun.FlowToken, callback))!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.InvalidStepToken));
        Assert.That(world.Requests("oauth2/token"), Is.Empty);
    }

    [Test]
    public async Task A_callback_is_taken_once([Values] WhenAlreadySignedIn already)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth(o => o.WhenAlreadySignedIn = already);
        BrowserSignIn begun = await auth.BeginFederatedSignInAsync();
        Uri callback = await world.VisitAsync(begun);
        await auth.CompleteFederatedSignInAsync(begun.FlowToken, callback);

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.CompleteFederatedSignInAsync(begun.FlowToken, callback))!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.InvalidCallback));
        Assert.That(world.Requests("oauth2/token"), Has.Count.EqualTo(1));
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True, "the session of the first goes on");
    }

    [Test]
    public async Task Whoever_signed_in_meanwhile_is_not_replaced_and_no_code_is_used_up()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth();
        BrowserSignIn begun = await auth.BeginFederatedSignInAsync();
        Uri callback = await world.VisitAsync(begun);
        await auth.SignInAsync("ana", AuthWorld.Password);

        Assert.That(Assert.ThrowsAsync<AuthException>(() => auth.CompleteFederatedSignInAsync(begun.FlowToken, callback))!.Reason, Is.EqualTo(AuthErrorReason.AlreadySignedIn));
        Assert.That(world.Requests("oauth2/token"), Is.Empty);
        await auth.SignOutAsync();
        Assert.That((await auth.CompleteFederatedSignInAsync(begun.FlowToken, callback)).IsSignedIn, Is.True);
    }

    [Test]
    public async Task Where_the_service_could_not_be_reached_the_callback_can_be_loaded_once_more()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        using var wire = new Unplugged();
        Auth auth = world.NewAuth(http: wire);
        BrowserSignIn begun = await auth.BeginFederatedSignInAsync();
        Uri callback = await world.VisitAsync(begun);
        wire.IsUnplugged = true;
        using var ticking = new Ticking(world.Clock);
        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.CompleteFederatedSignInAsync(begun.FlowToken, callback))!;
        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.Network));
        wire.IsUnplugged = false;

        Assert.That((await auth.CompleteFederatedSignInAsync(begun.FlowToken, callback)).IsSignedIn, Is.True);
    }

    [Test]
    public async Task Only_configured_redirect_URIs_are_asked_for()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth();

        Assert.ThrowsAsync<ArgumentException>(() => auth.BeginFederatedSignInAsync(options: new BrowserSignInOptions { RedirectUri = new Uri("https://evil.example/callback") }));
        Assert.Throws<ArgumentException>(() => auth.GetBrowserSignOutUri(new BrowserSignOutOptions { RedirectUri = new Uri("https://evil.example/") }));
        BrowserSignIn begun = await auth.BeginFederatedSignInAsync(options: new BrowserSignInOptions { RedirectUri = new Uri("acme.photos:/back") });
        Assert.That(Browser.ParametersOf(begun.Url.AbsoluteUri)["redirect_uri"], Is.EqualTo("acme.photos:/back"));
        Uri callback = await world.VisitAsync(begun);
        Assert.That((await auth.CompleteFederatedSignInAsync(begun.FlowToken, callback)).IsSignedIn, Is.True, "a scheme of the application's own");
    }

    private static IEnumerable<BrowserSignInOptions> Impossible() =>
    [
        new() { Scopes = ["open id"] },
        new() { Scopes = [""] },
        new() { Scopes = [null!] },
        new() { Scopes = ["a\"b"] },
        new() { Prompts = [BrowserPrompt.None, BrowserPrompt.Login] },
        new() { Prompts = [(BrowserPrompt)7] },
        new() { Resource = "photos" },
        new() { Resource = "https://api.example.com/#part" },
        new() { CustomState = new string('x', 1025) },
        new() { CustomState = new string('ü', 513) },
        new() { Timeout = TimeSpan.Zero },
        new() { Timeout = TimeSpan.FromMinutes(16) },
    ];

    [TestCaseSource(nameof(Impossible))]
    public async Task What_cannot_be_asked_for_is_refused_before_anything_happens(BrowserSignInOptions options)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth();

        Assert.ThrowsAsync<ArgumentException>(() => auth.BeginFederatedSignInAsync(options: options));
        Assert.ThrowsAsync<ArgumentException>(() => auth.FederatedSignInAsync(options));
        Assert.That(world.Robot.Requests, Is.Empty);
    }

    [Test]
    public async Task Without_sign_in_pages_in_the_options_there_is_none()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth(o => o.OAuth = null);

        Assert.That(Assert.ThrowsAsync<AuthException>(() => auth.FederatedSignInAsync())!.Reason, Is.EqualTo(AuthErrorReason.NotConfigured));
        Assert.That(Assert.ThrowsAsync<AuthException>(() => auth.BeginFederatedSignInAsync())!.Reason, Is.EqualTo(AuthErrorReason.NotConfigured));
        Assert.That(Assert.Throws<AuthException>(() => auth.GetBrowserSignOutUri())!.Reason, Is.EqualTo(AuthErrorReason.NotConfigured));
        Assert.That(Assert.Throws<AuthException>(() => world.NewAuth(o => o.OAuth!.RedirectSignOut = null).GetBrowserSignOutUri())!.Reason, Is.EqualTo(AuthErrorReason.NotConfigured));
    }

    [Test]
    public async Task Without_a_browser_the_package_that_has_one_is_named()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();

        InvalidOperationException e = Assert.ThrowsAsync<InvalidOperationException>(() => world.NewAuth(browser: null).FederatedSignInAsync())!;

        Assert.That(e.Message, Does.Contain("Amplify.Auth.Desktop"));
    }
}
