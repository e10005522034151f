namespace Amplify.Tests.Oidc;

/// <summary>Sign-out at the provider: its refresh token is dead, and its pages know nobody any more.</summary>
[TestFixture]
public sealed class OidcSignOutTests : OidcTests
{
    [TestCase(Desktop)]
    [TestCase(Server)]
    [CancelAfter(TimeLimit)]
    public async Task The_refresh_token_is_revoked(string clientId, CancellationToken cancellationToken)
    {
        OidcClient client = OidcClient.Named(clientId);
        using var browser = new PageBrowser("ana");
        await using var app = new OidcApp(Provider, client, browser);
        await app.Auth.FederatedSignInAsync(cancellationToken: cancellationToken);
        await app.RenewAsync(cancellationToken);
        string refreshToken = app.Wire.LastRefreshToken;
        Assert.That(await Provider.IsActiveAsync(refreshToken, client, cancellationToken), Is.True);

        SignOutResult result = await app.Auth.SignOutAsync(new SignOutOptions { EndBrowserSession = false }, cancellationToken);

        Assert.That((result.Local.Outcome, result.Revocation.Outcome, result.Browser.Outcome), Is.EqualTo((SignOutOutcome.Done, SignOutOutcome.Done, SignOutOutcome.NotNeeded)));
        Assert.That(await Provider.IsActiveAsync(refreshToken, client, cancellationToken), Is.False);
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task It_stays_alive_where_it_is_not_to_be_revoked_and_the_pages_are_signed_out_of(CancellationToken cancellationToken)
    {
        using var browser = new PageBrowser("bea");
        await using var app = new OidcApp(Provider, OidcClient.Desktop, browser);
        await app.Auth.FederatedSignInAsync(cancellationToken: cancellationToken);

        SignOutResult result = await app.Auth.SignOutAsync(new SignOutOptions { Revoke = false }, cancellationToken);

        Assert.That((result.Revocation.Outcome, result.Browser.Outcome), Is.EqualTo((SignOutOutcome.NotNeeded, SignOutOutcome.Done)));
        Assert.That(await Provider.IsActiveAsync(app.Wire.LastRefreshToken, OidcClient.Desktop, cancellationToken), Is.True);
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task The_pages_ask_again_after_a_sign_out(CancellationToken cancellationToken)
    {
        using var browser = new PageBrowser("cleo");
        await using var app = new OidcApp(Provider, OidcClient.Desktop, browser);
        await app.Auth.FederatedSignInAsync(cancellationToken: cancellationToken);
        await app.Auth.SignOutAsync(new SignOutOptions { EndBrowserSession = false }, cancellationToken);
        await app.Auth.FederatedSignInAsync(cancellationToken: cancellationToken);
        Assert.That(browser.Pages, Does.Not.Contain("logout"));
        Assert.That(browser.Pages.Count(page => page == "login"), Is.EqualTo(1));
        browser.Pages.Clear();

        SignOutResult result = await app.Auth.SignOutAsync(cancellationToken: cancellationToken);
        await app.Auth.FederatedSignInAsync(cancellationToken: cancellationToken);

        Assert.That((result.Revocation.Outcome, result.Browser.Outcome), Is.EqualTo((SignOutOutcome.Done, SignOutOutcome.Done)), result.Browser.Error?.Message);
        Assert.That(browser.Pages[..2], Is.EqualTo(["logout", "login"]));
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task A_server_sends_its_visitor_to_the_sign_out_page_and_gets_it_back(CancellationToken cancellationToken)
    {
        using var browser = new PageBrowser("dora");
        await using var app = new OidcApp(Provider, OidcClient.Server);
        BrowserSignIn begun = await app.Auth.BeginFederatedSignInAsync(cancellationToken: cancellationToken);
        await app.Auth.CompleteFederatedSignInAsync(begun.FlowToken, await browser.GoAsync(begun.Url, cancellationToken), cancellationToken: cancellationToken);
        await app.Auth.SignOutAsync(cancellationToken: cancellationToken);
        browser.Pages.Clear();

        Uri end = await browser.GoAsync(app.Auth.GetBrowserSignOutUri(), cancellationToken);
        BrowserSignIn next = await app.Auth.BeginFederatedSignInAsync(cancellationToken: cancellationToken);
        await browser.GoAsync(next.Url, cancellationToken);

        Assert.That(end, Is.EqualTo(OidcClient.Server.SignedOutUri));
        Assert.That(browser.Pages[..2], Is.EqualTo(["logout", "login"]));
    }
}
