namespace Amplify.Tests.Oidc;

/// <summary>What the provider answers in place of a code or tokens, and what becomes of it.</summary>
[TestFixture]
public sealed class OidcRefusalTests : OidcTests
{
    [Test]
    [CancelAfter(TimeLimit)]
    public async Task Prompt_none_signs_in_whom_the_pages_know_and_says_so_where_they_would_have_to_ask(CancellationToken cancellationToken)
    {
        var silently = new BrowserSignInOptions { Prompts = [BrowserPrompt.None] };
        using var browser = new PageBrowser("cleo");
        await using var desktop = new OidcApp(Provider, OidcClient.Desktop, browser);
        await using var server = new OidcApp(Provider, OidcClient.Server, browser);

        AssertRefused(server, silently, AuthErrorReason.SignInRequired, "login_required", cancellationToken);
        await desktop.SignInAndForgetAsync(options: null, cancellationToken);
        AssertRefused(server, silently, AuthErrorReason.SignInRequired, "consent_required", cancellationToken);

        // This provider lets nobody into a native application who has not seen a page (RFC 8252 §8.6).
        AssertRefused(desktop, silently, AuthErrorReason.SignInRequired, "interaction_required", cancellationToken);
        await server.SignInAndForgetAsync(options: null, cancellationToken);
        Assert.That(browser.Pages, Is.EqualTo(["login", "consent", "consent"]));
        SignInResult result = await server.Auth.FederatedSignInAsync(silently, cancellationToken);

        Assert.That(result.Session?.User?.UserId, Is.EqualTo("cleo"));
        Assert.That(browser.Pages, Has.Count.EqualTo(3));
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task A_user_who_turns_back_has_cancelled(CancellationToken cancellationToken)
    {
        using var browser = new PageBrowser("dora") { TurnsBack = true };
        await using var app = new OidcApp(Provider, OidcClient.Desktop, browser);

        AssertRefused(app, options: null, AuthErrorReason.Cancelled, "access_denied", cancellationToken);

        Assert.That((await app.Auth.CurrentSessionAsync(cancellationToken: cancellationToken)).HasUser, Is.False);
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task A_scope_that_the_client_may_not_ask_for_is_a_matter_of_its_settings(CancellationToken cancellationToken)
    {
        using var browser = new PageBrowser("eva");
        await using var app = new OidcApp(Provider, OidcClient.Desktop, browser);

        AssertRefused(app, new BrowserSignInOptions { Scopes = ["photos/write"] }, AuthErrorReason.AppClientMisconfigured, "invalid_scope", cancellationToken);

        Assert.That(browser.Pages, Is.Empty);
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task A_wrong_secret_is_a_matter_of_settings(CancellationToken cancellationToken)
    {
        using var browser = new PageBrowser("gina");
        await using var app = new OidcApp(Provider, OidcClient.Server, browser, change: options => options.ClientSecret = new Secret(new string('x', 32)));

        AssertRefused(app, options: null, AuthErrorReason.AppClientMisconfigured, "invalid_client", cancellationToken);
    }

    private static void AssertRefused(OidcApp app, BrowserSignInOptions? options, AuthErrorReason reason, string code, CancellationToken cancellationToken)
    {
        AuthException? refusal = Assert.ThrowsAsync<AuthException>(() => app.Auth.FederatedSignInAsync(options, cancellationToken));
        Assert.That((refusal!.Reason, refusal.Code), Is.EqualTo((reason, code)), refusal.Message);
    }
}
