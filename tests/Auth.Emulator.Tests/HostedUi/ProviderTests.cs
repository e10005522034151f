using System.Net;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class ProviderTests
{
    private static readonly Dictionary<string, string> Profile = new() { ["email"] = "ben@gmail.example", ["name"] = "Ben Example", ["email_verified"] = "true" };

    [TestCase(IdentityProviderType.Google, "Google", "Google")]
    [TestCase(IdentityProviderType.Facebook, "Facebook", "Facebook")]
    [TestCase(IdentityProviderType.LoginWithAmazon, "LoginWithAmazon", "Amazon")]
    [TestCase(IdentityProviderType.SignInWithApple, "SignInWithApple", "Apple")]
    public async Task A_social_button_leads_over_the_providers_page_to_tokens_of_a_user_with_its_identity(IdentityProviderType type, string name, string brand)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = ui.Pool.AddIdentityProvider(new IdentityProviderSettings { Type = type });
        provider.AddUser("1234567890", Profile);

        await ui.AuthorizeAsync(("nonce", "n-1"));
        await ui.Browser.ClickAsync($"Continue with {brand}");
        Assert.That((ui.Browser.Title, ui.Browser.Location.AbsolutePath), Is.EqualTo(($"Continue with {brand}", $"{provider.Url.AbsolutePath}/authorize")));
        await ui.Browser.SubmitAsync("Ben Example");

        JsonObject tokens = (await ui.ExchangeAsync(ui.Browser.Answer["code"])).MustSucceed().Json;
        var id = new Jwt((string)tokens["id_token"]!);
        Assert.That((string)id.Claims["cognito:username"]!, Is.EqualTo($"{name}_1234567890"));
        Assert.That(((string)id.Claims["email"]!, (string)id.Claims["name"]!, (bool)id.Claims["email_verified"]!, (string)id.Claims["nonce"]!), Is.EqualTo(("ben@gmail.example", "Ben Example", false, "n-1")));
        JsonObject identity = id.Claims["identities"]!.AsArray().Single()!.AsObject();
        Assert.That(
            ((string)identity["userId"]!, (string)identity["providerName"]!, (string)identity["providerType"]!, (string)identity["primary"]!),
            Is.EqualTo(("1234567890", name, name, "true")));
        Assert.That(id.Claims["cognito:groups"]!.AsArray().Select(group => (string)group!), Is.EqualTo(new[] { $"{ui.Pool.Id}_{name}" }));
        Assert.That(ui.Pool.FindUser($"{name}_1234567890")!.Status, Is.EqualTo(UserStatus.ExternalProvider));
    }

    [Test]
    public async Task The_code_goes_over_HTTP_from_the_pool_to_the_provider_once()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = AddOidc(ui);

        await ToProviderAsync(ui, provider);
        await ui.Browser.SubmitAsync("Ben Example");

        Assert.That(ui.Browser.Answer.Keys, Is.EqualTo(new[] { "code", "state" }));
        Assert.That(ui.Emulator.Requests.All.Select(request => request.Operation), Is.EqualTo(new[]
        {
            "oauth2/authorize", "Corp/authorize", "Corp/authorize", "oauth2/idpresponse", "Corp/token", "Corp/jwks.json",
        }));
        LoggedRequest exchange = ui.Emulator.Requests.All.Single(request => request.Operation == "Corp/token");
        Assert.That((exchange.Parameters["grant_type"], exchange.Parameters["redirect_uri"]), Is.EqualTo(("authorization_code", $"{ui.Domain}/oauth2/idpresponse")));
    }

    [Test]
    public async Task Identity_provider_and_identifier_both_lead_straight_to_the_provider()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = AddOidc(ui);

        await ui.AuthorizeAsync(("idp_identifier", "corp.example"), ("login_hint", "ben@gmail.example"), ("prompt", "login"));

        Assert.That(ui.Browser.Location.AbsolutePath, Is.EqualTo($"{provider.Url.AbsolutePath}/authorize"));
        IReadOnlyDictionary<string, string> asked = Browser.ParametersOf(ui.Browser.Location.Query);
        Assert.That((asked["login_hint"], asked["prompt"]), Is.EqualTo(("ben@gmail.example", "login")));
    }

    [TestCase("identity_provider", "Nobody")]
    [TestCase("idp_identifier", "nowhere.example")]
    public async Task A_provider_the_pool_does_not_have_is_an_invalid_request(string parameter, string value)
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        await ui.AuthorizeAsync((parameter, value));

        Assert.That(ui.Browser.Answer["error"], Is.EqualTo("invalid_request"));
    }

    [Test]
    public async Task A_client_that_supports_one_provider_only_goes_there_without_asking_and_to_no_other()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        AddOidc(ui);
        ui.Pool.AddIdentityProvider(new IdentityProviderSettings { Type = IdentityProviderType.Google });
        ui.Client = ui.Pool.AddClient(new AppClientSettings { CallbackURLs = [HostedUi.Callback], SupportedIdentityProviders = ["Corp"] });

        await ui.AuthorizeAsync();
        Assert.That(ui.Browser.Title, Is.EqualTo("Continue with Corp"));
        await ui.AuthorizeAsync(("identity_provider", "Google"));
        Assert.That(ui.Browser.Answer["error"], Is.EqualTo("invalid_request"));
        await ui.Browser.GoAsync(ui.Url("login"));

        Assert.That(ui.Browser.Value("password"), Is.Null);
        Assert.That(ui.Browser.Document.QuerySelectorAll("a.button").Select(link => link.TextContent.Trim()), Has.Exactly(1).Matches("Continue with Corp"));
    }

    [Test]
    public async Task A_client_that_takes_no_passwords_takes_none_that_are_posted_and_no_session_that_began_with_one()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        AddOidc(ui);
        await ui.CodeAsync();
        string token = await TokenOfFormsAsync(ui);
        ui.Client = ui.Pool.AddClient(new AppClientSettings { CallbackURLs = [HostedUi.Callback], SupportedIdentityProviders = ["Corp"] });

        await ui.AuthorizeAsync();
        Assert.That(ui.Browser.Title, Is.EqualTo("Continue with Corp"));
        await ui.Browser.PostAsync(ui.Url("login"), ("_csrf", token), ("username", "ana"), ("password", "Passw0rd!"));
        Assert.That((ui.Browser.Left, ui.Browser.Error), Is.EqualTo(((string?)null, "The application does not let users sign in with a password.")));
        await ui.Browser.PostAsync(ui.Url("signup"), ("_csrf", token), ("username", "ben"), ("email", "ben@example.com"), ("password", "Passw0rd!"));

        Assert.That((ui.Browser.Left, ui.Browser.Error), Is.EqualTo(((string?)null, "The application does not let users sign up with a password.")));
        Assert.That(ui.Pool.FindUser("ben"), Is.Null);
    }

    [Test]
    public async Task An_address_that_a_provider_says_is_verified_takes_no_alias_from_the_pools_own_users()
    {
        await using HostedUi ui = await HostedUi.StartAsync(pool: new UserPoolSettings { AliasAttributes = ["email"] });
        EmulatedIdentityProvider provider = ui.Pool.AddIdentityProvider(new IdentityProviderSettings
        {
            Type = IdentityProviderType.Oidc,
            Name = "Corp",
            AttributeMapping = new Dictionary<string, string> { ["email"] = "email", ["email_verified"] = "email_verified" },
        });
        provider.AddUser("42", Profile);
        await SignInAsync(ui, provider);

        (await ui.Wire.SignUpAsync("ben", email: "ben@gmail.example")).MustSucceed();
        (await ui.Wire.ConfirmSignUpAsync("ben", ui.Emulator.Outbox.LatestCode("ben"))).MustSucceed();

        (await ui.Wire.PasswordSignInAsync("ben@gmail.example", "Passw0rd!")).MustSucceed();
        Assert.That(ui.Pool.FindUser("Corp_42")!.Attributes["email_verified"], Is.EqualTo("true"));
    }

    [Test]
    public async Task An_answer_at_the_place_of_the_other_protocol_is_not_taken()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ToProviderAsync(ui, AddOidc(ui));
        string state = Browser.ParametersOf(ui.Browser.Location.Query)["state"];

        await ui.Browser.PostAsync($"{ui.Domain}/saml2/idpresponse", ("SAMLResponse", "PGE+"), ("RelayState", state));
        Assert.That((ui.Browser.Left, ui.Browser.Status), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest)));
        await ToProviderAsync(ui, ui.Pool.IdentityProviders[0]);
        await ui.Browser.SubmitAsync("Ben Example");

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task Going_back_without_agreeing_is_access_denied_at_the_client()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = AddOidc(ui);

        await ToProviderAsync(ui, provider);
        await ui.Browser.SubmitAsync("Cancel");

        Assert.That(ui.Browser.Left, Does.StartWith($"{HostedUi.Callback}?error_description="));
        Assert.That((ui.Browser.Answer["error"], ui.Browser.Answer["state"]), Is.EqualTo(("access_denied", "xyz")));
    }

    [Test]
    public async Task Who_comes_again_is_the_same_user_with_the_news_of_the_provider()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = AddOidc(ui);
        await SignInAsync(ui, provider);
        EmulatedUser first = ui.Pool.FindUser("Corp_42")!;
        first.SetAttribute("email_verified", "true");

        provider.Users[0].SetClaim("email", "ben@new.example");
        await SignInAsync(ui, provider, ("prompt", "login"));

        Assert.That(ui.Pool.FindUser("Corp_42"), Is.SameAs(first));
        Assert.That((first.Attributes["email"], first.Attributes["email_verified"]), Is.EqualTo(("ben@new.example", "false")));
    }

    [Test]
    public async Task Attributes_come_from_the_claims_they_are_mapped_to()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = ui.Pool.AddIdentityProvider(new IdentityProviderSettings
        {
            Type = IdentityProviderType.Oidc,
            Name = "Corp",
            AttributeMapping = new Dictionary<string, string> { ["email"] = "mail", ["email_verified"] = "email_verified", ["custom:team"] = "department", ["nickname"] = "nick" },
        });
        provider.AddUser("42", new Dictionary<string, string> { ["mail"] = "ben@corp.example", ["email_verified"] = "true", ["department"] = "R&D", ["name"] = "Ben Example" });

        await SignInAsync(ui, provider);

        IReadOnlyDictionary<string, string> attributes = ui.Pool.FindUser("Corp_42")!.Attributes;
        Assert.That(attributes.Where(attribute => attribute.Key != "identities"), Is.EquivalentTo(new Dictionary<string, string>
        {
            ["email"] = "ben@corp.example", ["email_verified"] = "true", ["custom:team"] = "R&D",
        }));
    }

    [Test]
    public async Task What_the_pool_requires_and_the_provider_does_not_say_is_told_to_the_client()
    {
        await using HostedUi ui = await HostedUi.StartAsync(pool: new UserPoolSettings { RequiredAttributes = ["email", "birthdate"] });
        EmulatedIdentityProvider provider = AddOidc(ui);

        await ToProviderAsync(ui, provider);
        await ui.Browser.SubmitAsync("Ben Example");

        Assert.That((ui.Browser.Answer["error"], ui.Browser.Answer["error_description"]), Is.EqualTo(("invalid_request", "attributes required: [birthdate]")));
        Assert.That(ui.Pool.FindUser("Corp_42"), Is.Null);
    }

    [Test]
    public async Task An_immutable_attribute_that_the_provider_changes_stops_the_sign_in()
    {
        await using HostedUi ui = await HostedUi.StartAsync(pool: new UserPoolSettings { ImmutableAttributes = ["email"] });
        EmulatedIdentityProvider provider = AddOidc(ui);
        await SignInAsync(ui, provider);

        provider.Users[0].SetClaim("email", "ben@new.example");
        await ToProviderAsync(ui, provider, ("prompt", "login"));
        await ui.Browser.SubmitAsync("Ben Example");

        Assert.That(ui.Browser.Answer["error_description"], Is.EqualTo("user.email: Attribute cannot be updated."));
    }

    [Test]
    public async Task A_disabled_user_does_not_come_in()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = AddOidc(ui);
        await SignInAsync(ui, provider);

        ui.Pool.FindUser("Corp_42")!.Disable();
        await ToProviderAsync(ui, provider, ("prompt", "login"));
        await ui.Browser.SubmitAsync("Ben Example");

        Assert.That(ui.Browser.Answer["error_description"], Is.EqualTo("User is not enabled"));
    }

    [Test]
    public async Task A_user_of_a_provider_has_no_password_and_gets_none()
    {
        await using HostedUi ui = await HostedUi.StartAsync(pool: new UserPoolSettings { UsernameAttributes = ["email"] });
        EmulatedIdentityProvider provider = AddOidc(ui);
        await SignInAsync(ui, provider);

        (await ui.Wire.PasswordSignInAsync("Corp_42", "Passw0rd!")).MustBe("NotAuthorizedException", "Incorrect username or password.");
        (await ui.Wire.ClientCallAsync("ForgotPassword", new JsonObject { ["Username"] = "Corp_42" })).MustBe("NotAuthorizedException", "User password cannot be reset in the current state.");
        (await ui.Wire.SignUpAsync("ben@gmail.example")).MustSucceed(); // The address of someone else's account elsewhere is not taken here.
        WireAnswer described = await ui.Wire.AdminCallAsync("AdminGetUser", "Corp_42");
        Assert.That((string)described.Json["UserStatus"]!, Is.EqualTo("EXTERNAL_PROVIDER"));
    }

    [TestCase("iss", "https://evil.example", "issuer")]
    [TestCase("aud", "another", "audience")]
    [TestCase("exp", 1, "expiry")]
    [TestCase("nonce", "another", "nonce")]
    public async Task An_ID_token_of_the_provider_that_does_not_fit_is_refused(string claim, object value, string what)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = AddOidc(ui);
        provider.ChangeIdToken = claims => claims[claim] = JsonValue.Create(value);

        await ToProviderAsync(ui, provider);
        await ui.Browser.SubmitAsync("Ben Example");

        Assert.That((ui.Browser.Answer["error"], ui.Browser.Answer["error_description"]), Is.EqualTo(("server_error", $"Bad id_token of the identity provider: {what}")));
        Assert.That(ui.Pool.FindUser("Corp_42"), Is.Null);
    }

    [Test]
    public async Task An_ID_token_whose_signature_does_not_fit_is_refused()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = AddOidc(ui);
        provider.ChangeSignedIdToken = token => token[..^8] + "AAAAAAAA";

        await ToProviderAsync(ui, provider);
        await ui.Browser.SubmitAsync("Ben Example");

        Assert.That(ui.Browser.Answer["error_description"], Does.EndWith("signature"));
    }

    [TestCase("Corp/token", FaultKind.InternalError)]
    [TestCase("Corp/token", FaultKind.Garbage)]
    [TestCase("Corp/token", FaultKind.Cut)]
    [TestCase("Corp/jwks.json", FaultKind.ServiceUnavailable)]
    public async Task A_provider_that_fails_behind_the_browsers_back_is_told_to_the_client(string operation, FaultKind kind)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = AddOidc(ui);
        ui.Emulator.Faults.Add(new Fault { Operation = operation, Kind = kind });

        await ToProviderAsync(ui, provider);
        await ui.Browser.SubmitAsync("Ben Example");

        Assert.That((ui.Browser.Answer["error"], ui.Browser.Answer["state"]), Is.EqualTo(("server_error", "xyz")));
    }

    [Test]
    public async Task An_answer_that_another_browser_brings_is_not_taken_and_the_right_one_may_still_come()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = AddOidc(ui);
        await ToProviderAsync(ui, provider);
        string state = Browser.ParametersOf(ui.Browser.Location.Query)["state"];
        using var other = new Browser(ui.Emulator.Endpoint);
        await other.GoAsync(ui.AuthorizeUrl());

        await other.GoAsync($"{ui.Domain}/oauth2/idpresponse?code=stolen&state={state}");
        Assert.That((other.Left, other.Status, other.Location.AbsolutePath), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest, $"{ui.Pool.HostedUiDomain.AbsolutePath}/error")));
        await ui.Browser.SubmitAsync("Ben Example");

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task An_answer_is_taken_once()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = AddOidc(ui);
        await SignInAsync(ui, provider);
        LoggedRequest returned = ui.Emulator.Requests.All.Single(request => request.Operation == "oauth2/idpresponse");

        await ui.Browser.GoAsync($"{ui.Domain}/oauth2/idpresponse?code={returned.Parameters["code"]}&state={returned.Parameters["state"]}");

        Assert.That((ui.Browser.Left, ui.Browser.Status), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest)));
    }

    [TestCase("client_id=wrong", "redirect_uri={0}/oauth2/idpresponse")]
    [TestCase("client_id={1}", "redirect_uri=http://127.0.0.1:1/elsewhere")]
    [TestCase("client_id={1}", "redirect_uri={0}/login")]
    public async Task The_provider_serves_nobody_but_its_pool(string client, string redirect)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = AddOidc(ui);
        string query = string.Format(System.Globalization.CultureInfo.InvariantCulture, $"{client}&{redirect}", ui.Domain, provider.ClientId);

        await ui.Browser.GoAsync($"{provider.Url}/authorize?response_type=code&state=x&{query}");

        Assert.That((ui.Browser.Left, ui.Browser.Status), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest)));
    }

    [TestCase("client_secret", "wrong", "invalid_client")]
    [TestCase("code", "wrong", "invalid_grant")]
    [TestCase("redirect_uri", "http://elsewhere", "invalid_grant")]
    public async Task The_providers_token_endpoint_checks_what_it_gets(string parameter, string value, string error)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = AddOidc(ui);
        await ToProviderAsync(ui, provider);
        using FaultHandle held = ui.Emulator.Faults.Add(new Fault { Operation = "oauth2/idpresponse", Kind = FaultKind.ServiceUnavailable });
        await ui.Browser.SubmitAsync("Ben Example");
        string code = Browser.ParametersOf(ui.Browser.Location.Query)["code"];
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = $"{ui.Domain}/oauth2/idpresponse",
            ["client_id"] = provider.ClientId,
            ["client_secret"] = provider.ClientSecret,
        };

        form[parameter] = value;
        using HttpResponseMessage refused = await ui.Wire.Http.PostAsync($"{provider.Url}/token", new FormUrlEncodedContent(form));

        Assert.That((string)JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["error"]!, Is.EqualTo(error));
    }

    [Test]
    public async Task A_choice_that_no_page_of_the_provider_offered_is_refused()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = AddOidc(ui);
        await ToProviderAsync(ui, provider);
        string form = ui.Browser.Document.QuerySelector("form")!.GetAttribute("action")!;

        await ui.Browser.PostAsync(form, ("account", "42"), ("_csrf", "forged"));

        Assert.That((ui.Browser.Left, ui.Browser.Status), Is.EqualTo(((string?)null, HttpStatusCode.Forbidden)));
    }

    [TestCase(IdentityProviderType.Google, "Gmail")]
    [TestCase(IdentityProviderType.Oidc, null)]
    [TestCase(IdentityProviderType.Oidc, "with space")]
    [TestCase(IdentityProviderType.Saml, "under_score")]
    [TestCase(IdentityProviderType.Saml, "COGNITO")]
    [TestCase(IdentityProviderType.Saml, "a/b")]
    public async Task A_name_a_provider_cannot_have_is_refused(IdentityProviderType type, string? name)
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        Assert.That(() => ui.Pool.AddIdentityProvider(new IdentityProviderSettings { Type = type, Name = name }), Throws.ArgumentException);
    }

    [Test]
    public async Task Two_providers_of_one_name_or_identifier_are_refused()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        AddOidc(ui);

        Assert.That(() => AddOidc(ui), Throws.ArgumentException);
        Assert.That(() => ui.Pool.AddIdentityProvider(new IdentityProviderSettings { Type = IdentityProviderType.Saml, Name = "Other", Identifiers = ["corp.example"] }), Throws.ArgumentException);
        Assert.That(ui.Pool.IdentityProviders.Select(provider => provider.Name), Is.EqualTo(new[] { "Corp" }));
    }

    private static async Task<string> TokenOfFormsAsync(HostedUi ui)
    {
        await ui.Browser.GoAsync(ui.Url("forgotPassword"));
        return ui.Browser.Value("_csrf")!;
    }

    internal static EmulatedIdentityProvider AddOidc(HostedUi ui, IdentityProviderType type = IdentityProviderType.Oidc)
    {
        EmulatedIdentityProvider provider = ui.Pool.AddIdentityProvider(new IdentityProviderSettings { Type = type, Name = "Corp", Identifiers = ["corp.example"] });
        provider.AddUser("42", Profile);
        return provider;
    }

    internal static Task<Browser> ToProviderAsync(HostedUi ui, EmulatedIdentityProvider provider, params (string Name, string Value)[] parameters) =>
        ui.AuthorizeAsync([("identity_provider", provider.Name), .. parameters]);

    internal static async Task<JsonObject> SignInAsync(HostedUi ui, EmulatedIdentityProvider provider, params (string Name, string Value)[] parameters)
    {
        await ToProviderAsync(ui, provider, parameters);
        await ui.Browser.SubmitAsync("Ben Example");
        if (ui.Browser.Left is null)
        {
            await ui.Browser.SubmitAsync("Continue");
        }

        return (await ui.ExchangeAsync(ui.Browser.Answer["code"])).MustSucceed().Json;
    }
}
