using System.Buffers.Text;
using System.Text.Json;
using Amplify.Sessions;

namespace Amplify.Tests.Oidc;

/// <summary>Sign-in at an OpenID provider that nobody here wrote: code and PKCE, in one call and in two halves.</summary>
[TestFixture]
public sealed class OidcSignInTests : OidcTests
{
    [TestCase(Desktop)]
    [TestCase(Server)]
    [CancelAfter(TimeLimit)]
    public async Task A_user_signs_in_with_code_and_PKCE(string clientId, CancellationToken cancellationToken)
    {
        OidcClient client = OidcClient.Named(clientId);
        using var browser = new PageBrowser("ana");
        await using var app = new OidcApp(Provider, client, browser);

        SignInResult result = await app.Auth.FederatedSignInAsync(cancellationToken: cancellationToken);

        Assert.That(result.Session?.IsSignedIn, Is.True);
        AuthUser user = result.Session!.User!;
        (IReadOnlyDictionary<string, string> sent, var authorization) = app.Wire.Requests.Single();
        Assert.Multiple(() =>
        {
            Assert.That(browser.Pages, Is.EqualTo(["login", "consent"]));
            Assert.That(user.UserId, Is.EqualTo("ana"));
            Assert.That(user.Username, Is.EqualTo("ana"));
            Assert.That(user.Email, Is.EqualTo("ana@example.com"));
            Assert.That(user.FindFirst("nonce"), Is.EqualTo(browser.Opened.Single().Parameter("nonce")).And.Not.Empty);
            Assert.That(browser.Callback!.Parameter("iss"), Is.EqualTo(Provider.Issuer), "the provider says who it is (RFC 9207)");
            Assert.That(sent.Keys, Is.EquivalentTo(["client_id", "grant_type", "code", "redirect_uri", "code_verifier"]), "the secret is not among the fields");
            Assert.That(authorization?.Scheme, Is.EqualTo(client.Secret is null ? null : "Basic"));
            Assert.That(browser.Opened.Single().Parameter("code_challenge_method"), Is.EqualTo("S256"));
        });
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task Who_is_known_to_the_pages_types_nothing_again_unless_the_application_wants_it(CancellationToken cancellationToken)
    {
        using var browser = new PageBrowser("bea");
        await using var app = new OidcApp(Provider, OidcClient.Server, browser);
        await app.SignInAndForgetAsync(options: null, cancellationToken);
        Assert.That(browser.Pages, Is.EqualTo(["login", "consent"]));

        await app.SignInAndForgetAsync(options: null, cancellationToken);
        Assert.That(browser.Pages, Is.EqualTo(["login", "consent"]), "the pages know her");

        await app.SignInAndForgetAsync(new BrowserSignInOptions { Prompts = [BrowserPrompt.Login] }, cancellationToken);
        Assert.That(browser.Pages, Is.EqualTo(["login", "consent", "login"]));
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task Scopes_that_were_asked_for_are_in_the_access_token(CancellationToken cancellationToken)
    {
        using var browser = new PageBrowser("flo");
        await using var app = new OidcApp(Provider, OidcClient.Desktop, browser);

        await app.Auth.FederatedSignInAsync(new BrowserSignInOptions { Scopes = ["photos/read"] }, cancellationToken);

        string token = await app.Auth.GetAccessTokenAsync(cancellationToken: cancellationToken);
        using JsonDocument claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        Assert.That(claims.RootElement.Text("scope")!.Split(' '), Is.EquivalentTo(["openid", "photos/read"]));
    }

    [TestCase(Desktop)]
    [TestCase(Server)]
    [CancelAfter(TimeLimit)]
    public async Task A_sign_in_is_begun_on_one_node_and_completed_on_another(string clientId, CancellationToken cancellationToken)
    {
        using var browser = new PageBrowser("hana");
        var protector = AesGcmSessionProtector.CreateEphemeral();
        await using var first = new OidcApp(Provider, OidcClient.Named(clientId), protector: protector);
        await using var second = new OidcApp(Provider, OidcClient.Named(clientId), protector: protector);

        BrowserSignIn begun = await first.Auth.BeginFederatedSignInAsync(
            options: new BrowserSignInOptions { CustomState = "/basket", Binding = "a visitor" }, cancellationToken: cancellationToken);
        Uri callback = await browser.GoAsync(begun.Url, cancellationToken);
        SignInResult result = await second.Auth.CompleteFederatedSignInAsync(
            begun.FlowToken, callback, new CompleteFederatedSignInOptions { Binding = "a visitor" }, cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(result.Session?.User?.UserId, Is.EqualTo("hana"));
            Assert.That(result.CustomState, Is.EqualTo("/basket"));
            Assert.That(first.Wire.Requests, Is.Empty);
        });
    }
}
