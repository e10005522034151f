using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class TokenEndpointTests
{
    private static AppClientSettings WithSecret => new() { CallbackURLs = [HostedUi.Callback], GenerateSecret = true };

    [Test]
    public async Task A_code_is_taken_once()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        string code = await ui.CodeAsync();
        JsonObject tokens = (await ui.ExchangeAsync(code)).MustSucceed().Json;

        MustBe(await ui.ExchangeAsync(code), "invalid_grant");
        (await ui.Wire.GetUserAsync((string)tokens["access_token"]!)).MustSucceed();
    }

    [Test]
    public async Task Where_reuse_of_a_code_revokes_the_tokens_of_the_first_use_are_dead()
    {
        await using HostedUi ui = await HostedUi.StartAsync(unsettled: new UnsettledBehaviour { CodeReuseRevokesTokens = true });
        string code = await ui.CodeAsync();
        JsonObject tokens = (await ui.ExchangeAsync(code)).MustSucceed().Json;

        MustBe(await ui.ExchangeAsync(code), "invalid_grant");

        (await ui.Wire.GetUserAsync((string)tokens["access_token"]!)).MustBe("NotAuthorizedException", "Access Token has been revoked");
    }

    [Test]
    public async Task A_code_lives_five_minutes()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        string inTime = await ui.CodeAsync();
        ui.Emulator.Clock.Advance(TimeSpan.FromSeconds(299));
        (await ui.ExchangeAsync(inTime)).MustSucceed();
        string late = await ui.CodeAsync();

        ui.Emulator.Clock.Advance(TimeSpan.FromMinutes(5));

        MustBe(await ui.ExchangeAsync(late), "invalid_grant");
    }

    [Test]
    public async Task A_client_that_has_no_right_to_a_code_neither_gets_tokens_nor_uses_it_up()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedAppClient other = ui.Pool.AddClient(HostedUi.ClientSettings);
        string code = await ui.CodeAsync();

        MustBe(await ui.ExchangeAsync(code, ("client_id", other.Id)), "invalid_grant");

        (await ui.ExchangeAsync(code)).MustSucceed();
    }

    [TestCase("code_verifier", "")]
    [TestCase("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXX")]
    [TestCase("code", "unknown")]
    public async Task A_wrong_or_missing_verifier_or_code_is_an_invalid_grant(string parameter, string value)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        string code = await ui.CodeAsync();

        MustBe(await ui.ExchangeAsync(code, (parameter, value)), "invalid_grant");
    }

    [Test]
    public async Task After_a_wrong_verifier_the_right_one_comes_too_late()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        string code = await ui.CodeAsync();

        MustBe(await ui.ExchangeAsync(code, ("code_verifier", new string('x', 43))), "invalid_grant");

        MustBe(await ui.ExchangeAsync(code), "invalid_grant");
    }

    [Test]
    public async Task A_verifier_for_a_request_that_had_no_challenge_is_refused()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        string code = await ui.CodeAsync(("code_challenge", ""), ("code_challenge_method", ""));

        MustBe(await ui.ExchangeAsync(code), "invalid_grant");
        string again = await ui.CodeAsync(("code_challenge", ""), ("code_challenge_method", ""));

        (await ui.ExchangeAsync(again, ("code_verifier", ""))).MustSucceed();
    }

    [Test]
    public async Task Another_redirect_URI_than_the_one_used_is_refused()
    {
        await using HostedUi ui = await HostedUi.StartAsync(new AppClientSettings { CallbackURLs = [HostedUi.Callback, "http://localhost:3000/other"] });
        string code = await ui.CodeAsync();

        MustBe(await ui.ExchangeAsync(code, ("redirect_uri", "http://localhost:3000/other")), "invalid_grant", "invalid_redirect");
    }

    [TestCase("grant_type", "", "invalid_request")]
    [TestCase("grant_type", "password", "unsupported_grant_type")]
    [TestCase("code", "", "invalid_request")]
    [TestCase("redirect_uri", "", "invalid_request")]
    [TestCase("client_id", "", "invalid_request")]
    [TestCase("client_id", "unknown", "invalid_client")]
    public async Task What_is_missing_or_unknown_is_told(string parameter, string value, string error)
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        MustBe(await ui.ExchangeAsync(await ui.CodeAsync(), (parameter, value)), error);
    }

    [Test]
    public async Task A_parameter_given_twice_is_an_invalid_request()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        using var content = new StringContent($"grant_type=authorization_code&code=a&code=b&redirect_uri=x&client_id={ui.Client.Id}", Encoding.ASCII, "application/x-www-form-urlencoded");

        using HttpResponseMessage response = await ui.Wire.Http.PostAsync($"{ui.Domain}/oauth2/token", content);

        MustBe(new WireAnswer(response, await response.Content.ReadAsStringAsync()), "invalid_request");
    }

    [Test]
    public async Task A_body_that_is_no_form_is_an_invalid_request()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        using var content = new StringContent($"{{\"grant_type\":\"refresh_token\",\"client_id\":\"{ui.Client.Id}\"}}", Encoding.UTF8, "application/json");

        using HttpResponseMessage response = await ui.Wire.Http.PostAsync($"{ui.Domain}/oauth2/token", content);

        MustBe(new WireAnswer(response, await response.Content.ReadAsStringAsync()), "invalid_request");
    }

    [Test]
    public async Task Only_POST_is_taken()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        using HttpResponseMessage response = await ui.Wire.Http.GetAsync($"{ui.Domain}/oauth2/token");

        Assert.That((response.StatusCode, response.Content.Headers.Allow.Single()), Is.EqualTo((HttpStatusCode.MethodNotAllowed, "POST")));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_secret_proves_the_client_in_the_header_or_in_the_form(bool inHeader)
    {
        await using HostedUi ui = await HostedUi.StartAsync(WithSecret);
        string code = await ui.CodeAsync();

        WireAnswer answer = inHeader
            ? await ui.PostAsync("oauth2/token", Basic(ui.Client.Id, ui.Client.ClientSecret!), Grant(code))
            : await ui.ExchangeAsync(code, ("client_secret", ui.Client.ClientSecret!));

        answer.MustSucceed();
    }

    [Test]
    public async Task Both_secrets_count_while_they_are_rotated()
    {
        await using HostedUi ui = await HostedUi.StartAsync(WithSecret);
        string first = ui.Client.ClientSecret!;
        string second = ui.Client.AddSecret();

        (await ui.ExchangeAsync(await ui.CodeAsync(), ("client_secret", first))).MustSucceed();
        (await ui.ExchangeAsync(await ui.CodeAsync(), ("client_secret", second))).MustSucceed();
    }

    [Test]
    public async Task A_missing_or_wrong_secret_is_an_invalid_client_and_uses_no_code_up()
    {
        await using HostedUi ui = await HostedUi.StartAsync(WithSecret);
        string code = await ui.CodeAsync();

        MustBe(await ui.ExchangeAsync(code), "invalid_client", "invalid_client_secret");
        MustBe(await ui.ExchangeAsync(code, ("client_secret", "wrong")), "invalid_client", "invalid_client_secret");
        MustBe(await ui.PostAsync("oauth2/token", Basic(ui.Client.Id, "wrong"), Grant(code)), "invalid_client", "invalid_client_secret");
        MustBe(await ui.PostAsync("oauth2/token", new AuthenticationHeaderValue("Basic", "!"), Grant(code)), "invalid_client");

        (await ui.ExchangeAsync(code, ("client_secret", ui.Client.ClientSecret!))).MustSucceed();
    }

    [Test]
    public async Task A_public_client_that_sends_a_secret_is_an_invalid_client()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        MustBe(await ui.ExchangeAsync(await ui.CodeAsync(), ("client_secret", "made-up")), "invalid_client", "invalid_client_secret");
    }

    [Test]
    public async Task Proving_twice_or_about_two_clients_is_an_invalid_request()
    {
        await using HostedUi ui = await HostedUi.StartAsync(WithSecret);
        AuthenticationHeaderValue basic = Basic(ui.Client.Id, ui.Client.ClientSecret!);

        MustBe(await ui.PostAsync("oauth2/token", basic, [.. Grant("code"), ("client_secret", ui.Client.ClientSecret!)]), "invalid_request");
        MustBe(await ui.PostAsync("oauth2/token", basic, [.. Grant("code"), ("client_id", "another")]), "invalid_request");
    }

    [Test]
    public async Task A_refresh_keeps_scopes_hash_and_sign_in_time_and_gives_no_refresh_token()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        JsonObject first = await ui.TokensAsync(("nonce", "n-1"));
        ui.Emulator.Clock.Advance(TimeSpan.FromMinutes(30));

        JsonObject second = (await ui.RefreshAsync((string)first["refresh_token"]!)).MustSucceed().Json;

        var (before, after) = (new Jwt((string)first["access_token"]!), new Jwt((string)second["access_token"]!));
        var id = new Jwt((string)second["id_token"]!);
        Assert.That(second.ContainsKey("refresh_token"), Is.False);
        foreach (string claim in (string[])["scope", "version", "auth_time", "origin_jti", "client_id"])
        {
            Assert.That(after.Claims[claim]!.ToString(), Is.EqualTo(before.Claims[claim]!.ToString()), claim);
        }

        Assert.That((long)after.Claims["iat"]!, Is.EqualTo((long)before.Claims["iat"]! + 1800));
        Assert.That(id.Claims.ContainsKey("at_hash"), Is.True);
        Assert.That(id.Claims.ContainsKey("nonce"), Is.False);
    }

    [Test]
    public async Task Refresh_tokens_of_page_and_API_work_at_either_end()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        string byPage = (string)(await ui.TokensAsync())["refresh_token"]!;
        string byApi = (string)(await ui.Wire.SignInAsync())["RefreshToken"]!;

        JsonObject tokens = (await ui.Wire.GetTokensAsync(byPage)).MustSucceed().Tokens;
        (await ui.Wire.RefreshAsync(byPage)).MustSucceed();
        JsonObject fromApi = (await ui.RefreshAsync(byApi)).MustSucceed().Json;

        Assert.That((int)new Jwt((string)tokens["AccessToken"]!).Claims["version"]!, Is.EqualTo(2));
        Assert.That((string)new Jwt((string)fromApi["access_token"]!).Claims["scope"]!, Is.EqualTo("aws.cognito.signin.user.admin"));
    }

    [Test]
    public async Task Under_rotation_the_new_token_takes_over_and_the_old_one_works_for_the_grace_period()
    {
        await using HostedUi ui = await HostedUi.StartAsync(new AppClientSettings
        {
            CallbackURLs = [HostedUi.Callback],
            RefreshTokenRotation = new RefreshTokenRotation { GracePeriod = TimeSpan.FromSeconds(10) },
        });
        string first = (string)(await ui.TokensAsync())["refresh_token"]!;

        string second = (string)(await ui.RefreshAsync(first)).MustSucceed().Json["refresh_token"]!;
        Assert.That(second, Is.Not.EqualTo(first));
        ui.Emulator.Clock.Advance(TimeSpan.FromSeconds(9));
        (await ui.RefreshAsync(first)).MustSucceed();
        ui.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));

        MustBe(await ui.RefreshAsync(first), "invalid_grant", "Refresh token reuse detected.");
        (await ui.RefreshAsync(second)).MustSucceed();
    }

    [Test]
    public async Task A_refresh_token_that_is_unknown_foreign_old_revoked_or_of_a_gone_user_is_an_invalid_grant()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedAppClient other = ui.Pool.AddClient(HostedUi.ClientSettings);
        string token = (string)(await ui.TokensAsync())["refresh_token"]!;

        MustBe(await ui.RefreshAsync("made-up"), "invalid_grant", "Invalid Refresh Token.");
        MustBe(await ui.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", other.Id)), "invalid_grant", "Invalid Refresh Token.");
        ui.Ana.Disable();
        MustBe(await ui.RefreshAsync(token), "invalid_grant", "User is disabled.");
        ui.Ana.Enable();
        ui.Ana.SignOutEverywhere();
        MustBe(await ui.RefreshAsync(token), "invalid_grant", "Refresh Token has been revoked");
        string next = (string)(await ui.TokensAsync())["refresh_token"]!;
        ui.Emulator.Clock.Advance(TimeSpan.FromDays(30));
        MustBe(await ui.RefreshAsync(next), "invalid_grant", "Refresh Token has expired");
        MustBe(await ui.TokenAsync(("grant_type", "refresh_token"), ("client_id", ui.Client.Id)), "invalid_request");
    }

    [Test]
    public async Task A_code_of_a_user_who_was_disabled_or_deleted_is_an_invalid_grant()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        string first = await ui.CodeAsync();
        string second = await ui.CodeAsync();

        ui.Ana.Disable();
        MustBe(await ui.ExchangeAsync(first), "invalid_grant");
        ui.Ana.Enable();
        ui.Ana.Delete();

        MustBe(await ui.ExchangeAsync(second), "invalid_grant");
    }

    [Test]
    public async Task A_client_gets_a_token_for_itself_with_scopes_of_resource_servers_only()
    {
        await using HostedUi ui = await HostedUi.StartAsync(new AppClientSettings
        {
            GenerateSecret = true,
            AllowedOAuthFlows = ["client_credentials"],
            AllowedOAuthScopes = ["photos/read", "photos/write"],
        });
        Task<WireAnswer> Ask(string scope) => ui.PostAsync("oauth2/token", Basic(ui.Client.Id, ui.Client.ClientSecret!), ("grant_type", "client_credentials"), ("scope", scope));

        JsonObject tokens = (await Ask("photos/read")).MustSucceed().Json;
        var access = new Jwt((string)tokens["access_token"]!);

        Assert.That(tokens.Select(pair => pair.Key), Is.EquivalentTo(new[] { "access_token", "token_type", "expires_in" }));
        Assert.That(((string)access.Claims["sub"]!, (string)access.Claims["client_id"]!, (string)access.Claims["scope"]!), Is.EqualTo((ui.Client.Id, ui.Client.Id, "photos/read")));
        Assert.That((string)new Jwt((string)(await Ask("")).Json["access_token"]!).Claims["scope"]!, Is.EqualTo("photos/read photos/write"));
        MustBe(await Ask("photos/delete"), "invalid_scope");
        MustBe(await Ask("openid"), "invalid_scope");
        Assert.That((await ui.Wire.GetUserAsync((string)tokens["access_token"]!)).ErrorMessage, Is.EqualTo("Access Token does not have required scopes"));
    }

    [Test]
    public async Task A_client_that_may_not_get_tokens_for_itself_is_told()
    {
        await using HostedUi ui = await HostedUi.StartAsync(WithSecret);

        MustBe(await ui.TokenAsync(("grant_type", "client_credentials"), ("client_id", ui.Client.Id), ("client_secret", ui.Client.ClientSecret!)), "unauthorized_client");
    }

    [Test]
    public async Task Client_credentials_need_a_secret_and_stand_alone()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        Assert.That(() => ui.Pool.AddClient(new AppClientSettings { AllowedOAuthFlows = ["client_credentials"] }), Throws.ArgumentException);
        Assert.That(() => ui.Pool.AddClient(new AppClientSettings { GenerateSecret = true, AllowedOAuthFlows = ["client_credentials", "code"] }), Throws.ArgumentException);
        Assert.That(() => ui.Pool.AddClient(new AppClientSettings { AllowedOAuthFlows = ["device"] }), Throws.ArgumentException);
    }

    private static (string, string)[] Grant(string code) => [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", HostedUi.Callback), ("code_verifier", HostedUi.Verifier)];

    private static AuthenticationHeaderValue Basic(string id, string secret) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));

    private static void MustBe(WireAnswer answer, string error, string? description = null)
    {
        Assert.That((answer.Status, (string)answer.Json["error"]!), Is.EqualTo((HttpStatusCode.BadRequest, error)), answer.Text);
        if (description is not null)
        {
            Assert.That((string?)answer.Json["error_description"], Is.EqualTo(description));
        }
    }
}
