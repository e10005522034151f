using System.Net;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Forms that did not come from a page of this browser.</summary>
public sealed class ForgeryTests
{
    [TestCase("login")]
    [TestCase("signup")]
    [TestCase("forgotPassword")]
    public async Task A_form_without_the_browsers_token_does_nothing(string page)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.Browser.GoAsync(ui.Url(page));

        foreach (string token in (string[])["", "forged", new('A', 43)])
        {
            await ui.Browser.PostAsync(ui.Url(page), ("_csrf", token), ("username", page == "signup" ? "ben" : "ana"), ("password", "Passw0rd!"), ("email", "ben@example.com"));

            Assert.That((ui.Browser.Left, ui.Browser.Status, ui.Browser.Error), Is.EqualTo(((string?)null, HttpStatusCode.Forbidden, "This page was too old. Please try again.")));
        }

        Assert.That(ui.Pool.Users.Select(user => user.Username), Is.EqualTo(new[] { "ana" }));
        Assert.That(ui.Emulator.Outbox.Messages, Is.Empty);
    }

    [Test]
    public async Task The_token_of_another_browser_is_none()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        using var attacker = new Browser(ui.Emulator.Endpoint);
        await attacker.GoAsync(ui.AuthorizeUrl());
        await ui.AuthorizeAsync();

        await ui.Browser.PostAsync(ui.Url("login"), ("_csrf", attacker.Value("_csrf")!), ("username", "ana"), ("password", "Passw0rd!"));

        Assert.That(ui.Browser.Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_cookie_planted_beside_a_token_that_equals_it_makes_no_valid_form()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        string planted = new('A', 43);
        ui.Browser.Cookies.Add(ui.Pool.HostedUiDomain, new Cookie("XSRF-TOKEN", planted, ui.Pool.HostedUiDomain.AbsolutePath));

        await ui.Browser.PostAsync(ui.Url("login"), ("_csrf", planted), ("username", "ana"), ("password", "Passw0rd!"));

        Assert.That(ui.Browser.Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Without_cookies_no_form_is_taken()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.AuthorizeAsync();
        string token = ui.Browser.Value("_csrf")!;
        using var other = new Browser(ui.Emulator.Endpoint);

        await other.PostAsync(ui.Url("login"), ("_csrf", token), ("username", "ana"), ("password", "Passw0rd!"));

        Assert.That(other.Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Within_a_flow_the_token_counts_too()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Ana.EnableTotpMfa();
        await ui.AuthorizeAsync();
        await ui.LogInAsync();

        await ui.Browser.PostAsync(ui.Browser.Location.ToString(), ("_csrf", "forged"), ("code", ui.Ana.CurrentTotpCode()));
        Assert.That((ui.Browser.Left, ui.Browser.Status), Is.EqualTo(((string?)null, HttpStatusCode.Forbidden)));
        await ui.Browser.SubmitAsync("Sign in", ("code", ui.Ana.CurrentTotpCode()));

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task Going_on_with_a_session_needs_the_token()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.CodeAsync();

        await ui.Browser.PostAsync(ui.Url("login"), ("_csrf", "forged"), ("continue", "1"));

        Assert.That((ui.Browser.Left, ui.Browser.Status), Is.EqualTo(((string?)null, HttpStatusCode.Forbidden)));
    }

    [TestCase("localhost")]
    [TestCase("127.0.0.1")]
    public async Task Redirects_keep_to_the_name_the_browser_uses_and_to_no_foreign_one(string host)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ProviderTests.AddOidc(ui);
        string byName = ui.AuthorizeUrl(("identity_provider", "Corp")).Replace("localhost:" + ui.Emulator.Endpoint.Port, $"{host}:{ui.Emulator.Endpoint.Port}", StringComparison.Ordinal);

        await ui.Browser.GoAsync(byName);
        Assert.That(ui.Browser.Location.Host, Is.EqualTo(host));
        await ui.Browser.SubmitAsync("Ben Example");
        Assert.That(ui.Browser.Answer, Contains.Key("code"));
        using var request = new HttpRequestMessage(HttpMethod.Get, ui.AuthorizeUrl());
        request.Headers.Host = $"evil.example:{ui.Emulator.Endpoint.Port}";
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using HttpResponseMessage response = await http.SendAsync(request);

        Assert.That(response.Headers.Location!.Authority, Is.EqualTo(ui.Emulator.Endpoint.Authority));
    }
}
