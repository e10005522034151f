using System.Net;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class BrowserSessionTests
{
    [Test]
    public async Task Who_is_signed_in_is_not_asked_again_by_any_client_of_the_pool()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.CodeAsync();
        ui.Client = ui.Pool.AddClient(HostedUi.ClientSettings);

        await ui.AuthorizeAsync();

        Assert.That(ui.Browser.Answer.Keys, Is.EqualTo(new[] { "code", "state" }));
    }

    [Test]
    public async Task The_sign_in_time_stays_that_of_the_password()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        long signedIn = ui.Emulator.Clock.GetUtcNow().ToUnixTimeSeconds();
        await ui.CodeAsync();
        ui.Emulator.Clock.Advance(TimeSpan.FromMinutes(59));

        var access = new Jwt((string)(await ui.TokensAsync())["access_token"]!);

        Assert.That(((long)access.Claims["auth_time"]!, (long)access.Claims["iat"]!), Is.EqualTo((signedIn, signedIn + (59 * 60))));
    }

    [Test]
    public async Task After_an_hour_the_page_asks_again()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.CodeAsync();

        ui.Emulator.Clock.Advance(TimeSpan.FromHours(1));
        await ui.AuthorizeAsync();

        Assert.That(ui.Browser.Title, Is.EqualTo("Sign in"));
    }

    [Test]
    public async Task Another_browser_is_asked()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.CodeAsync();
        using var other = new Browser(ui.Emulator.Endpoint);

        await other.GoAsync(ui.AuthorizeUrl());

        Assert.That(other.Title, Is.EqualTo("Sign in"));
    }

    [Test]
    public async Task The_cookie_is_out_of_reach_of_scripts_other_sites_and_other_pools_and_lives_an_hour()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.AuthorizeAsync();

        await ui.LogInAsync();

        string cookie = ui.Browser.Response.Headers.GetValues("Set-Cookie").Single(line => line.StartsWith("cognito=", StringComparison.Ordinal));
        Assert.That(cookie.Split("; ")[1..], Is.EqualTo(new[] { $"Path={ui.Pool.HostedUiDomain.AbsolutePath}", "HttpOnly", "SameSite=Lax", "Max-Age=3600" }));
        Assert.That(cookie.Split("; ")[0]["cognito=".Length..], Has.Length.EqualTo(43));
    }

    [Test]
    public async Task Each_sign_in_has_a_cookie_of_its_own_and_ends_the_one_before()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.CodeAsync();
        string first = ui.Browser.Cookies.GetCookies(ui.Browser.Location)["cognito"]!.Value;
        await ui.AuthorizeAsync(("prompt", "login"));
        await ui.LogInAsync();
        Assert.That(ui.Browser.Cookies.GetCookies(ui.Browser.Location)["cognito"]!.Value, Is.Not.EqualTo(first));

        ui.Browser.Cookies.GetCookies(ui.Browser.Location)["cognito"]!.Value = first;
        await ui.AuthorizeAsync();

        Assert.That(ui.Browser.Title, Is.EqualTo("Sign in"));
    }

    [Test]
    public async Task A_cookie_planted_before_the_sign_in_does_not_become_a_session()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        string planted = new('A', 43);
        ui.Browser.Cookies.Add(ui.Pool.HostedUiDomain, new Cookie("cognito", planted, ui.Pool.HostedUiDomain.AbsolutePath));
        await ui.CodeAsync();
        using var attacker = new Browser(ui.Emulator.Endpoint);
        attacker.Cookies.Add(ui.Pool.HostedUiDomain, new Cookie("cognito", planted, ui.Pool.HostedUiDomain.AbsolutePath));

        await attacker.GoAsync(ui.AuthorizeUrl());

        Assert.That(attacker.Title, Is.EqualTo("Sign in"));
    }

    [Test]
    public async Task Whoever_was_disabled_deleted_or_must_reset_the_password_is_asked_again()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.CodeAsync();

        ui.Ana.Disable();
        await ui.AuthorizeAsync();
        Assert.That(ui.Browser.Title, Is.EqualTo("Sign in"));
        ui.Ana.Enable();
        ui.Ana.RequirePasswordReset();
        await ui.AuthorizeAsync();
        Assert.That(ui.Browser.Title, Is.EqualTo("Sign in"));
        ui.Ana.Confirm();
        ui.Ana.Delete();
        await ui.AuthorizeAsync();

        Assert.That(ui.Browser.Title, Is.EqualTo("Sign in"));
    }

    [Test]
    public async Task A_global_sign_out_leaves_the_browser_signed_in()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.CodeAsync();

        ui.Ana.SignOutEverywhere();
        await ui.AuthorizeAsync();

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task Prompt_login_asks_although_someone_is_signed_in_and_offers_no_short_cut()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.CodeAsync();

        await ui.AuthorizeAsync(("prompt", "login"));

        Assert.That(ui.Browser.Title, Is.EqualTo("Sign in"));
        Assert.That(ui.Browser.Document.QuerySelectorAll("button").Select(button => button.TextContent), Is.EqualTo(new[] { "Sign in", "Sign in another way" }));
        string token = ui.Browser.Value("_csrf")!;
        await ui.Browser.PostAsync(ui.Url("login", ("prompt", "login")), ("_csrf", token), ("continue", "1"));
        Assert.That(ui.Browser.Left, Is.Null);
    }

    [Test]
    public async Task Prompt_select_account_lets_choose_between_the_session_and_another_user()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Pool.AddUser("ben", "Passw0rd!");
        await ui.CodeAsync();

        await ui.AuthorizeAsync(("prompt", "select_account"));
        await ui.Browser.SubmitAsync("Continue as Ana Example");
        Assert.That(ui.Browser.Answer, Contains.Key("code"));
        await ui.AuthorizeAsync(("prompt", "select_account"));
        await ui.LogInAsync("ben");
        var access = new Jwt((string)(await ui.ExchangeAsync(ui.Browser.Answer["code"])).Json["access_token"]!);

        Assert.That((string)access.Claims["username"]!, Is.EqualTo("ben"));
    }

    [Test]
    public async Task Prompt_consent_changes_nothing_for_the_pools_own_users()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.CodeAsync();

        await ui.AuthorizeAsync(("prompt", "consent"));

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task Prompt_none_gives_a_code_to_who_is_signed_in_and_login_required_to_anyone_else()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        await ui.AuthorizeAsync(("prompt", "none"));
        Assert.That(ui.Browser.Left, Is.EqualTo($"{HostedUi.Callback}?error=login_required&state=xyz"));
        await ui.CodeAsync();
        await ui.AuthorizeAsync(("prompt", "none"));

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task A_session_of_one_provider_does_not_answer_for_another()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = ProviderTests.AddOidc(ui);
        await ui.CodeAsync();

        await ui.AuthorizeAsync(("identity_provider", "COGNITO"));
        Assert.That(ui.Browser.Answer, Contains.Key("code"));
        await ui.AuthorizeAsync(("identity_provider", "Corp"));
        Assert.That(ui.Browser.Title, Is.EqualTo("Continue with Corp"));
        await ui.AuthorizeAsync(("identity_provider", "Corp"), ("prompt", "none"));
        Assert.That(ui.Browser.Answer["error"], Is.EqualTo("login_required"));
        await ProviderTests.SignInAsync(ui, provider);
        await ui.AuthorizeAsync(("identity_provider", "Corp"));
        Assert.That(ui.Browser.Answer, Contains.Key("code"));
        await ui.AuthorizeAsync(("identity_provider", "COGNITO"));

        Assert.That(ui.Browser.Title, Is.EqualTo("Sign in"));
    }

    [Test]
    public async Task Signing_out_ends_the_session_and_goes_to_the_registered_address()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.CodeAsync();
        string cookie = ui.Browser.Cookies.GetCookies(ui.Browser.Location)["cognito"]!.Value;

        await ui.Browser.GoAsync($"{ui.Domain}/logout?client_id={ui.Client.Id}&logout_uri={Uri.EscapeDataString(HostedUi.SignedOut)}");
        Assert.That(ui.Browser.Left, Is.EqualTo(HostedUi.SignedOut));
        Assert.That(ui.Browser.Cookies.GetCookies(ui.Pool.HostedUiDomain)["cognito"], Is.Null);

        ui.Browser.Cookies.Add(ui.Pool.HostedUiDomain, new Cookie("cognito", cookie, ui.Pool.HostedUiDomain.AbsolutePath));
        await ui.AuthorizeAsync();
        Assert.That(ui.Browser.Title, Is.EqualTo("Sign in"));
    }

    [Test]
    public async Task Signing_out_to_sign_in_again_goes_to_the_login_page()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.CodeAsync();

        await ui.Browser.GoAsync(ui.Url("logout"));
        Assert.That((ui.Browser.Title, ui.Browser.Location.AbsolutePath), Is.EqualTo(("Sign in", $"{ui.Pool.HostedUiDomain.AbsolutePath}/login")));
        await ui.LogInAsync();

        Assert.That(ui.Browser.Answer["state"], Is.EqualTo("xyz"));
    }

    [TestCase("client_id={0}&logout_uri=http://localhost:3000", Description = "almost registered")]
    [TestCase("client_id={0}&logout_uri=http://localhost:3000/callback", Description = "registered for something else")]
    [TestCase("client_id={0}&logout_uri=https://evil.example/")]
    [TestCase("client_id={0}&redirect_uri=https://evil.example/&response_type=code")]
    [TestCase("client_id={0}&redirect_uri=http://localhost:3000/callback", Description = "no response_type")]
    [TestCase("client_id={0}")]
    [TestCase("client_id=unknown&logout_uri=http://localhost:3000/")]
    [TestCase("logout_uri=http://localhost:3000/")]
    [TestCase("client_id={0}&logout_uri=http://localhost:3000/&logout_uri=https://evil.example/")]
    public async Task A_sign_out_that_names_no_registered_address_goes_nowhere_and_ends_nothing(string query)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.CodeAsync();

        await ui.Browser.GoAsync($"{ui.Domain}/logout?{string.Format(System.Globalization.CultureInfo.InvariantCulture, query, ui.Client.Id)}");
        Assert.That((ui.Browser.Left, ui.Browser.Status), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest)));
        await ui.AuthorizeAsync();

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }
}
