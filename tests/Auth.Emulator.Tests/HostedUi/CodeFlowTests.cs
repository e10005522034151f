using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class CodeFlowTests
{
    [Test]
    public async Task From_authorize_over_the_login_page_to_tokens()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        await ui.AuthorizeAsync(("nonce", "n-123"));
        Assert.That((ui.Browser.Status, ui.Browser.Title, ui.Browser.Location.AbsolutePath), Is.EqualTo((HttpStatusCode.OK, "Sign in", $"{ui.Pool.HostedUiDomain.AbsolutePath}/login")));
        await ui.LogInAsync();

        Assert.That(ui.Browser.Left, Does.StartWith($"{HostedUi.Callback}?code="));
        Assert.That(ui.Browser.Answer.Keys, Is.EqualTo(new[] { "code", "state" }));
        Assert.That(ui.Browser.Answer["state"], Is.EqualTo("xyz"));
        WireAnswer tokens = (await ui.ExchangeAsync(ui.Browser.Answer["code"])).MustSucceed();
        Assert.That(tokens.Json.Select(pair => pair.Key), Is.EquivalentTo(new[] { "id_token", "access_token", "refresh_token", "expires_in", "token_type" }));
        Assert.That(((string)tokens.Json["token_type"]!, (int)tokens.Json["expires_in"]!), Is.EqualTo(("Bearer", 3600)));
        Assert.That(tokens.Header("Content-Type"), Is.EqualTo("application/json; charset=UTF-8").Or.EqualTo("application/json;charset=UTF-8"));
        Assert.That(tokens.Header("x-amz-cognito-request-id"), Is.Not.Empty);
        Assert.That(tokens.Header("Access-Control-Allow-Origin"), Is.EqualTo("*"));
    }

    [Test]
    public async Task The_access_token_is_of_version_2_with_the_scopes_asked_for_and_no_audience()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        var access = new Jwt((string)(await ui.TokensAsync(("scope", "openid phone")))["access_token"]!);

        Assert.That(access.IsSignedBy(await JwksAsync(ui)), Is.True);
        Assert.That(((int)access.Claims["version"]!, (string)access.Claims["scope"]!), Is.EqualTo((2, "openid phone")));
        Assert.That(((string)access.Claims["client_id"]!, (string)access.Claims["token_use"]!, (string)access.Claims["iss"]!), Is.EqualTo((ui.Client.Id, "access", ui.Pool.Issuer)));
        Assert.That(((string)access.Claims["username"]!, (string)access.Claims["sub"]!), Is.EqualTo(("ana", ui.Ana.Sub)));
        Assert.That(access.Claims.ContainsKey("aud"), Is.False);
    }

    [Test]
    public async Task The_ID_token_repeats_the_nonce_and_names_the_access_token_beside_it()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        JsonObject tokens = await ui.TokensAsync(("nonce", "n-0S6_WzA2Mj"));

        var id = new Jwt((string)tokens["id_token"]!);
        byte[] hash = SHA256.HashData(Encoding.ASCII.GetBytes((string)tokens["access_token"]!));
        Assert.That(id.IsSignedBy(await JwksAsync(ui)), Is.True);
        Assert.That(((string)id.Claims["nonce"]!, (string)id.Claims["at_hash"]!), Is.EqualTo(("n-0S6_WzA2Mj", Base64Url.EncodeToString(hash.AsSpan(0, 16)))));
        Assert.That(((string)id.Claims["aud"]!, (string)id.Claims["token_use"]!, (string)id.Claims["cognito:username"]!), Is.EqualTo((ui.Client.Id, "id", "ana")));
        Assert.That(((string)id.Claims["email"]!, (bool)id.Claims["email_verified"]!), Is.EqualTo(("ana@example.com", true)));
        Assert.That(id.Claims["origin_jti"]!.ToString(), Is.EqualTo(new Jwt((string)tokens["access_token"]!).Claims["origin_jti"]!.ToString()));
    }

    [Test]
    public async Task Without_a_nonce_there_is_none_and_tokens_of_the_API_have_neither_version_nor_hash()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        var byPage = new Jwt((string)(await ui.TokensAsync())["id_token"]!);
        JsonObject byApi = await ui.Wire.SignInAsync();

        Assert.That(byPage.Claims.ContainsKey("nonce"), Is.False);
        Assert.That(new Jwt((string)byApi["IdToken"]!).Claims.ContainsKey("at_hash"), Is.False);
        Assert.That(new Jwt((string)byApi["AccessToken"]!).Claims.ContainsKey("version"), Is.False);
    }

    [Test]
    public async Task Discovery_leads_from_the_issuer_to_every_endpoint()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        JsonObject found = JsonNode.Parse(await ui.Wire.Http.GetStringAsync($"{ui.Pool.Issuer}/.well-known/openid-configuration"))!.AsObject();

        Assert.That((string)found["issuer"]!, Is.EqualTo(ui.Pool.Issuer));
        Assert.That((string)found["authorization_endpoint"]!, Is.EqualTo($"{ui.Domain}/oauth2/authorize"));
        Assert.That((string)found["token_endpoint"]!, Is.EqualTo($"{ui.Domain}/oauth2/token"));
        Assert.That((string)found["userinfo_endpoint"]!, Is.EqualTo($"{ui.Domain}/oauth2/userInfo"));
        Assert.That((string)found["revocation_endpoint"]!, Is.EqualTo($"{ui.Domain}/oauth2/revoke"));
        Assert.That((string)found["end_session_endpoint"]!, Is.EqualTo($"{ui.Domain}/logout"));
        Assert.That(found["token_endpoint_auth_methods_supported"]!.AsArray().Select(method => (string)method!), Is.EqualTo(new[] { "client_secret_basic", "client_secret_post" }));
        Assert.That(found["response_types_supported"]!.AsArray().Select(type => (string)type!), Is.EqualTo(new[] { "code", "token" }));
    }

    private static async Task<JsonObject> JwksAsync(HostedUi ui) =>
        JsonNode.Parse(await ui.Wire.Http.GetStringAsync($"{ui.Emulator.Endpoint}{ui.Pool.Id}/.well-known/jwks.json"))!.AsObject();
}
