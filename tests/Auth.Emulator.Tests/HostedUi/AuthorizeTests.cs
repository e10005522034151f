using System.Net;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class AuthorizeTests
{
    [TestCase("a b+c/d=e&f?g#h%25 ü €")]
    [TestCase("eyJhIjoxfQ==")]
    [TestCase("-abc.~_")]
    public async Task The_state_comes_back_as_it_was(string state)
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        await ui.CodeAsync(("state", state));

        Assert.That(ui.Browser.Answer["state"], Is.EqualTo(state));
    }

    [Test]
    public async Task Without_a_state_none_comes_back()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        await ui.CodeAsync(("state", ""));

        Assert.That(ui.Browser.Answer.Keys, Is.EqualTo(new[] { "code" }));
    }

    [Test]
    public async Task Authorize_leads_to_the_login_page_with_the_same_parameters()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        string url = ui.AuthorizeUrl(("nonce", "n"), ("lang", "de"), ("login_hint", "ana"));

        await ui.Browser.GoAsync(url);

        Assert.That(ui.Browser.Location.ToString(), Is.EqualTo(new Uri(url.Replace("oauth2/authorize", "login", StringComparison.Ordinal)).ToString()));
        Assert.That(ui.Browser.Value("username"), Is.EqualTo("ana"));
    }

    [Test]
    public async Task A_query_of_the_callback_URL_is_kept()
    {
        await using HostedUi ui = await HostedUi.StartAsync(new AppClientSettings { CallbackURLs = ["http://localhost:3000/cb?tenant=7"] });

        await ui.AuthorizeAsync(("redirect_uri", "http://localhost:3000/cb?tenant=7"));
        await ui.LogInAsync();

        Assert.That(ui.Browser.Left, Does.StartWith("http://localhost:3000/cb?tenant=7&code="));
    }

    [Test]
    public async Task A_scheme_of_the_applications_own_is_called_back()
    {
        await using HostedUi ui = await HostedUi.StartAsync(new AppClientSettings { CallbackURLs = ["myapp://signed-in"] });

        await ui.AuthorizeAsync(("redirect_uri", "myapp://signed-in"));
        Assert.That(ui.Browser.Response.Headers.GetValues("Content-Security-Policy").Single(), Does.EndWith("form-action http: https: myapp:"));
        await ui.LogInAsync();

        Assert.That(ui.Browser.Left, Does.StartWith("myapp://signed-in?code="));
    }

    [Test]
    public async Task Implicit_gives_tokens_in_the_fragment_and_no_refresh_token()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        await ui.AuthorizeAsync(("response_type", "token"), ("nonce", "n-1"), ("code_challenge", ""), ("code_challenge_method", ""));
        await ui.LogInAsync();

        Assert.That(ui.Browser.Left, Does.StartWith($"{HostedUi.Callback}#"));
        Assert.That(ui.Browser.Answer.Keys, Is.EquivalentTo(new[] { "id_token", "access_token", "token_type", "expires_in", "state" }));
        Assert.That((ui.Browser.Answer["token_type"], ui.Browser.Answer["expires_in"], ui.Browser.Answer["state"]), Is.EqualTo(("Bearer", "3600", "xyz")));
        Assert.That((string)new Jwt(ui.Browser.Answer["id_token"]).Claims["nonce"]!, Is.EqualTo("n-1"));
        (await ui.Wire.GetUserAsync(ui.Browser.Answer["access_token"])).MustSucceed();
    }

    [Test]
    public async Task Errors_of_implicit_requests_are_told_in_the_fragment()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        await ui.AuthorizeAsync(("response_type", "token"), ("scope", "unknown"));

        Assert.That(ui.Browser.Left, Is.EqualTo($"{HostedUi.Callback}#error=invalid_scope&state=xyz"));
    }

    [Test]
    public async Task Without_openid_there_is_no_ID_token()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        var tokens = await ui.TokensAsync(("scope", "aws.cognito.signin.user.admin"));

        Assert.That(tokens.ContainsKey("id_token"), Is.False);
    }

    [Test]
    public async Task Without_a_scope_the_client_gets_all_it_may_have()
    {
        await using HostedUi ui = await HostedUi.StartAsync(new AppClientSettings { CallbackURLs = [HostedUi.Callback], AllowedOAuthScopes = ["openid", "phone", "photos/read"] });

        var tokens = await ui.TokensAsync(("scope", ""));

        Assert.That((string)new Jwt((string)tokens["access_token"]!).Claims["scope"]!, Is.EqualTo("openid phone photos/read"));
    }

    [Test]
    public async Task A_resource_becomes_the_audience_of_the_access_token()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        var tokens = await ui.TokensAsync(("resource", "https://api.example.com"));

        Assert.That((string)new Jwt((string)tokens["access_token"]!).Claims["aud"]!, Is.EqualTo("https://api.example.com"));
    }

    [TestCase("response_type", "", "invalid_request")]
    [TestCase("response_type", "id_token", "invalid_request")]
    [TestCase("code_challenge_method", "", "invalid_request", Description = "challenge without method")]
    [TestCase("code_challenge_method", "plain", "invalid_request")]
    [TestCase("code_challenge", "", "invalid_request", Description = "method without challenge")]
    [TestCase("code_challenge", "short", "invalid_request")]
    [TestCase("scope", "openid unknown", "invalid_scope")]
    [TestCase("scope", " ", "invalid_scope")]
    [TestCase("scope", "email", "invalid_scope", Description = "needs openid")]
    [TestCase("prompt", "nonsense", "invalid_request")]
    [TestCase("prompt", "none login", "invalid_request")]
    [TestCase("resource", "not a url", "invalid_request")]
    [TestCase("resource", "https://api.example.com/#part", "invalid_request")]
    public async Task What_is_wrong_once_client_and_address_are_known_is_told_to_the_client(string parameter, string value, string error)
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        await ui.AuthorizeAsync((parameter, value));

        Assert.That(ui.Browser.Left, Is.EqualTo($"{HostedUi.Callback}?error={error}&state=xyz"));
    }

    [TestCase("code", "implicit")]
    [TestCase("token", "code")]
    public async Task A_flow_the_client_may_not_use_is_unauthorized_client(string responseType, string allowed)
    {
        await using HostedUi ui = await HostedUi.StartAsync(new AppClientSettings { CallbackURLs = [HostedUi.Callback], AllowedOAuthFlows = [allowed] });

        await ui.AuthorizeAsync(("response_type", responseType));

        Assert.That(ui.Browser.Answer["error"], Is.EqualTo("unauthorized_client"));
    }

    [TestCase("scope=openid")]
    [TestCase("state=other")]
    [TestCase("response_type=code")]
    [TestCase("code_challenge=other")]
    [TestCase("nonce=a&nonce=b")]
    public async Task A_parameter_given_twice_is_an_invalid_request(string again)
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        await ui.Browser.GoAsync($"{ui.AuthorizeUrl()}&{again}");

        Assert.That(ui.Browser.Answer["error"], Is.EqualTo("invalid_request"));
    }

    [TestCase("http://localhost:3000/callback/")]
    [TestCase("http://localhost:3000/Callback")]
    [TestCase("http://localhost:3001/callback")]
    [TestCase("https://localhost:3000/callback")]
    [TestCase("http://127.0.0.1:3000/callback")]
    [TestCase("http://localhost:3000/callback?x=1")]
    [TestCase("http://localhost:3000/callback/../callback")]
    [TestCase("https://evil.example/callback")]
    [TestCase("javascript:alert(1)")]
    public async Task An_address_that_is_not_registered_letter_by_letter_is_never_gone_to(string redirectUri)
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        await ui.Browser.GoAsync(ui.AuthorizeUrl(("redirect_uri", redirectUri)), follow: false);
        Assert.That(
            (ui.Browser.Status, ui.Browser.Response.Headers.Location!.ToString()),
            Is.EqualTo((HttpStatusCode.Found, $"{ui.Domain}/error?error=redirect_mismatch&client_id={ui.Client.Id}")));
        await ui.Browser.GoAsync(ui.AuthorizeUrl(("redirect_uri", redirectUri)));

        Assert.That((ui.Browser.Left, ui.Browser.Status), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest)));
        Assert.That(ui.Browser.Error, Does.Contain("redirect_mismatch"));
    }

    [TestCase("client_id", "unknown")]
    [TestCase("client_id", "")]
    [TestCase("redirect_uri", "")]
    public async Task Without_a_known_client_and_address_the_browser_stays(string parameter, string value)
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        foreach (string page in (string[])["oauth2/authorize", "login", "signup", "forgotPassword"])
        {
            await ui.Browser.GoAsync(ui.Url(page, (parameter, value)));

            Assert.That((ui.Browser.Left, ui.Browser.Status), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest)), page);
        }
    }

    [TestCase("redirect_uri=https://evil.example/")]
    [TestCase("client_id=other")]
    public async Task A_second_client_or_address_is_not_gone_to(string again)
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        await ui.Browser.GoAsync($"{ui.AuthorizeUrl()}&{again}");

        Assert.That((ui.Browser.Left, ui.Browser.Status), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest)));
    }

    [Test]
    public async Task A_client_of_another_pool_is_unknown()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedAppClient other = ui.Emulator.AddUserPool().AddClient(HostedUi.ClientSettings);

        await ui.AuthorizeAsync(("client_id", other.Id));

        Assert.That((ui.Browser.Left, ui.Browser.Status), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest)));
    }

    [Test]
    public async Task The_error_page_repeats_nothing_it_was_given()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        await ui.Browser.GoAsync($"{ui.Domain}/error?error=<script>alert(1)</script>&client_id=%22%3E%3Cscript%3E");

        Assert.That(ui.Browser.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(ui.Browser.Document.QuerySelectorAll("script"), Is.Empty);
        Assert.That(ui.Browser.Document.Body!.TextContent, Does.Not.Contain("alert"));
    }
}
