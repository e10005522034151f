using System.Net;
using Amplify.Emulator;

namespace Amplify.Tests.Federation.InBrowser;

/// <summary>The attacks of RFC 9700 that fit a client with one authorization server: each fails safe, and none ends the real user's attempt.</summary>
internal sealed class BrowserAttackTests
{
    private const string StrangersState = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    /// <summary>Callbacks that somebody else could send, made of the real one. §4.7 (CSRF), §4.4 (mix-up), §4.5 (code injection).</summary>
    private static IEnumerable<TestCaseData> Forgeries()
    {
        static TestCaseData Case(string name, Func<Uri, string> forge) => new TestCaseData(forge).SetArgDisplayNames(name);
        static string With(Uri real, string parameter, string value) =>
            string.Join('&', real.AbsoluteUri.Split('&').Select(p => p.Split('?')[^1].StartsWith($"{parameter}=", StringComparison.Ordinal) ? $"{p[..(p.IndexOf('=', p.IndexOf('?') + 1) + 1)]}{value}" : p));
        static string At(Uri real, string address) => address + real.Query;
        yield return Case("wrong state", real => With(real, "state", StrangersState));
        yield return Case("empty state", real => With(real, "state", ""));
        yield return Case("state in other case", real => With(real, "state", Flip(Browser.ParametersOf(real.AbsoluteUri)["state"])));
        yield return Case("state with a blank behind", real => With(real, "state", $"{Browser.ParametersOf(real.AbsoluteUri)["state"]}%20"));
        yield return Case("shortened state", real => With(real, "state", Browser.ParametersOf(real.AbsoluteUri)["state"][..42]));
        yield return Case("no state", real => $"{real.GetLeftPart(UriPartial.Path)}?code=stolen");
        yield return Case("two states", real => $"{real.AbsoluteUri}&state={StrangersState}");
        yield return Case("the same state twice", real => $"{real.AbsoluteUri}&state={Browser.ParametersOf(real.AbsoluteUri)["state"]}");
        yield return Case("two codes", real => $"{real.AbsoluteUri}&code=stolen");
        yield return Case("code and error", real => $"{real.AbsoluteUri}&error=access_denied");
        yield return Case("no code and no error", real => $"{real.GetLeftPart(UriPartial.Path)}?state={Browser.ParametersOf(real.AbsoluteUri)["state"]}");
        yield return Case("an empty code", real => With(real, "code", ""));
        yield return Case("error without the state", real => $"{real.GetLeftPart(UriPartial.Path)}?error=access_denied");
        yield return Case("error with a wrong state", real => $"{real.GetLeftPart(UriPartial.Path)}?error=access_denied&state={StrangersState}");
        yield return Case("another issuer (mix-up)", real => $"{real.AbsoluteUri}&iss=https%3A%2F%2Fevil.example");
        yield return Case("an empty issuer", real => $"{real.AbsoluteUri}&iss=");
        yield return Case("another host", real => At(real, "http://evil.example:3000/callback"));
        yield return Case("another loopback name", real => At(real, "http://127.0.0.1:3000/callback"));
        yield return Case("another port", real => At(real, "http://localhost:3001/callback"));
        yield return Case("another scheme", real => At(real, "https://localhost:3000/callback"));
        yield return Case("another path", real => At(real, "http://localhost:3000/callback/x"));
        yield return Case("a path in other case", real => At(real, "http://localhost:3000/Callback"));
        yield return Case("a user name in the address", real => At(real, "http://evil@localhost:3000/callback"));
        yield return Case("parameters in the fragment", real => $"{real.GetLeftPart(UriPartial.Path)}#{real.Query[1..]}");
        yield return Case("oversized", real => $"{real.AbsoluteUri}&x={new string('x', 8192)}");
    }

    [TestCaseSource(nameof(Forgeries))]
    public async Task A_forged_callback_does_not_end_the_attempt_of_the_browser(Func<Uri, string> forge)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        world.Robot.Before = real => [new Uri(forge(real))];

        SignInResult result = await world.NewAuth().FederatedSignInAsync();

