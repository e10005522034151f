using Microsoft.Playwright;

namespace Amplify.Tests;

/// <summary>Sign-in of a desktop application through a real browser: the emulator's pages, then the page that the application itself serves.</summary>
[TestFixture]
public sealed class DesktopTests
{
    private const int TimeLimit = 60_000;

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task Signing_in_with_a_password_ends_on_the_applications_page_which_loads_nothing()
    {
        await using DesktopScene scene = await DesktopScene.StartAsync();
        Task<SignInResult> signIn = await scene.BeginAsync();

        await scene.Scene.LogInAsync();
        SignInResult result = await signIn;

        await Assertions.Expect(scene.Heading).ToHaveTextAsync("You can go back to the application");
        await Assertions.Expect(scene.Page).ToHaveTitleAsync("You can go back to the application – Acme Photos");
        await scene.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.Multiple(() =>
        {
            Assert.That(result.Session?.User?.Username, Is.EqualTo("ana"));
            Assert.That(RequestsSince(scene, "/callback").Select(request => request.ResourceType), Is.EqualTo(["document"]));
            Assert.That(scene.Scene.Complaints, Is.Empty);
        });
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task Continuing_with_Google_from_the_pools_page()
    {
        await using DesktopScene scene = await DesktopScene.StartAsync();
        Task<SignInResult> signIn = await scene.BeginAsync();

        await scene.Scene.FollowAsync("Continue with Google");
        await scene.Scene.PressAsync("Ben Example");
        SignInResult result = await signIn;

        await Assertions.Expect(scene.Heading).ToHaveTextAsync("You can go back to the application");
        Assert.That(result.Session?.User?.Username, Is.EqualTo("google_42").IgnoreCase);
        Assert.That(scene.Scene.Complaints, Is.Empty);
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task Going_to_Google_at_once_and_refusing_there_cancels()
    {
        await using DesktopScene scene = await DesktopScene.StartAsync();
        Task<SignInResult> signIn = scene.Auth.FederatedSignInAsync(IdentityProvider.Google);

        await scene.Scene.PressAsync("Cancel");
        AuthException? refusal = Assert.ThrowsAsync<AuthException>(() => signIn);

        await Assertions.Expect(scene.Heading).ToHaveTextAsync("Sign-in was not completed");
        Assert.That(refusal!.Reason, Is.EqualTo(AuthErrorReason.Cancelled), refusal.Message);
        Assert.That(scene.Scene.Complaints, Is.Empty);
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task Signing_out_comes_back_and_the_next_sign_in_asks_again()
    {
        await using DesktopScene scene = await DesktopScene.StartAsync();
        Task<SignInResult> signIn = await scene.BeginAsync();
        await scene.Scene.LogInAsync();
        await signIn;

        SignOutResult result = await scene.Auth.SignOutAsync();
        await Assertions.Expect(scene.Heading).ToHaveTextAsync("You are signed out");
        Task<SignInResult> again = await scene.BeginAsync();
        await scene.Scene.LogInAsync();

        Assert.That(result.Browser.Outcome, Is.EqualTo(SignOutOutcome.Done), result.Browser.Error?.Message);
        Assert.That((await again).Session?.IsSignedIn, Is.True);
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task Icons_and_what_other_pages_load_from_the_address_do_not_end_a_sign_in()
    {
        await using DesktopScene scene = await DesktopScene.StartAsync();
        Task<SignInResult> signIn = await scene.BeginAsync();
        IPage other = await scene.Scene.Context.NewPageAsync();
        string stolen = $"{scene.RedirectUri}?code=stolen&state={scene.Opened!.Query.Split("state=")[1].Split('&')[0]}";

        IResponse icon = (await other.GotoAsync(new Uri(scene.RedirectUri, "/favicon.ico").AbsoluteUri))!;
        await Assertions.Expect(other.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Nothing to do here");
        IResponse stray = (await other.GotoAsync($"{scene.RedirectUri}?code=stolen&state=guessed"))!;
        Assert.That((icon.Status, stray.Status), Is.EqualTo((404, 400)));

        // A page of somebody else's that has even learned the state: it can load the address, but no user goes there.
        await other.GotoAsync(scene.Scene.Callback);
        await other.EvaluateAsync("url => new Promise(done => { const image = new Image(); image.onload = image.onerror = () => done(); image.src = url })", stolen);
        await other.EvaluateAsync("url => fetch(url, { mode: 'no-cors' }).catch(() => {}).then(() => {})", stolen);
        await other.EvaluateAsync("url => new Promise(done => { const frame = document.createElement('iframe'); frame.onload = () => done(); frame.src = url; document.body.append(frame) })", stolen);

        Assert.That(scene.Refusals.Messages.Where(message => message.Contains("403 (NotANavigation)", StringComparison.Ordinal)).Count(), Is.EqualTo(3), string.Join('\n', scene.Refusals.Messages));
        Assert.That(signIn.IsCompleted, Is.False);
        await scene.Scene.LogInAsync();
        Assert.That((await signIn).Session?.IsSignedIn, Is.True);
    }

    private static IEnumerable<IRequest> RequestsSince(DesktopScene scene, string path) =>
        scene.Requests.SkipWhile(request => new Uri(request.Url).AbsolutePath != path);
}
