using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AngleSharp.Dom;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Signing in with a passkey on the pages; an authenticator in software takes the place of the browser's.</summary>
public sealed class PasskeyPageTests
{
    private const string Refused = "That passkey was not accepted. Please try again, or choose another way.";

    [Test]
    public async Task A_passkey_signs_in_and_the_tokens_say_what_those_of_a_password_say()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        SoftwareAuthenticator authenticator = await RegisterAsync(ui);
        JsonObject withPassword = await ui.TokensAsync();
        await ToPasskeyAsync(ui, ("prompt", "login"));

        await AnswerAsync(ui, authenticator.Get(Options(ui)));

        JsonObject withPasskey = (await ui.ExchangeAsync(ui.Browser.Answer["code"])).MustSucceed().Json;
        Assert.That(OneTimeCodePageTests.Claims(withPasskey, "id_token"), Is.EqualTo(OneTimeCodePageTests.Claims(withPassword, "id_token")));
        Assert.That(OneTimeCodePageTests.Claims(withPasskey, "access_token"), Is.EqualTo(OneTimeCodePageTests.Claims(withPassword, "access_token")));
        Assert.That(ui.Ana.Passkeys[0].SignCount, Is.EqualTo(1));
    }

    [Test]
    public async Task The_page_asks_as_the_API_does()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        SoftwareAuthenticator authenticator = await RegisterAsync(ui);

        await ToPasskeyAsync(ui);

        JsonObject options = Options(ui);
        Assert.That(((string)options["rpId"]!, (int)options["timeout"]!, (string)options["userVerification"]!), Is.EqualTo(("localhost", 180000, "preferred")));
        Assert.That((string)options["allowCredentials"]![0]!["id"]!, Is.EqualTo(authenticator.Credentials[0].IdText));
        string page = ui.Browser.Location.ToString();
        await ToPasskeyAsync(ui);
        Assert.That((string)Options(ui)["challenge"]!, Is.Not.EqualTo((string)options["challenge"]!), "each sign-in has its own");
        await ui.Browser.GoAsync(page);
        Assert.That((string)Options(ui)["challenge"]!, Is.EqualTo((string)options["challenge"]!), "and keeps it when the page is loaded again");
    }

    [Test]
    public async Task The_script_is_allowed_by_its_hash_and_without_it_the_page_says_what_it_needs()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await RegisterAsync(ui);

        await ToPasskeyAsync(ui);

        IDocument document = ui.Browser.Document;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(document.QuerySelector("script")!.TextContent)));
        Assert.That(
            ui.Browser.Response.Headers.GetValues("Content-Security-Policy").Single(),
            Does.Match($"^default-src 'none'; style-src '[^']+'; script-src 'sha256-{System.Text.RegularExpressions.Regex.Escape(hash)}'; base-uri 'none'; frame-ancestors 'none'; form-action http: https:$"));
        Assert.That(document.QuerySelectorAll("script"), Has.Length.EqualTo(1));
        Assert.That(document.QuerySelectorAll("[src], [onclick], [style], link"), Is.Empty);
        Assert.That(ui.Browser.Error, Does.StartWith("A passkey needs JavaScript"));
        Assert.That(document.QuerySelector("button[type=button]")!.HasAttribute("hidden"), Is.True, "it does nothing without the script");
        Assert.That(() => XDocument.Parse(ui.Browser.Markup.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)), Throws.Nothing);
        await ui.Browser.SubmitAsync("Sign in another way");
        Assert.That(ui.Browser.Title, Is.EqualTo("Choose how to sign in"));
    }

    private static readonly Dictionary<string, Action<SoftwareAuthenticator>> _falsehoods = new()
    {
        ["challenge"] = authenticator => authenticator.FalseChallenge = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        ["other origin"] = authenticator => authenticator.Origin = "https://example.com",
        ["origin of another port, which the API would take"] = authenticator => authenticator.Origin = "http://localhost:3000",
        ["cross-origin"] = authenticator => authenticator.CrossOrigin = true,
        ["relying party"] = authenticator => authenticator.FalseRelyingParty = "example.com",
        ["type"] = authenticator => authenticator.FalseType = "webauthn.create",
        ["user presence"] = authenticator => authenticator.UserPresent = false,
        ["user handle"] = authenticator => authenticator.FalseUserHandle = new byte[36],
        ["signature"] = authenticator => authenticator.FalseKey = SoftwareKey.Create(SoftwareAuthenticator.Es256),
    };

    private static IEnumerable<string> Falsehoods => _falsehoods.Keys;

    [TestCaseSource(nameof(Falsehoods))]
    public async Task What_the_browser_says_is_checked_and_another_try_has_another_challenge(string falsehood)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        SoftwareAuthenticator authenticator = await RegisterAsync(ui);
        await ToPasskeyAsync(ui);
        string challenge = (string)Options(ui)["challenge"]!;
        _falsehoods[falsehood](authenticator);

        await AnswerAsync(ui, authenticator.Get(Options(ui)));

        Assert.That((ui.Browser.Left, ui.Browser.Status, ui.Browser.Title, ui.Browser.Error), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest, "Choose how to sign in", Refused)));
        await ui.Browser.SubmitAsync("Use a passkey");
        Assert.That((string)Options(ui)["challenge"]!, Is.Not.EqualTo(challenge));
    }

    [Test]
    public async Task A_counter_that_stands_still_is_that_of_a_copy()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        SoftwareAuthenticator authenticator = await RegisterAsync(ui);
        await ToPasskeyAsync(ui);
        await AnswerAsync(ui, authenticator.Get(Options(ui)));
        authenticator.CounterStep = 0;
        await ToPasskeyAsync(ui, ("prompt", "login"));

        await AnswerAsync(ui, authenticator.Get(Options(ui)));

        Assert.That((ui.Browser.Left, ui.Browser.Error), Is.EqualTo(((string?)null, Refused)));
    }

    [Test]
    public async Task The_passkey_of_another_user_is_none()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await RegisterAsync(ui);
        SoftwareAuthenticator bens = await RegisterAsync(ui, "ben");
        await ToPasskeyAsync(ui);

        await AnswerAsync(ui, bens.Use(bens.Credentials[0], (string)Options(ui)["challenge"]!));

        Assert.That((ui.Browser.Left, ui.Browser.Error), Is.EqualTo(((string?)null, Refused)));
    }

    [Test]
    public async Task An_answer_signs_in_once_and_in_its_own_sign_in()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        SoftwareAuthenticator authenticator = await RegisterAsync(ui);
        authenticator.CounterStep = 0; // As many do: nothing but the challenge tells an old answer.
        await ToPasskeyAsync(ui);
        string page = ui.Browser.Location.ToString();
        JsonObject answer = authenticator.Get(Options(ui));
        string token = ui.Browser.Value("_csrf")!;
        await AnswerAsync(ui, answer);
        Assert.That(ui.Browser.Answer, Contains.Key("code"));

        await ui.Browser.PostAsync(page, ("_csrf", token), ("credential", answer.ToJsonString()));
        Assert.That((ui.Browser.Left, ui.Browser.Title), Is.EqualTo(((string?)null, "This did not work")), "the sign-in is over");
        await ToPasskeyAsync(ui, ("prompt", "login"));
        await AnswerAsync(ui, answer);

        Assert.That((ui.Browser.Left, ui.Browser.Error), Is.EqualTo(((string?)null, Refused)), "and the next has another challenge");
    }

    [Test]
    public async Task The_page_belongs_to_one_browser_and_its_forms()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        SoftwareAuthenticator authenticator = await RegisterAsync(ui);
        await ToPasskeyAsync(ui);
        string answer = authenticator.Get(Options(ui)).ToJsonString();
        using var other = new Browser(ui.Emulator.Endpoint);
        await other.GoAsync(ui.AuthorizeUrl());

        await other.PostAsync(ui.Browser.Location.ToString(), ("_csrf", other.Value("_csrf")!), ("credential", answer));
        Assert.That((other.Left, other.Title), Is.EqualTo(((string?)null, "This did not work")));
        await ui.Browser.PostAsync(ui.Browser.Location.ToString(), ("_csrf", "forged"), ("credential", answer));
        Assert.That((ui.Browser.Left, ui.Browser.Status), Is.EqualTo(((string?)null, HttpStatusCode.Forbidden)));
        await ui.Browser.PostAsync(ui.Browser.Location.ToString(), ("_csrf", ui.Browser.Value("_csrf")!), ("credential", answer));

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task An_answer_that_comes_too_late_begins_anew()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        SoftwareAuthenticator authenticator = await RegisterAsync(ui);
        await ToPasskeyAsync(ui);
        JsonObject answer = authenticator.Get(Options(ui));

        ui.Emulator.Clock.Advance(TimeSpan.FromMinutes(3));
        await AnswerAsync(ui, answer);

        Assert.That((ui.Browser.Left, ui.Browser.Title, ui.Browser.Error), Is.EqualTo(((string?)null, "Sign in", "That took too long. Please sign in again.")));
    }

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("[]")]
    [TestCase("{\"type\":\"public-key\"}")]
    public async Task What_is_no_passkey_is_told_and_the_script_does_not_ask_by_itself_again(string credential)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        SoftwareAuthenticator authenticator = await RegisterAsync(ui);
        await ToPasskeyAsync(ui);
        Assert.That(Field(ui).GetAttribute("data-at-once"), Is.EqualTo("yes"));

        await ui.Browser.PostAsync(ui.Browser.Location.ToString(), ("_csrf", ui.Browser.Value("_csrf")!), ("credential", credential));
        Assert.That((ui.Browser.Left, ui.Browser.Status, ui.Browser.Title), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest, "Use your passkey")));
        Assert.That(ui.Browser.Error, Does.Not.StartWith("A passkey needs JavaScript"), "what was wrong is told first");
        Assert.That(Field(ui).GetAttribute("data-at-once"), Is.EqualTo("no"));
        await AnswerAsync(ui, authenticator.Get(Options(ui)));

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task Who_calls_the_pages_by_an_address_is_led_to_the_name_that_passkeys_belong_to()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        SoftwareAuthenticator authenticator = await RegisterAsync(ui);
        await ui.Browser.GoAsync(ui.AuthorizeUrl().Replace("//localhost:", "//127.0.0.1:", StringComparison.Ordinal));

        await ui.Browser.SubmitAsync("Sign in another way", ("username", "ana"));
        await ui.Browser.SubmitAsync("Use a passkey");
        Assert.That(ui.Browser.Location.Host, Is.EqualTo("127.0.0.1"));
        Assert.That(ui.Browser.Error, Is.EqualTo("The passkeys of this pool belong to localhost. They do not work at 127.0.0.1, where this page is."));
        Assert.That(ui.Browser.Document.QuerySelectorAll("script"), Is.Empty);
        await ui.Browser.ClickAsync("Sign in at localhost");
        await ui.Browser.SubmitAsync("Sign in another way", ("username", "ana"));
        await ui.Browser.SubmitAsync("Use a passkey");
        await AnswerAsync(ui, authenticator.Get(Options(ui)));

        Assert.That(ui.Browser.Answer["state"], Is.EqualTo("xyz"));
    }

    [Test]
    public async Task Where_passkeys_belong_to_a_domain_the_pages_are_not_at_they_say_so()
    {
        await using HostedUi ui = await HostedUi.StartAsync(pool: new UserPoolSettings { WebAuthnConfiguration = new WebAuthnConfiguration { RelyingPartyId = "example.com" } });
        await RegisterAsync(ui, origin: "https://example.com");

        await ToPasskeyAsync(ui);

        Assert.That(ui.Browser.Error, Does.StartWith("The passkeys of this pool belong to example.com."));
        Assert.That(ui.Browser.Document.QuerySelectorAll("script, a"), Is.Empty);
    }

    private static async Task<SoftwareAuthenticator> RegisterAsync(HostedUi ui, string username = "ana", string? origin = null)
    {
        if (ui.Pool.FindUser(username) is null)
        {
            ui.Pool.AddUser(username, "Passw0rd!");
        }

        var authenticator = new SoftwareAuthenticator { Origin = origin ?? ui.Pool.HostedUiDomain.GetLeftPart(UriPartial.Authority) };
        string token = (string)(await ui.Wire.PasswordSignInAsync(username, "Passw0rd!")).MustSucceed().Tokens["AccessToken"]!;
        (await PasskeyRegistrationTests.CompleteAsync(ui.Wire, token, authenticator.Create(await PasskeyRegistrationTests.OptionsAsync(ui.Wire, token)))).MustSucceed();
        return authenticator;
    }

    private static async Task ToPasskeyAsync(HostedUi ui, params (string Name, string Value)[] parameters)
    {
        await OtherWaysTests.ToChoiceAsync(ui, parameters: parameters);
        await ui.Browser.SubmitAsync("Use a passkey");
    }

    private static IElement Field(HostedUi ui) => ui.Browser.Document.QuerySelector("input[name=credential]")!;

    private static JsonObject Options(HostedUi ui) => JsonNode.Parse(Field(ui).GetAttribute("data-options")!)!.AsObject();

    // What the script does.
    private static Task AnswerAsync(HostedUi ui, JsonObject credential) => ui.Browser.SubmitAsync("Use passkey", ("credential", credential.ToJsonString()));
}
