using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class RedirectUrlTests
{
    [TestCase("https://app.example.com/callback")]
    [TestCase("http://localhost/")]
    [TestCase("http://localhost:3000/callback")]
    [TestCase("http://127.0.0.1:3000/callback?x=1")]
    [TestCase("http://[::1]:3000/callback")]
    [TestCase("myapp://callback")]
    [TestCase("com.example.app:/callback")]
    public void Https_loopback_and_own_schemes_can_be_registered(string url) => Assert.That(RedirectUrls.Objection(url), Is.Null);

    [TestCase("http://app.example.com/callback")]
    [TestCase("http://localhost.evil.example/")]
    [TestCase("http://127.0.0.2/")]
    [TestCase("https://app.example.com/#fragment")]
    [TestCase("myapp://callback#")]
    [TestCase("/callback")]
    [TestCase("app.example.com/callback")]
    [TestCase("")]
    [TestCase("javascript:alert(1)")]
    [TestCase("data:text/html,x")]
    [TestCase("file:///etc/passwd")]
    [TestCase("https://app.example.com/a b")]
    [TestCase("https://app.example.com/\r\nSet-Cookie: a=b")]
    public async Task Anything_else_cannot(string url)
    {
        await using CognitoEmulator emulator = await CognitoEmulator.StartAsync();
        EmulatedUserPool pool = emulator.AddUserPool();

        Assert.That(() => pool.AddClient(new AppClientSettings { CallbackURLs = [url] }), Throws.ArgumentException);
        Assert.That(() => pool.AddClient(new AppClientSettings { LogoutURLs = [url] }), Throws.ArgumentException);
    }

    [Test]
    public async Task An_app_client_made_over_HTTP_has_them_too()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        WireAnswer made = (await CreateAsync(ui, HostedUi.Callback)).MustSucceed();
        JsonObject described = made.Json["UserPoolClient"]!.AsObject();
        Assert.That((string)described["CallbackURLs"]!.AsArray().Single()!, Is.EqualTo(HostedUi.Callback));
        Assert.That((bool)described["AllowedOAuthFlowsUserPoolClient"]!, Is.True);
        ui.Client = ui.Pool.Clients.Single(client => client.Id == (string)described["ClientId"]!);

        var access = new Jwt((string)(await ui.TokensAsync(("scope", "openid")))["access_token"]!);

        Assert.That((string)access.Claims["scope"]!, Is.EqualTo("openid"));
        await ui.AuthorizeAsync(("scope", "openid profile"));
        Assert.That(ui.Browser.Answer["error"], Is.EqualTo("invalid_scope"));
    }

    [Test]
    public async Task Over_HTTP_a_wrong_one_is_an_invalid_parameter()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        (await CreateAsync(ui, "http://app.example.com/")).MustBe("InvalidParameterException", "'http://app.example.com/' must use https; http is for localhost only.");
    }

    [Test]
    public async Task A_client_made_over_HTTP_without_OAuth_has_no_hosted_UI()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        WireAnswer made = await ui.Wire.CallAsync("CreateUserPoolClient", new JsonObject { ["UserPoolId"] = ui.Pool.Id, ["ClientName"] = "api", ["CallbackURLs"] = new JsonArray(HostedUi.Callback) });
        ui.Client = ui.Pool.Clients.Single(client => client.Id == (string)made.Json["UserPoolClient"]!["ClientId"]!);

        await ui.AuthorizeAsync();

        Assert.That(ui.Browser.Answer["error"], Is.EqualTo("unauthorized_client"));
    }

    [TestCase("Photos")]
    [TestCase("-photos")]
    [TestCase("photos-")]
    [TestCase("pho.tos")]
    [TestCase("")]
    public async Task A_domain_prefix_has_small_letters_digits_and_inner_hyphens(string domain)
    {
        await using CognitoEmulator emulator = await CognitoEmulator.StartAsync();

        Assert.That(() => emulator.AddUserPool(new UserPoolSettings { Domain = domain }), Throws.ArgumentException);
    }

    [Test]
    public async Task A_domain_is_its_pools_alone()
    {
        await using CognitoEmulator emulator = await CognitoEmulator.StartAsync();
        EmulatedUserPool pool = emulator.AddUserPool(new UserPoolSettings { Domain = "photos" });

        Assert.That(pool.HostedUiDomain, Is.EqualTo(new Uri($"http://localhost:{emulator.Endpoint.Port}/hosted-ui/photos")), "passkeys belong to a name");
        Assert.That(() => emulator.AddUserPool(new UserPoolSettings { Domain = "photos" }), Throws.ArgumentException);
        Assert.That(emulator.UserPools, Has.Count.EqualTo(1));
    }

    private static Task<WireAnswer> CreateAsync(HostedUi ui, string callback) => ui.Wire.CallAsync("CreateUserPoolClient", new JsonObject
    {
        ["UserPoolId"] = ui.Pool.Id,
        ["ClientName"] = "web",
        ["CallbackURLs"] = new JsonArray(callback),
        ["LogoutURLs"] = new JsonArray(HostedUi.SignedOut),
        ["AllowedOAuthFlows"] = new JsonArray("code"),
        ["AllowedOAuthScopes"] = new JsonArray("openid"),
        ["AllowedOAuthFlowsUserPoolClient"] = true,
        ["SupportedIdentityProviders"] = new JsonArray("COGNITO"),
    });
}
