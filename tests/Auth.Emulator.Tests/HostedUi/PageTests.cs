using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AngleSharp.Dom;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>The steps that a person goes through on the pages.</summary>
public sealed partial class PageTests
{
    [TestCase("ana", "wrong", "Incorrect username or password.")]
    [TestCase("nobody", "Passw0rd!", "Incorrect username or password.")]
    public async Task A_wrong_name_or_password_is_told_and_the_name_stays(string username, string password, string message)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.AuthorizeAsync();

        await ui.LogInAsync(username, password);

        Assert.That((ui.Browser.Left, ui.Browser.Status, ui.Browser.Error), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest, message)));
        Assert.That((ui.Browser.Value("username"), ui.Browser.Value("password")), Is.EqualTo((username, "")));
        await ui.LogInAsync();
        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task Five_wrong_passwords_lock_as_they_do_in_the_API()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.AuthorizeAsync();
        for (int i = 0; i < 5; i++)
        {
            await ui.LogInAsync(password: "wrong");
        }

        await ui.LogInAsync();

        Assert.That(ui.Browser.Error, Is.EqualTo("Password attempts exceeded"));
    }

    [Test]
    public async Task The_page_works_for_clients_whose_API_flows_are_off_and_that_have_a_secret()
    {
        await using HostedUi ui = await HostedUi.StartAsync(new AppClientSettings { CallbackURLs = [HostedUi.Callback], GenerateSecret = true, ExplicitAuthFlows = [] });

        Assert.That(await ui.CodeAsync(), Is.Not.Empty);
    }

    [Test]
    public async Task Signing_up_with_the_code_from_the_mail_leads_straight_to_the_application()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.AuthorizeAsync();

        await ui.Browser.ClickAsync("Create an account");
        await ui.Browser.SubmitAsync("Create account", ("username", "ben"), ("email", "ben@example.com"), ("password", "Passw0rd!"));
        Assert.That(ui.Browser.Title, Is.EqualTo("Confirm your account"));
        Assert.That(ui.Browser.Document.QuerySelector("main")!.TextContent, Does.Contain("We sent a code to b***@e***."));
        await ui.Browser.SubmitAsync("Confirm", ("code", "000000"));
        Assert.That(ui.Browser.Error, Is.EqualTo("Invalid verification code provided, please try again."));
        await ui.Browser.SubmitAsync("Confirm", ("code", ui.Emulator.Outbox.LatestCode("ben")));

        Assert.That(ui.Browser.Answer["state"], Is.EqualTo("xyz"));
        Assert.That(ui.Pool.FindUser("ben")!.Attributes["email_verified"], Is.EqualTo("true"));
        (await ui.ExchangeAsync(ui.Browser.Answer["code"])).MustSucceed();
    }

    [Test]
    public async Task A_sign_up_code_can_be_sent_again()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await SignUpAsync(ui);
        string first = ui.Emulator.Outbox.LatestCode("ben");

        await ui.Browser.SubmitAsync("Send a new code");
        Assert.That(ui.Browser.Document.QuerySelector("[role=status]")!.TextContent, Is.EqualTo("A new code is on its way."));
        await ui.Browser.SubmitAsync("Confirm", ("code", ui.Emulator.Outbox.LatestCode("ben")));

        Assert.That(ui.Emulator.Outbox.Messages, Has.Count.EqualTo(2));
        Assert.That(first, Is.Not.Empty);
        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task A_sign_up_that_needs_no_code_leads_straight_to_the_application()
    {
        await using HostedUi ui = await HostedUi.StartAsync(pool: new UserPoolSettings { AutoConfirmSignUps = true });

        await SignUpAsync(ui);

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [TestCase("ana", "Passw0rd!", "User already exists", "username")]
    [TestCase("ben", "short", "Password did not conform with policy: Password not long enough", "password")]
    public async Task A_sign_up_that_is_refused_tells_why_and_where_and_keeps_what_was_typed(string username, string password, string message, string field)
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        await SignUpAsync(ui, username, password);

        Assert.That((ui.Browser.Title, ui.Browser.Error), Is.EqualTo(("Create an account", message)));
        Assert.That((ui.Browser.Value("username"), ui.Browser.Value("email"), ui.Browser.Value("password")), Is.EqualTo((username, "ben@example.com", "")));
        Assert.That(ui.Browser.Document.QuerySelectorAll("[aria-invalid]").Select(input => input.Id), Is.EqualTo(new[] { field }));
        Assert.That(ui.Browser.Document.QuerySelectorAll("[autofocus]").Select(input => input.Id), Is.EqualTo(new[] { field }));
    }

    [Test]
    public async Task Sign_up_asks_for_what_the_pool_requires_under_names_that_a_browser_can_fill_in()
    {
        await using HostedUi ui = await HostedUi.StartAsync(pool: new UserPoolSettings { UsernameAttributes = ["email"], RequiredAttributes = ["given_name", "custom:favourite_colour"] });

        await ui.Browser.GoAsync(ui.Url("signup"));

        Assert.That(
            ui.Browser.Document.QuerySelectorAll("input:not([type=hidden])").Select(input => (input.GetAttribute("name"), input.GetAttribute("autocomplete"))),
            Is.EqualTo(new[] { ("username", "username"), ("given_name", "given-name"), ("custom:favourite_colour", "off"), ("password", "new-password") }));
        Assert.That(ui.Browser.Document.QuerySelectorAll("label").Select(label => label.TextContent), Is.EqualTo(new[] { "Email", "Given name", "Favourite colour", "New password" }));
    }

    [Test]
    public async Task Who_has_not_confirmed_yet_comes_to_the_code_and_then_proves_the_password()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.Wire.SignUpAsync("ben", email: "ben@example.com");
        await ui.AuthorizeAsync();

        await ui.LogInAsync("ben", "not the password");
        Assert.That(ui.Browser.Title, Is.EqualTo("Confirm your account"));
        await ui.Browser.SubmitAsync("Confirm", ("code", ui.Emulator.Outbox.LatestCode("ben")));
        Assert.That((ui.Browser.Left, ui.Browser.Title, ui.Browser.Value("username")), Is.EqualTo(((string?)null, "Sign in", "ben")));
        await ui.LogInAsync("ben");

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task A_forgotten_password_is_replaced_with_the_code_from_the_mail()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.AuthorizeAsync();

        await ui.Browser.ClickAsync("Forgot your password?");
        await ui.Browser.SubmitAsync("Send the code", ("username", "ana"));
        await ui.Browser.SubmitAsync("Change password", ("code", "000000"), ("password", "N3w-Passw0rd!"));
        Assert.That(ui.Browser.Error, Is.EqualTo("Invalid verification code provided, please try again."));
        await ui.Browser.SubmitAsync("Change password", ("code", ui.Emulator.Outbox.LatestCode("ana")), ("password", "weak"));
        Assert.That(ui.Browser.Error, Does.StartWith("Password did not conform with policy"));
        await ui.Browser.SubmitAsync("Change password", ("code", ui.Emulator.Outbox.LatestCode("ana")), ("password", "N3w-Passw0rd!"));
        Assert.That((ui.Browser.Title, ui.Browser.Value("username")), Is.EqualTo(("Sign in", "ana")));
        await ui.LogInAsync(password: "N3w-Passw0rd!");

        Assert.That(ui.Browser.Answer["state"], Is.EqualTo("xyz"));
    }

    [Test]
    public async Task Whether_a_user_exists_does_not_show_when_the_client_hides_it()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.Browser.GoAsync(ui.Url("forgotPassword"));

        await ui.Browser.SubmitAsync("Send the code", ("username", "nobody"));
        Assert.That(ui.Browser.Title, Is.EqualTo("Choose a new password"));
        await ui.Browser.SubmitAsync("Change password", ("code", "000000"), ("password", "N3w-Passw0rd!"));

        Assert.That(ui.Browser.Error, Is.EqualTo("Invalid verification code provided, please try again."));
        Assert.That(ui.Emulator.Outbox.Messages, Is.Empty);
    }

    [Test]
    public async Task A_password_that_an_administrator_reset_is_replaced_first()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.Wire.AdminCallAsync("AdminResetUserPassword", "ana");
        await ui.AuthorizeAsync();

        await ui.LogInAsync();
        Assert.That(ui.Browser.Title, Is.EqualTo("Choose a new password"));
        await ui.Browser.SubmitAsync("Change password", ("code", ui.Emulator.Outbox.LatestCode("ana")), ("password", "N3w-Passw0rd!"));
        await ui.LogInAsync(password: "N3w-Passw0rd!");

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task A_temporary_password_and_what_is_missing_are_replaced_at_the_first_sign_in()
    {
        await using HostedUi ui = await HostedUi.StartAsync(pool: new UserPoolSettings { RequiredAttributes = ["given_name"] });
        ui.Ana.SetTemporaryPassword("Temp0rary!");
        await ui.AuthorizeAsync();

        await ui.LogInAsync(password: "Temp0rary!");
        Assert.That(ui.Browser.Title, Is.EqualTo("Choose a new password"));
        await ui.Browser.SubmitAsync("Save and continue", ("password", "weak"), ("given_name", "Ana"));
        Assert.That((ui.Browser.Error, ui.Browser.Value("given_name")), Is.EqualTo(("Password does not conform to policy: Password not long enough", "Ana")));
        await ui.Browser.SubmitAsync("Save and continue", ("password", "N3w-Passw0rd!"), ("given_name", "Ana"));

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
        Assert.That(ui.Ana.Attributes["given_name"], Is.EqualTo("Ana"));
        (await ui.Wire.PasswordSignInAsync("ana", "N3w-Passw0rd!")).MustSucceed();
    }

    [Test]
    public async Task A_disabled_user_is_told_so()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Ana.Disable();
        await ui.AuthorizeAsync();

        await ui.LogInAsync();

        Assert.That(ui.Browser.Error, Is.EqualTo("User is disabled."));
    }

    [Test]
    public async Task Every_page_is_well_formed_labelled_loads_nothing_and_allows_nothing()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ProviderTests.AddOidc(ui);
        await OtherWaysTests.ToChoiceAsync(ui);
        Check("selectFactor");
        await ui.Browser.SubmitAsync("Email me a code");
        Check("oneTimeCode");
        ui.Ana.EnableTotpMfa();
        ui.Ana.EnableEmailMfa();
        await CheckAsync(ui.Url("login"));
        await CheckAsync(ui.Url("signup"));
        await CheckAsync(ui.Url("forgotPassword"));
        await CheckAsync($"{ui.Domain}/error?error=redirect_mismatch");
        await CheckAsync(ui.AuthorizeUrl(("identity_provider", "Corp")));
        await ui.AuthorizeAsync();
        await ui.LogInAsync();
        Check("selectMfa");
        await ui.Browser.SubmitAsync("Continue");
        Check("mfa");

        async Task CheckAsync(string url)
        {
            await ui.Browser.GoAsync(url);
            Check(url);
        }

        void Check(string page)
        {
            string markup = ui.Browser.Markup;
            Assert.That(() => XDocument.Parse(markup.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)), Throws.Nothing, page);
            IDocument document = ui.Browser.Document;
            Assert.That(document.DocumentElement.GetAttribute("lang"), Is.EqualTo("en"));
            Assert.That(document.QuerySelectorAll("h1"), Has.Length.EqualTo(1), page);
            Assert.That(document.QuerySelectorAll("script, link, img, iframe, [style], [onclick]"), Is.Empty, page);
            foreach (IElement input in document.QuerySelectorAll("input:not([type=hidden]):not([type=radio])"))
            {
                Assert.That(document.QuerySelectorAll($"label[for='{input.Id}']"), Has.Length.EqualTo(1), $"{page}: {input.Id}");
                Assert.That(input.GetAttribute("autocomplete"), Is.Not.Empty, $"{page}: {input.Id}");
            }

            string policy = ui.Browser.Response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.That(policy, Does.Match("^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'; frame-ancestors 'none'; form-action http: https:$"));
            string sheet = document.QuerySelector("style")!.TextContent;
            Assert.That(policy, Does.Contain(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(sheet)))));
            Assert.That(ui.Browser.Response.Headers.CacheControl!.NoStore, Is.True);
            Assert.That(ui.Browser.Response.Headers.GetValues("Referrer-Policy").Single(), Is.EqualTo("no-referrer"));
            Assert.That(ui.Browser.Response.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
            Assert.That(ui.Browser.Response.Headers.Contains("Access-Control-Allow-Origin"), Is.False);
            Assert.That(Address().Matches(sheet), Is.Empty);
        }
    }

    [Test]
    public async Task What_someone_types_or_is_called_is_text_and_never_markup()
    {
        await using HostedUi ui = await HostedUi.StartAsync(new AppClientSettings { Name = "<b>App</b>", CallbackURLs = [HostedUi.Callback] }, new UserPoolSettings { Name = "<i>Pool</i>" });
        await ui.AuthorizeAsync(("login_hint", "\"><script>alert(1)</script>"), ("state", "\"><script>alert(2)</script>"));
        Assert.That(ui.Browser.Document.QuerySelectorAll("script, b, i"), Is.Empty);
        Assert.That(ui.Browser.Value("username"), Is.EqualTo("\"><script>alert(1)</script>"));

        await ui.LogInAsync("<img src=x onerror=alert(3)>", "wrong");

        Assert.That(ui.Browser.Document.QuerySelectorAll("script, b, i, img"), Is.Empty);
        Assert.That(ui.Browser.Value("username"), Is.EqualTo("<img src=x onerror=alert(3)>"));
    }

    internal static async Task SignUpAsync(HostedUi ui, string username = "ben", string password = "Passw0rd!")
    {
        await ui.Browser.GoAsync(ui.Url("signup"));
        await ui.Browser.SubmitAsync("Create account", ("username", username), ("email", "ben@example.com"), ("password", password));
    }

    [GeneratedRegex("url\\(|@import|https?:")]
    private static partial Regex Address();
}
