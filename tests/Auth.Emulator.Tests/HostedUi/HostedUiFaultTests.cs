using System.Net;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Faults, the request log and triggers at the endpoints of the hosted UI.</summary>
public sealed class HostedUiFaultTests
{
    [TestCase(FaultKind.Throttle, 429, "too_many_requests")]
    [TestCase(FaultKind.InternalError, 500, "server_error")]
    public async Task Failures_of_the_service_are_told_as_OAuth_errors_and_use_no_code_up(FaultKind kind, int status, string error)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        string code = await ui.CodeAsync();
        ui.Emulator.Faults.Add(new Fault { Operation = "oauth2/token", Kind = kind, Times = 1 });

        WireAnswer failed = await ui.ExchangeAsync(code);

        Assert.That(((int)failed.Status, (string)failed.Json["error"]!), Is.EqualTo((status, error)));
        (await ui.ExchangeAsync(code)).MustSucceed();
    }

    [Test]
    public async Task Any_OAuth_error_can_be_ordered()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Emulator.Faults.Add(Fault.Error("oauth2/revoke", "unsupported_token_type", "Not today", 400));

        WireAnswer failed = await ui.PostAsync("oauth2/revoke", null, ("token", "x"), ("client_id", ui.Client.Id));

        Assert.That(JsonNode.DeepEquals(failed.Json, new JsonObject { ["error"] = "unsupported_token_type", ["error_description"] = "Not today" }), Is.True);
    }

    [Test]
    public async Task An_answer_lost_after_the_fact_has_used_the_code_up()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        string code = await ui.CodeAsync();
        ui.Emulator.Faults.Add(new Fault { Operation = "oauth2/token", Kind = FaultKind.Cut, Phase = FaultPhase.After, Times = 1 });

        Assert.That(() => ui.ExchangeAsync(code), Throws.InstanceOf<HttpRequestException>());

        Assert.That((string)(await ui.ExchangeAsync(code)).Json["error"]!, Is.EqualTo("invalid_grant"));
    }

    [Test]
    public async Task A_page_that_fails_is_a_page()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Emulator.Faults.Add(new Fault { Operation = "login", Kind = FaultKind.InternalError });

        await ui.AuthorizeAsync();

        Assert.That((ui.Browser.Status, ui.Browser.Title, ui.Browser.Error), Is.EqualTo((HttpStatusCode.InternalServerError, "This did not work", "Something went wrong")));
    }

    [Test]
    public async Task A_token_request_can_be_held_until_the_test_lets_go()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        string code = await ui.CodeAsync();
        using FaultHandle held = ui.Emulator.Faults.Add(new Fault { Operation = "oauth2/token", Kind = FaultKind.Hold });

        Task<WireAnswer> waiting = ui.ExchangeAsync(code);
        await held.WaitForArrivalAsync();
        Assert.That(waiting.IsCompleted, Is.False);
        held.Release();

        (await waiting).MustSucceed();
    }

    [Test]
    public async Task The_log_shows_what_was_asked_with_its_parameters()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        await ui.TokensAsync(("nonce", "n-1"));

        Assert.That(ui.Emulator.Requests.All.Select(request => request.Operation), Is.EqualTo(new[] { "oauth2/authorize", "login", "login", "oauth2/token" }));
        Assert.That(ui.Emulator.Requests.All[0].Parameters["nonce"], Is.EqualTo("n-1"));
        Assert.That(ui.Emulator.Requests.All[2].Parameters["username"], Is.EqualTo("ana"));
        Assert.That((ui.Emulator.Requests.All[3].Parameters["grant_type"], ui.Emulator.Requests.Count("oauth2/token")), Is.EqualTo(("authorization_code", 1)));
    }

    [Test]
    public async Task Browsers_may_ask_the_token_endpoint_from_any_origin()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Options, $"{ui.Domain}/oauth2/token");

        using HttpResponseMessage response = await ui.Wire.Http.SendAsync(request);

        Assert.That((response.StatusCode, response.Headers.GetValues("Access-Control-Allow-Origin").Single()), Is.EqualTo((HttpStatusCode.OK, "*")));
    }

    [Test]
    public async Task The_trigger_before_tokens_is_told_that_it_was_the_page_and_changes_them()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        var sources = new List<string>();
        ui.Pool.Triggers.PreTokenGeneration = told =>
        {
            sources.Add(told.TriggerSource);
            told.IdTokenClaims["tenant"] = "7";
            told.ScopesToAdd.Add("photos/read");
            return told;
        };

        JsonObject tokens = await ui.TokensAsync(("nonce", "n-1"));
        await ui.RefreshAsync((string)tokens["refresh_token"]!);

        Assert.That(sources, Is.EqualTo(new[] { "TokenGeneration_HostedAuth", "TokenGeneration_RefreshTokens" }));
        Assert.That((string)new Jwt((string)tokens["id_token"]!).Claims["tenant"]!, Is.EqualTo("7"));
        Assert.That((string)new Jwt((string)tokens["access_token"]!).Claims["scope"]!, Does.EndWith(" photos/read"));
    }

    [Test]
    public async Task Nonce_and_hash_are_not_the_triggers_to_change()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Pool.Triggers.PreTokenGeneration = told =>
        {
            told.IdTokenClaims["nonce"] = "forged";
            told.IdTokenClaimsToSuppress.Add("at_hash");
            return told;
        };

        var id = new Jwt((string)(await ui.TokensAsync(("nonce", "n-1")))["id_token"]!);

        Assert.That(((string)id.Claims["nonce"]!, id.Claims.ContainsKey("at_hash")), Is.EqualTo(("n-1", true)));
    }

    [TestCase("code", "invalid_grant")]
    [TestCase("token", "invalid_request")]
    public async Task A_trigger_before_tokens_that_refuses_is_told_to_the_client(string responseType, string error)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Pool.Triggers.PreTokenGeneration = _ => throw new TriggerRefusedException("not today");
        await ui.AuthorizeAsync(("response_type", responseType));
        await ui.LogInAsync();

        (string? told, string? why) = responseType == "token"
            ? (ui.Browser.Answer["error"], ui.Browser.Answer["error_description"])
            : ((await ui.ExchangeAsync(ui.Browser.Answer["code"])).Json is var json ? ((string?)json["error"], (string?)json["error_description"]) : default);

        Assert.That((told, why), Is.EqualTo((error, "PreTokenGeneration failed with error not today.")));
    }

    [Test]
    public async Task Triggers_around_a_sign_in_are_called_on_the_page_too()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        var called = new List<string>();
        ui.Pool.Triggers.PreAuthentication = told => Note(called, told);
        ui.Pool.Triggers.PostAuthentication = told => Note(called, told);

        await ui.CodeAsync();

        Assert.That(called, Is.EqualTo(new[] { "PreAuthentication_Authentication", "PostAuthentication_Authentication" }));
        ui.Pool.Triggers.PreAuthentication = _ => throw new TriggerRefusedException("closed");
        await ui.AuthorizeAsync(("prompt", "login"));
        await ui.LogInAsync();
        Assert.That(ui.Browser.Error, Is.EqualTo("PreAuthentication failed with error closed."));
    }

    [Test]
    public async Task Users_are_migrated_on_the_page_too()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Pool.Triggers.UserMigration = told =>
        {
            told.MigratedAttributes = new Dictionary<string, string> { ["email"] = "old@example.com" };
            told.FinalUserStatus = "CONFIRMED";
            return told;
        };
        await ui.AuthorizeAsync();

        await ui.LogInAsync("old", "Old-Passw0rd1");

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
        Assert.That(ui.Pool.FindUser("old"), Is.Not.Null);
    }

    [Test]
    public async Task Someone_from_a_provider_is_told_to_the_triggers_as_such()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = ProviderTests.AddOidc(ui);
        var called = new List<string>();
        ui.Pool.Triggers.PreSignUp = told =>
        {
            called.Add($"{told.Username} {told.UserAttributes["email"]}");
            told.AutoVerifyEmail = true;
            return Note(called, told);
        };
        ui.Pool.Triggers.PostConfirmation = told => Note(called, told);
        ui.Pool.Triggers.PostAuthentication = told => Note(called, told);
        ui.Pool.Triggers.PreTokenGeneration = told => Note(called, told);

        await ProviderTests.SignInAsync(ui, provider);
        Assert.That(called, Is.EqualTo(new[] { "Corp_42 ben@gmail.example", "PreSignUp_ExternalProvider", "PostConfirmation_ConfirmSignUp", "TokenGeneration_HostedAuth" }));
        Assert.That(ui.Pool.FindUser("Corp_42")!.Attributes["email_verified"], Is.EqualTo("true"));
        called.Clear();
        await ProviderTests.SignInAsync(ui, provider, ("prompt", "login"));

        Assert.That(called, Is.EqualTo(new[] { "PostAuthentication_Authentication", "TokenGeneration_HostedAuth" }));
    }

    [Test]
    public async Task A_trigger_that_refuses_someone_from_a_provider_is_told_to_the_client_and_no_user_is_made()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = ProviderTests.AddOidc(ui);
        ui.Pool.Triggers.PreSignUp = _ => throw new TriggerRefusedException("members only");

        await ProviderTests.ToProviderAsync(ui, provider);
        await ui.Browser.SubmitAsync("Ben Example");

        Assert.That((ui.Browser.Answer["error"], ui.Browser.Answer["error_description"]), Is.EqualTo(("invalid_request", "PreSignUp failed with error members only.")));
        Assert.That(ui.Pool.Users.Select(user => user.Username), Is.EqualTo(new[] { "ana" }));
    }

    private static TEvent Note<TEvent>(List<string> called, TEvent told)
        where TEvent : TriggerEvent
    {
        called.Add(told.TriggerSource);
        return told;
    }
}
