using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Federation.InBrowser;

/// <summary>Addresses to come back to in every form there is, and callbacks written in odd ways.</summary>
internal sealed class CallbackFormTests
{
    [TestCase("http://localhost:3000", "http://localhost:3000/")]
    [TestCase("http://localhost:3000/", "http://localhost:3000/")]
    [TestCase("http://LOCALHOST:3000/Callback", "http://localhost:3000/Callback")]
    [TestCase("http://localhost:80/callback", "http://localhost/callback")]
    [TestCase("https://app.example:443/callback", "https://app.example/callback")]
    [TestCase("http://127.0.0.1:3000/callback", "http://127.0.0.1:3000/callback")]
    [TestCase("http://[::1]:3000/callback", "http://[::1]:3000/callback")]
    [TestCase("http://[0:0:0:0:0:0:0:1]:3000/callback", "http://[::1]:3000/callback")]
    [TestCase("http://localhost:3000/a%2Fb%20c/%c3%a4~", "http://localhost:3000/a%2Fb%20c/%C3%A4%7E")]
    [TestCase("http://localhost:3000/ä", "http://localhost:3000/%C3%A4")]
    [TestCase("https://bücher.example/callback", "https://xn--bcher-kva.example/callback")]
    [TestCase("https://xn--bcher-kva.example/callback", "https://bücher.example/callback")]
    [TestCase("acme.photos:/back", "acme.photos:/back")]
    [TestCase("acme.photos://back", "acme.photos://back")]
    [TestCase("acme.photos://back", "acme.photos://back/")]
    [TestCase("acme.photos://back/", "acme.photos://back")]
    [TestCase("ACME.photos://Back/It", "acme.photos://back/It")]
    [TestCase("acme.photos:back", "acme.photos:back")]
    public async Task A_redirect_URI_goes_out_letter_by_letter_and_is_known_again_as_browsers_write_it(string registered, string arrives)
    {
        await using var server = new TokenServer(new Uri(registered));

        (BrowserSignIn begun, string state) = await server.BeginAsync();
        SignInResult result = await server.Auth.CompleteFederatedSignInAsync(begun.FlowToken, new Uri($"{arrives}?code=c-1&state={state}"));

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That(Browser.ParametersOf(begun.Url.AbsoluteUri)["redirect_uri"], Is.EqualTo(registered));
        Assert.That(Browser.ParametersOf($"?{server.Bodies.Single()}")["redirect_uri"], Is.EqualTo(registered), "the service compares letter by letter");
    }

