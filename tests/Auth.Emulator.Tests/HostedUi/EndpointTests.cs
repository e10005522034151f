using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary><c>/oauth2/userInfo</c> and <c>/oauth2/revoke</c>.</summary>
public sealed class EndpointTests
{
    private const string Dead = "Access token is expired, disabled, or deleted, or the user has globally signed out.";

    [Test]
    public async Task UserInfo_tells_the_user_with_texts_for_flags()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        JsonObject info = (await ui.UserInfoAsync(await AccessTokenAsync(ui, "openid"))).MustSucceed().Json;

        Assert.That(((string)info["sub"]!, (string)info["username"]!, (string)info["email"]!, (string)info["name"]!), Is.EqualTo((ui.Ana.Sub, "ana", "ana@example.com", "Ana Example")));
        Assert.That(((string)info["email_verified"]!, (string)info["phone_number_verified"]!), Is.EqualTo(("true", "true")));
    }

    [TestCase("openid email", new[] { "sub", "email", "email_verified", "username" })]
    [TestCase("openid phone", new[] { "sub", "phone_number", "phone_number_verified", "username" })]
    [TestCase("openid profile", new[] { "sub", "name", "username" })]
    public async Task UserInfo_shows_what_the_scopes_allow(string scope, string[] claims)
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        JsonObject info = (await ui.UserInfoAsync(await AccessTokenAsync(ui, scope))).MustSucceed().Json;

        Assert.That(info.Select(pair => pair.Key), Is.EquivalentTo(claims));
    }

    [Test]
    public async Task UserInfo_shows_what_the_client_may_read()
    {
        await using HostedUi ui = await HostedUi.StartAsync(new AppClientSettings { CallbackURLs = [HostedUi.Callback], ReadAttributes = ["email"] });

        JsonObject info = (await ui.UserInfoAsync(await AccessTokenAsync(ui, "openid"))).MustSucceed().Json;

        Assert.That(info.Select(pair => pair.Key), Is.EquivalentTo(new[] { "sub", "email", "username" }));
    }

    [Test]
    public async Task UserInfo_without_a_bearer_token_is_a_bad_request()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        using HttpResponseMessage response = await ui.Wire.Http.GetAsync($"{ui.Domain}/oauth2/userInfo");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(response.Headers.NonValidated["WWW-Authenticate"].ToString(), Is.EqualTo("error=\"invalid_request\", error_description=\"Bad OAuth2 request at UserInfo Endpoint\""));
    }

    [Test]
    public async Task UserInfo_with_a_token_that_is_dead_or_of_another_kind_is_unauthorized()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        JsonObject tokens = await ui.TokensAsync();
        string withoutOpenId = (string)(await ui.Wire.SignInAsync())["AccessToken"]!;

        await MustBeDeadAsync(ui, "garbage");
        await MustBeDeadAsync(ui, (string)tokens["id_token"]!);
        await MustBeDeadAsync(ui, withoutOpenId);
        ui.Ana.SignOutEverywhere();
        await MustBeDeadAsync(ui, (string)tokens["access_token"]!);
        string next = await AccessTokenAsync(ui, "openid");
        ui.Emulator.Clock.Advance(TimeSpan.FromHours(1));
        await MustBeDeadAsync(ui, next);
    }

    [Test]
    public async Task UserInfo_of_another_pool_takes_no_token_of_this_one()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        string token = await AccessTokenAsync(ui, "openid");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{ui.Emulator.AddUserPool().HostedUiDomain}/oauth2/userInfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        using HttpResponseMessage response = await ui.Wire.Http.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Revoking_ends_the_refresh_token_and_the_access_tokens_issued_from_it()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        JsonObject tokens = await ui.TokensAsync();

        WireAnswer revoked = await ui.PostAsync("oauth2/revoke", null, ("token", (string)tokens["refresh_token"]!), ("client_id", ui.Client.Id));

        revoked.MustSucceedWithoutBody();
        Assert.That((string)(await ui.RefreshAsync((string)tokens["refresh_token"]!)).Json["error"]!, Is.EqualTo("invalid_grant"));
        (await ui.Wire.GetUserAsync((string)tokens["access_token"]!)).MustBe("NotAuthorizedException", "Access Token has been revoked");
    }

    [Test]
    public async Task Revoking_what_nobody_knows_succeeds()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        (await ui.PostAsync("oauth2/revoke", null, ("token", "made-up"), ("client_id", ui.Client.Id))).MustSucceedWithoutBody();
    }

    [Test]
    public async Task Revoking_needs_a_token_of_the_right_kind_and_client()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        JsonObject tokens = await ui.TokensAsync();
        EmulatedAppClient other = ui.Pool.AddClient(new AppClientSettings { GenerateSecret = true });
        EmulatedAppClient off = ui.Pool.AddClient(new AppClientSettings { EnableTokenRevocation = false });

        await MustRefuseAsync(ui, HttpStatusCode.BadRequest, "invalid_request", ("client_id", ui.Client.Id));
        await MustRefuseAsync(ui, HttpStatusCode.BadRequest, "unsupported_token_type", ("token", (string)tokens["access_token"]!), ("client_id", ui.Client.Id));
        await MustRefuseAsync(ui, HttpStatusCode.Unauthorized, "invalid_client", ("token", "x"), ("client_id", "unknown"));
        await MustRefuseAsync(ui, HttpStatusCode.Unauthorized, "invalid_client", ("token", "x"), ("client_id", other.Id), ("client_secret", "wrong"));
        await MustRefuseAsync(ui, HttpStatusCode.BadRequest, "invalid_request", ("token", "x"), ("client_id", off.Id));
        await MustRefuseAsync(ui, HttpStatusCode.BadRequest, "invalid_request", ("token", (string)tokens["refresh_token"]!), ("client_id", other.Id), ("client_secret", other.ClientSecret!));

        (await ui.RefreshAsync((string)tokens["refresh_token"]!)).MustSucceed();
    }

    private static async Task<string> AccessTokenAsync(HostedUi ui, string scope) => (string)(await ui.TokensAsync(("scope", scope)))["access_token"]!;

    private static async Task MustBeDeadAsync(HostedUi ui, string token)
    {
        WireAnswer answer = await ui.UserInfoAsync(token);
        Assert.That((answer.Status, (string)answer.Json["error"]!), Is.EqualTo((HttpStatusCode.Unauthorized, "invalid_token")));
        Assert.That(answer.Header("WWW-Authenticate"), Is.EqualTo($"error=\"invalid_token\", error_description=\"{Dead}\""));
    }

    private static async Task MustRefuseAsync(HostedUi ui, HttpStatusCode status, string error, params (string, string)[] parameters)
    {
        WireAnswer answer = await ui.PostAsync("oauth2/revoke", null, parameters);
        Assert.That((answer.Status, (string)answer.Json["error"]!), Is.EqualTo((status, error)), answer.Text);
    }

    [Test]
    public async Task A_pool_that_tracks_devices_gives_the_browser_tokens_of_no_device()
    {
        await using HostedUi ui = await HostedUi.StartAsync(pool: new UserPoolSettings { DeviceConfiguration = new DeviceConfiguration() });

        JsonObject tokens = await ui.TokensAsync();

        Assert.That(new Jwt((string)tokens["access_token"]!).Claims.ContainsKey("device_key"), Is.False);
        (await ui.RefreshAsync((string)tokens["refresh_token"]!)).MustSucceed();
        Assert.That(ui.Ana.Devices, Is.Empty);
    }

    [Test]
    public async Task Only_endpoints_for_scripts_open_themselves_to_every_origin()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        using HttpResponseMessage page = await ui.Wire.Http.GetAsync(ui.AuthorizeUrl());
        WireAnswer endpoint = await ui.TokenAsync(("grant_type", "none"));

        Assert.That(page.Headers.Contains("Access-Control-Allow-Origin"), Is.False);
        Assert.That(page.Headers.Contains("x-amz-cognito-request-id"), Is.True);
        Assert.That(endpoint.Header("Access-Control-Allow-Origin"), Is.EqualTo("*"));
    }
}
