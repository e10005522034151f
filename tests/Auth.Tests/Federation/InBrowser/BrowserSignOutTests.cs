namespace Amplify.Tests.Federation.InBrowser;

/// <summary>A sign-out also of the pool's pages, which would sign the next person in as the last one.</summary>
internal sealed class BrowserSignOutTests
{
    [Test]
    public async Task After_a_sign_in_with_a_browser_the_pages_are_signed_out_of_too([Values(RefreshVia.Auto, RefreshVia.TokenEndpoint)] RefreshVia via)
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth(o => o.RefreshVia = via);
        await auth.FederatedSignInAsync();

        SignOutResult result = await auth.SignOutAsync();

        Assert.That((result.Local.Outcome, result.Revocation.Outcome, result.Browser.Outcome), Is.EqualTo((SignOutOutcome.Done, SignOutOutcome.Done, SignOutOutcome.Done)));
        Assert.That((world.Requests("oauth2/revoke").Count, world.Requests("RevokeToken").Count), Is.EqualTo(via == RefreshVia.TokenEndpoint ? (1, 0) : (0, 1)));
        Assert.That(world.Robot.Requests[^1].Purpose, Is.EqualTo(BrowserPurpose.SignOut));
        Assert.That(world.Robot.Asked, Is.EqualTo(new Dictionary<string, string> { ["client_id"] = auth.GetBrowserSignOutUri().Query.Split("client_id=")[1].Split('&')[0], ["logout_uri"] = BrowserWorld.SignedOut.OriginalString }));
        await auth.FederatedSignInAsync();
        Assert.That(world.Robot.Acted, Is.EqualTo(2), "the password was asked for again");
    }

    [Test]
    public async Task It_still_is_in_the_next_run_and_after_a_refresh()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        await world.NewAuth().FederatedSignInAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        Auth next = world.NewAuth();
        Assert.That((await next.CurrentSessionAsync()).Source, Is.EqualTo(SessionSource.Refresh));

        Assert.That((await next.SignOutAsync()).Browser.Outcome, Is.EqualTo(SignOutOutcome.Done));
    }

    [Test]
    public async Task After_a_sign_in_with_a_password_no_browser_opens_unless_it_is_wanted()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth();
        await auth.SignInAsync("ana", Support.AuthWorld.Password);
        Assert.That((await auth.SignOutAsync()).Browser.Outcome, Is.EqualTo(SignOutOutcome.NotNeeded));
        Assert.That(world.Robot.Requests, Is.Empty);

        SignOutResult wanted = await auth.SignOutAsync(new SignOutOptions { EndBrowserSession = true });

        Assert.That((wanted.Local.Outcome, wanted.Browser.Outcome), Is.EqualTo((SignOutOutcome.NotNeeded, SignOutOutcome.Done)));
    }

    [Test]
    public async Task It_can_be_left_out()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth();
        await auth.FederatedSignInAsync();

        SignOutResult result = await auth.SignOutAsync(new SignOutOptions { EndBrowserSession = false });

        Assert.That((result.IsComplete, result.Browser.Outcome), Is.EqualTo((true, SignOutOutcome.NotNeeded)));
        await auth.FederatedSignInAsync();
        Assert.That(world.Robot.Acted, Is.EqualTo(1), "the browser still knew the user");
    }

    [Test]
    public async Task A_browser_that_does_not_come_back_is_told_and_the_user_is_signed_out_all_the_same()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        await world.NewAuth().FederatedSignInAsync();
        Auth auth = world.NewAuth(new ScriptedBrowser(_ => Task.FromResult(BrowserResult.TimedOut)));

        SignOutResult result = await auth.SignOutAsync();

        Assert.That(result.IsComplete, Is.False);
        Assert.That(result.Browser.Error!.Reason, Is.EqualTo(AuthErrorReason.TimedOut));
        Assert.That((await auth.CurrentSessionAsync()).HasUser, Is.False);
    }

    [Test]
    public async Task Without_a_browser_or_an_address_to_come_back_to_it_is_not_tried_and_told_to_whoever_wanted_it()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth(o => o.OAuth!.RedirectSignOut = null);
        await auth.FederatedSignInAsync();
        Assert.That((await auth.SignOutAsync()).Browser.Outcome, Is.EqualTo(SignOutOutcome.NotNeeded));

        SignOutResult wanted = await auth.SignOutAsync(new SignOutOptions { EndBrowserSession = true });

        Assert.That(wanted.Browser.Error!.Reason, Is.EqualTo(AuthErrorReason.NotConfigured));
    }

    [Test]
    public async Task A_sign_ins_callback_is_no_sign_out_and_a_private_session_is_ended_where_it_was()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth();
        await auth.FederatedSignInAsync(new BrowserSignInOptions { PreferPrivateSession = true });
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        await auth.CurrentSessionAsync();
        world.Robot.Before = real => [new Uri($"{real}?code=1&state=2"), new Uri($"{real}?error=access_denied"), new Uri("http://localhost:3000/elsewhere")];

        Assert.That((await auth.SignOutAsync()).Browser.Outcome, Is.EqualTo(SignOutOutcome.Done));
        Assert.That(world.Robot.Requests[^1].PreferPrivateSession, Is.True);
    }

    [Test]
    public async Task Addresses_of_a_web_application_in_the_same_options_are_no_place_for_a_desktops_browser_to_come_back_to()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth(o => o.OAuth!.RedirectSignOut = [new Uri("https://app.example/")]);
        await auth.FederatedSignInAsync();

        SignOutResult result = await auth.SignOutAsync();

        Assert.That((result.IsComplete, result.Browser.Outcome), Is.EqualTo((true, SignOutOutcome.NotNeeded)));
        Assert.That(world.Robot.Requests, Has.Count.EqualTo(1));
    }
}