    [TestCase("http://localhost:3000/a%2Fb", "http://localhost:3000/a/b")]
    [TestCase("https://app.example/callback", "https://app.example./callback")]
    [TestCase("https://app.example/callback", "http://app.example/callback")]
    [TestCase("https://app.example/callback", "https://app.example:8443/callback")]
    [TestCase("https://app.example/callback", "https://app.example/callback/")]
    [TestCase("https://app.example/callback", "https://app.example/callback;x")]
    [TestCase("https://bücher.example/callback", "https://xn--bcher-kvb.example/callback")]
    [TestCase("acme.photos:/back", "acme.photos:/Back")]
    [TestCase("acme.photos://back", "acme.photos:/back")]
    [TestCase("acme.photos://back", "acme.photos://me@back")]
    [TestCase("acme.photos:/back", "acme.photo:/back")]
    public async Task An_address_that_is_only_like_it_is_another(string registered, string arrives)
    {
        await using var server = new TokenServer(new Uri(registered));
        (BrowserSignIn begun, string state) = await server.BeginAsync();

        AuthException e = Assert.ThrowsAsync<AuthException>(() => server.Auth.CompleteFederatedSignInAsync(begun.FlowToken, new Uri($"{arrives}?code=c-1&state={state}")))!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.InvalidCallback));
        Assert.That(server.Bodies, Is.Empty);
    }

    [TestCase("code=c-1&state=STATE", "c-1")]
    [TestCase("state=STATE&code=c-1&session_state=x&unknown=%zz", "c-1")]
    [TestCase("%63ode=c-1&st%61te=STATE", "c-1")]
    [TestCase("&&code=c-1&&state=STATE&", "c-1")]
    [TestCase("code=c%2B1%3D+%26&state=STATE", "c+1= &")]
    [TestCase("code=a=b&state=STATE", "a=b")]
    [TestCase("code=%F0%9F%98%80&state=STATE", "\ud83d\ude00")]
    [TestCase("code=%zz%4&state=STATE", "%zz%4")]
    [TestCase("code=%C0%AF&state=STATE", "%C0%AF")]
    [TestCase("code=a%00b&state=STATE", "a\0b")]
    [TestCase("code=c-1&state=STATE&error=", "c-1")]
    [TestCase("code=c-1&state=STATE#_=_", "c-1")]
    [TestCase("code=c-1;x=1&state=STATE", "c-1;x=1")]
    [TestCase("code=c-1&state=STATE&Code=x&STATE=y&code%20=z", "c-1")]
    public async Task A_code_is_taken_as_it_is_meant(string query, string code)
    {
        await using var server = new TokenServer();
        (BrowserSignIn begun, string state) = await server.BeginAsync();

        SignInResult result = await server.Auth.CompleteFederatedSignInAsync(begun.FlowToken, new Uri($"{TokenServer.Redirect}?{query.Replace("STATE", state, StringComparison.Ordinal)}"));

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That(Browser.ParametersOf($"?{server.Bodies.Single()}")["code"], Is.EqualTo(code));
    }

    [TestCase("code=c-1&%73tate=STATE&state=STATE")]
    [TestCase("code=c-1&state=STATE&%63ode=c-2")]
    [TestCase("code=c-1;state=STATE")]
    [TestCase("code=c-1&state=STATE%00")]
    [TestCase("code=c-1&state=STATE&state")]
    [TestCase("code=c-1&state=%20STATE")]
    [TestCase("code=c-1&amp;state=STATE")]
    [TestCase("code&state=STATE")]
    [TestCase("code=c-1&state=STATE&%69ss=https%3A%2F%2Fevil.example")]
    [TestCase("code=c-1&state=STATE&error=access_denied")]
    [TestCase("error=access_denied&state=STATE&iss=https%3A%2F%2Fevil.example")]
    [TestCase("error=access_denied&state=STATE&error=server_error")]
    [TestCase("=c-1&state=STATE")]
    public async Task What_two_programs_might_read_in_two_ways_is_no_callback_and_spends_nothing(string query)
    {
        await using var server = new TokenServer();
        (BrowserSignIn begun, string state) = await server.BeginAsync();

        AuthException e = Assert.ThrowsAsync<AuthException>(() => server.Auth.CompleteFederatedSignInAsync(begun.FlowToken, new Uri($"{TokenServer.Redirect}?{query.Replace("STATE", state, StringComparison.Ordinal)}")))!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.InvalidCallback));
        Assert.That((await server.Auth.CompleteFederatedSignInAsync(begun.FlowToken, new Uri($"{TokenServer.Redirect}?code=c-1&state={state}"))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task Parameters_without_number_are_read_in_no_time()
    {
        await using var server = new TokenServer();
        (BrowserSignIn begun, string state) = await server.BeginAsync();

        Assert.That((await server.Auth.CompleteFederatedSignInAsync(begun.FlowToken, new Uri($"{TokenServer.Redirect}?{string.Concat(Enumerable.Repeat("&", 8000))}code=c-1&state={state}"))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_callback_without_scheme_and_host_is_none()
    {
        await using var server = new TokenServer();
        (BrowserSignIn begun, string state) = await server.BeginAsync();

        AuthException e = Assert.ThrowsAsync<AuthException>(() => server.Auth.CompleteFederatedSignInAsync(begun.FlowToken, new Uri($"/callback?code=c-1&state={state}", UriKind.Relative)))!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.InvalidCallback));
    }

    [Test]
    public async Task A_flow_token_is_good_until_the_last_second_and_no_longer_whatever_the_clock_does()
    {
        await using var server = new TokenServer();
        var options = new BrowserSignInOptions { Timeout = TimeSpan.FromMinutes(2), WhenAlreadySignedIn = WhenAlreadySignedIn.Replace };
        BrowserSignIn good = await server.Auth.BeginFederatedSignInAsync(options);
        BrowserSignIn late = await server.Auth.BeginFederatedSignInAsync(options);

        server.Clock.Advance(late.ExpiresAt - server.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        Assert.That((await server.CompleteAsync(good)).IsSignedIn, Is.True);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(Assert.ThrowsAsync<AuthException>(() => server.CompleteAsync(late))!.Reason, Is.EqualTo(AuthErrorReason.InvalidStepToken));
    }

    [TestCase("visitor-1", "visitor-1\n")]
    [TestCase("visitor-1", "visitor-1\0")]
    [TestCase("visitor-1", "Visitor-1")]
    [TestCase("visitor-1", "")]
    [TestCase("", "visitor-1")]
    [TestCase("ü", "u\u0308")]
    [TestCase("x\neu-west-1_TestPool1", "x")]
    public async Task A_binding_is_compared_letter_by_letter(string begun, string completed)
    {
        await using var server = new TokenServer();
        BrowserSignIn signIn = await server.Auth.BeginFederatedSignInAsync(new BrowserSignInOptions { Binding = begun });

        Assert.That(Assert.ThrowsAsync<AuthException>(() => server.CompleteAsync(signIn, completed))!.Reason, Is.EqualTo(AuthErrorReason.InvalidStepToken));
        Assert.That((await server.CompleteAsync(signIn, begun)).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_flow_token_of_another_pool_client_key_or_purpose_or_none_at_all_is_refused()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        await using var server = new TokenServer();
        Auth auth = world.NewAuth();
        BrowserSignIn mine = await auth.BeginFederatedSignInAsync();
        BrowserSignIn foreign = await server.Auth.BeginFederatedSignInAsync();
        Uri callback = await world.VisitAsync(mine);
        Auth otherPool = world.NewAuth(o =>
        {
            o.UserPoolId = "eu-west-1_Another01";
            o.OAuth!.Domain = "https://acme.example";
        });
        string token = mine.FlowToken.Reveal();
        string signUp = auth.Protect((await auth.SignUpAsync("cyd", AuthWorld.Password)).AutoSignIn ?? throw new AssertionException("no automatic sign-in"));

        foreach ((Auth at, string text) in new[]
        {
            (otherPool, token), (auth, foreign.FlowToken.Reveal()), (auth, signUp), (auth, token[..^1]), (auth, token + "A"), (auth, token + "="), (auth, " " + token), (auth, "\ud800"),
            (auth, new string('A', 2_000_000)), (auth, token + token), (auth, "null"),
        })
        {
            Assert.That(Assert.ThrowsAsync<AuthException>(() => at.CompleteFederatedSignInAsync(new Secret(text), callback))!.Reason, Is.EqualTo(AuthErrorReason.InvalidStepToken));
        }

        Assert.Throws<AuthException>(() => auth.ResumeAutoSignIn(token));
        Assert.That((await auth.CompleteFederatedSignInAsync(mine.FlowToken, callback)).IsSignedIn, Is.True);
    }

    private static IEnumerable<BrowserSignInOptions> Impossible() =>
    [
        new() { Resource = "/photos" },
        new() { Resource = "//api.example.com/photos" },
        new() { Resource = "file:///photos" },
        new() { LoginHint = new string('x', 100_000) },
        new() { Language = new string('x', 100_000) },
        new() { Resource = $"https://api.example.com/{new string('x', 100_000)}" },
        new() { Scopes = [.. Enumerable.Range(0, 10_000).Select(i => $"photos/read{i}")] },
        new() { RedirectUri = new Uri("/callback", UriKind.Relative) },
        new() { RedirectUri = new Uri("http://localhost:3000/callback/") },
        new() { RedirectUri = new Uri("http://localhost:3000/callback?x=1") },
    ];

    [TestCaseSource(nameof(Impossible))]
    public async Task What_makes_no_address_of_a_page_is_refused_before_anything_happens(BrowserSignInOptions options)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth();

        Assert.CatchAsync<ArgumentException>(() => auth.BeginFederatedSignInAsync(options));
        Assert.CatchAsync<ArgumentException>(() => auth.FederatedSignInAsync(options));
        Assert.That(world.Robot.Requests, Is.Empty);
    }

    [Test]
    public async Task Odd_texts_in_the_options_stay_what_they_are_and_inside_their_parameter()
    {
        await using var server = new TokenServer();

        BrowserSignIn begun = await server.Auth.BeginFederatedSignInAsync(new BrowserSignInOptions
        {
            Provider = IdentityProvider.Named("A&state=x#y"),
            LoginHint = "a&state=forged#frag?\r\n \ud83d\ude00",
            Language = "fr&code_challenge=forged",
            Resource = "https://api.example.com/?a=b&c=d",
        });

        IReadOnlyDictionary<string, string> asked = Browser.ParametersOf(begun.Url.AbsoluteUri);
        Assert.That(asked["login_hint"], Is.EqualTo("a&state=forged#frag?\r\n \ud83d\ude00"));
        Assert.That(asked["lang"], Is.EqualTo("fr&code_challenge=forged"));
        Assert.That(asked["identity_provider"], Is.EqualTo("A&state=x#y"));
        Assert.That(asked["resource"], Is.EqualTo("https://api.example.com/?a=b&c=d"));
        Assert.That((asked["state"].Length, asked["code_challenge"].Length), Is.EqualTo((43, 43)));
        Assert.That(begun.Url.Fragment, Is.Empty);
    }
}
