using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Amplify.Tests;

/// <summary>What the pages look like that a desktop application serves itself, wide and narrow, light and dark.</summary>
[TestFixture]
public sealed class DesktopLookTests
{
    private const int TimeLimit = 60_000;

    [TestCase(900, ColorScheme.Light)]
    [TestCase(320, ColorScheme.Dark)]
    [CancelAfter(TimeLimit)]
    public async Task Every_page_fits_and_is_accessible(int width, ColorScheme scheme)
    {
        await using DesktopScene scene = await DesktopScene.StartAsync(
            new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 }, ColorScheme = scheme });

        // Dark differs in its colours only.
        var look = new Look(scene.Page, $"{width}-{scheme}".ToLowerInvariant(), scheme == ColorScheme.Dark ? new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast") } : null);

        Task<SignInResult> refused = scene.Auth.FederatedSignInAsync(IdentityProvider.Google);
        await scene.Scene.PressAsync("Cancel");
        Assert.ThrowsAsync<AuthException>(() => refused);
        await Assertions.Expect(scene.Heading).ToHaveTextAsync("Sign-in was not completed");
        await look.AtAsync("desktop-not-completed");

        Task<SignInResult> signIn = await scene.BeginAsync();
        string page = scene.Page.Url;
        await scene.Page.GotoAsync(scene.RedirectUri.AbsoluteUri);
        await Assertions.Expect(scene.Heading).ToHaveTextAsync("Nothing to do here");
        await look.AtAsync("desktop-not-expected");
        await scene.Page.GotoAsync(page);
        await scene.Scene.LogInAsync();
        await signIn;
        await Assertions.Expect(scene.Heading).ToHaveTextAsync("You can go back to the application");
        await look.AtAsync("desktop-signed-in");

        await scene.Auth.SignOutAsync();
        await Assertions.Expect(scene.Heading).ToHaveTextAsync("You are signed out");
        await look.AtAsync("desktop-signed-out");
        Assert.That(look.Count, Is.EqualTo(4));
    }
}