        Assert.That(result.IsSignedIn, Is.True, "the real one came afterwards");
    }

    [TestCaseSource(nameof(Forgeries))]
    public async Task A_forged_callback_is_refused_unspent_where_the_application_hands_it_over(Func<Uri, string> forge)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth();
        BrowserSignIn begun = await auth.BeginFederatedSignInAsync();
        Uri real = await world.VisitAsync(begun);

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.CompleteFederatedSignInAsync(begun.FlowToken, new Uri(forge(real))))!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.InvalidCallback));
        Assert.That(world.Requests("oauth2/token"), Is.Empty, "no code went anywhere");
        Assert.That((await auth.CompleteFederatedSignInAsync(begun.FlowToken, real)).IsSignedIn, Is.True, "the real one still counts");
    }

    [Test]
    public async Task A_browser_that_hands_back_what_it_was_told_to_ignore_is_not_believed()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        world.Robot.Instead = real => new Uri(real.AbsoluteUri.Replace("state=", "state=x", StringComparison.Ordinal));
        Auth auth = world.NewAuth();

        Assert.That(Assert.ThrowsAsync<AuthException>(() => auth.FederatedSignInAsync())!.Reason, Is.EqualTo(AuthErrorReason.InvalidCallback));
        Assert.That((await auth.CurrentSessionAsync()).HasUser, Is.False);
    }

    [Test]
    public async Task The_pools_own_issuer_in_the_callback_is_fine()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        string issuer = $"{world.Cognito.Endpoint.GetLeftPart(UriPartial.Authority)}/{world.Pool.Id}";
        world.Robot.Instead = real => new Uri($"{real.AbsoluteUri}&iss={Uri.EscapeDataString(issuer)}");

        Assert.That((await world.NewAuth().FederatedSignInAsync()).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_replayed_callback_of_an_earlier_attempt_is_ignored()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth(o => o.WhenAlreadySignedIn = WhenAlreadySignedIn.Replace);
        Uri? first = null;
        world.Robot.Instead = real => first = real;
        await auth.FederatedSignInAsync();
        world.Robot.Before = _ => [first!];

        Assert.That((await auth.FederatedSignInAsync()).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_code_of_another_attempt_is_worth_nothing_because_its_challenge_is_another()
    {
        // §4.5: the attacker has a code of the victim's (or the victim gets one of the attacker's) and brings it into an attempt of their own.
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth victim = world.NewAuth(), attacker = world.NewAuth();
        string code = Browser.ParametersOf((await world.VisitAsync(await victim.BeginFederatedSignInAsync())).AbsoluteUri)["code"];
        BrowserSignIn begun = await attacker.BeginFederatedSignInAsync();
        string state = Browser.ParametersOf(begun.Url.AbsoluteUri)["state"];

        AuthException e = Assert.ThrowsAsync<AuthException>(() => attacker.CompleteFederatedSignInAsync(begun.FlowToken, new Uri($"{BrowserWorld.Redirect}?code={code}&state={state}")))!;

        Assert.That((e.Reason, e.Code), Is.EqualTo((AuthErrorReason.SignInExpired, "invalid_grant")));
        Assert.That((await attacker.CurrentSessionAsync()).HasUser, Is.False);
    }

    [Test]
    public async Task A_code_that_was_used_is_refused_by_the_service_and_nobody_is_signed_in()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth first = world.NewAuth(), second = world.NewAuth();
        BrowserSignIn begun = await first.BeginFederatedSignInAsync();
        Uri callback = await world.VisitAsync(begun);
        Assert.That((await first.CompleteFederatedSignInAsync(begun.FlowToken, callback)).IsSignedIn, Is.True);
        await first.SignOutAsync(new SignOutOptions { EndBrowserSession = false });

        // Another engine, a restarted process for instance, does not know that the attempt is spent.
        AuthException e = Assert.ThrowsAsync<AuthException>(() => second.CompleteFederatedSignInAsync(begun.FlowToken, callback))!;

        Assert.That((e.Reason, e.Code), Is.EqualTo((AuthErrorReason.SignInExpired, "invalid_grant")));
    }

    [TestCase("nonce", "someone else's", "nonce")]
    [TestCase("nonce", null, "nonce")]
    [TestCase("at_hash", "AAAAAAAAAAAAAAAAAAAAAA", "at_hash")]
    [TestCase("aud", "anotherclient", "aud")]
    [TestCase("iss", "https://evil.example", "iss")]
    [TestCase("token_use", "access", "token_use")]
    [TestCase("sub", "someone-else", "different users")]
    public async Task Tokens_that_are_not_this_attempts_are_refused(string claim, string? value, string check)
    {
        await using var server = new TokenServer();
        server.Answer = TokenServer.Json(() => server.Tokens(new Dictionary<string, object?> { [claim] = value }));

        AuthException e = Assert.ThrowsAsync<AuthException>(() => server.SignInAsync())!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.InvalidToken));
        Assert.That(e.Message, Does.Contain(check));
        Assert.That((await server.Auth.CurrentSessionAsync()).HasUser, Is.False);
    }

    [Test]
    public async Task A_changed_signature_is_refused()
    {
        await using var server = new TokenServer();
        server.Answer = TokenServer.Json(() =>
        {
            Dictionary<string, object?> tokens = server.Tokens();
            string id = (string)tokens["id_token"]!;
            int at = id.LastIndexOf('.') + 20;
            tokens["id_token"] = $"{id[..at]}{(id[at] == 'A' ? 'B' : 'A')}{id[(at + 1)..]}";
            return tokens;
        });

        Assert.That(Assert.ThrowsAsync<AuthException>(() => server.SignInAsync())!.Reason, Is.EqualTo(AuthErrorReason.InvalidToken));
    }

    [Test]
    public async Task Tokens_that_are_go_through_with_at_hash_and_without([Values] bool withHash)
    {
        await using var server = new TokenServer();
        server.Answer = TokenServer.Json(() => server.Tokens(withHash: withHash));

        Assert.That((await server.SignInAsync()).IsSignedIn, Is.True);
        Assert.That(server.Bodies.Single(), Does.Contain("grant_type=authorization_code").And.Contain("code=c-1").And.Contain("code_verifier=").And.Contain("redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fcallback"));
    }

    private static IEnumerable<TestCaseData> BadAnswers()
    {
        static TestCaseData Case(string name, Func<HttpRequestMessage, HttpResponseMessage> answer, AuthErrorReason reason, bool transient = true) =>
            new TestCaseData(answer, reason, transient).SetArgDisplayNames(name);
        yield return Case("garbage", TokenServer.Text("\u0001\u0002 not JSON", "application/json"), AuthErrorReason.InvalidResponse);
        yield return Case("HTML", TokenServer.Text("<html><body>Sign in to Wi-Fi</body></html>", "text/html"), AuthErrorReason.InvalidResponse);
        yield return Case("empty", TokenServer.Text("", "application/json"), AuthErrorReason.InvalidResponse);
        yield return Case("an array", TokenServer.Text("[]", "application/json"), AuthErrorReason.InvalidResponse);
        yield return Case("null", TokenServer.Text("null", "application/json"), AuthErrorReason.InvalidResponse);
        yield return Case("no tokens", TokenServer.Text("{}", "application/json"), AuthErrorReason.InvalidResponse);
        yield return Case("tokens of another kind", TokenServer.Text("""{"id_token":"a","access_token":"b","token_type":"mac"}""", "application/json"), AuthErrorReason.InvalidResponse);
        yield return Case("numbers for tokens", TokenServer.Text("""{"id_token":1,"access_token":2}""", "application/json"), AuthErrorReason.InvalidResponse);
        yield return Case("far too long", TokenServer.Text($$"""{"x":"{{new string('x', 300_000)}}"}""", "application/json"), AuthErrorReason.InvalidResponse);
        yield return Case("from another address", request => Redirected(request), AuthErrorReason.InvalidResponse);
        yield return Case("a redirect", TokenServer.Text("", "text/html", HttpStatusCode.Found), AuthErrorReason.Unknown, transient: false);
        yield return Case("500", TokenServer.Text("<h1>oops</h1>", "text/html", HttpStatusCode.InternalServerError), AuthErrorReason.ServiceFailure);
        yield return Case("503 with a code", TokenServer.Text("""{"error":"temporarily_unavailable"}""", "application/json", HttpStatusCode.ServiceUnavailable), AuthErrorReason.ServiceFailure);
        yield return Case("no such page", TokenServer.Text("<h1>404</h1>", "text/html", HttpStatusCode.NotFound), AuthErrorReason.Unknown, transient: false);
        yield return Case("invalid_client", TokenServer.Text("""{"error":"invalid_client","error_description":"invalid_client_secret"}""", "application/json", HttpStatusCode.BadRequest), AuthErrorReason.AppClientMisconfigured, transient: false);
        yield return Case("unauthorized_client", TokenServer.Text("""{"error":"unauthorized_client"}""", "application/json", HttpStatusCode.BadRequest), AuthErrorReason.AppClientMisconfigured, transient: false);
        yield return Case("an error that is no code", TokenServer.Text("""{"error":"<script>"}""", "application/json", HttpStatusCode.BadRequest), AuthErrorReason.Unknown, transient: false);
        yield return Case("connection lost", _ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "gone"), AuthErrorReason.Network);
    }

    [TestCaseSource(nameof(BadAnswers))]
    public async Task Whatever_the_token_endpoint_says_is_a_typed_error_and_nobody_is_signed_in(Func<HttpRequestMessage, HttpResponseMessage> answer, AuthErrorReason reason, bool transient)
    {
        await using var server = new TokenServer { Answer = answer };

        AuthException e = Assert.ThrowsAsync<AuthException>(() => server.SignInAsync())!;

        Assert.That((e.Reason, e.IsTransient), Is.EqualTo((reason, transient)));
        Assert.That(e.ToString(), Does.Not.Contain("c-1").And.Not.Contain("Wi-Fi").And.Not.Contain("<script>").And.Not.Contain(server.Nonce));
        Assert.That((await server.Auth.CurrentSessionAsync()).HasUser, Is.False);
    }

    [TestCase("access_denied", null, AuthErrorReason.Cancelled)]
    [TestCase("invalid_scope", null, AuthErrorReason.AppClientMisconfigured)]
    [TestCase("unauthorized_client", null, AuthErrorReason.AppClientMisconfigured)]
    [TestCase("invalid_request", "redirect", AuthErrorReason.InvalidParameter)]
    [TestCase("invalid_request", "Already found an entry for username Google_1 ", AuthErrorReason.AlreadyLinked)]
    [TestCase("invalid_request", "PreSignUp failed with error Only staff may sign up. ", AuthErrorReason.LambdaTrigger)]
    [TestCase("server_error", "Something", AuthErrorReason.ServiceFailure)]
    [TestCase("temporarily_unavailable", null, AuthErrorReason.ServiceFailure)]
    [TestCase("login_required", null, AuthErrorReason.SignInRequired)]
    [TestCase("interaction_required", null, AuthErrorReason.SignInRequired)]
    [TestCase("something_new", null, AuthErrorReason.Unknown)]
    [TestCase("<b>no code at all</b>", null, AuthErrorReason.Unknown)]
    public async Task What_the_page_refuses_is_told_with_its_reason_and_ends_the_attempt(string error, string? description, AuthErrorReason reason)
    {
        await using var server = new TokenServer();
        (BrowserSignIn begun, string state) = await server.BeginAsync();
        string said = description is null ? "" : $"&error_description={Uri.EscapeDataString(description).Replace("%20", "+", StringComparison.Ordinal)}";
        var callback = new Uri($"{TokenServer.Redirect}?state={state}&error={Uri.EscapeDataString(error)}{said}");

        AuthException e = Assert.ThrowsAsync<AuthException>(() => server.Auth.CompleteFederatedSignInAsync(begun.FlowToken, callback))!;

        Assert.That(e.Reason, Is.EqualTo(reason));
        Assert.That(e.Message, Does.Not.Contain("<b>"));
        Assert.That(reason == AuthErrorReason.LambdaTrigger ? (e.Error.Trigger, e.Error.TriggerMessage) : default, Is.EqualTo(reason == AuthErrorReason.LambdaTrigger ? ("PreSignUp", "Only staff may sign up") : default));
        Assert.That(server.Bodies, Is.Empty);
    }

    [Test]
    public async Task A_description_is_text_for_people_and_no_longer_than_they_read()
    {
        await using var server = new TokenServer();
        (BrowserSignIn begun, string state) = await server.BeginAsync();

        AuthException e = Assert.ThrowsAsync<AuthException>(() => server.Auth.CompleteFederatedSignInAsync(
            begun.FlowToken,
            new Uri($"{TokenServer.Redirect}?state={state}&error=server_error&error_description=line%0D%0A%1Bnext{new string('x', 2000)}")))!;

        Assert.That(e.Error.Message, Has.Length.LessThanOrEqualTo(512).And.StartWith("linenext"));
    }

    private static HttpResponseMessage Redirected(HttpRequestMessage request)
    {
        HttpResponseMessage response = TokenServer.Text("{}", "application/json")(request);
        response.RequestMessage = new HttpRequestMessage(HttpMethod.Get, "https://evil.example/oauth2/token");
        return response;
    }

    private static string Flip(string text) => new([.. text.Select(c => char.IsLower(c) ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c))]);
}
