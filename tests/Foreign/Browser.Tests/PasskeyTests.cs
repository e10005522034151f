using Amplify.Emulator;
using Microsoft.Playwright;

namespace Amplify.Tests;

/// <summary>Signing in on the pool's pages with the browser's own passkey, and with a code.</summary>
[TestFixture]
public sealed class PasskeyTests
{
    private const int TimeLimit = 60_000;

    /// <summary>A pool that takes a passkey only from somebody whom the authenticator has recognised.</summary>
    internal static UserPoolSettings Strict => new()
    {
        Name = "photos",
        WebAuthnConfiguration = new WebAuthnConfiguration { RelyingPartyId = "localhost", UserVerification = "required" },
    };

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task The_browsers_passkey_signs_in()
    {
        await using Scene scene = await Scene.StartAsync();
        await RegisterAsync(scene);

        await ToChoiceAsync(scene);
        await scene.PressAsync("Use a passkey");

        await scene.MustBeBackWithACodeAsync();
        Assert.That(scene.Pool.FindUser("ana")!.Passkeys.Single().SignCount, Is.GreaterThan(0));
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task A_code_by_mail_signs_in_by_keyboard_alone()
    {
        await using Scene scene = await Scene.StartAsync();
        await scene.AuthorizeAsync();
        await scene.Page.Keyboard.TypeAsync("ana");
        await scene.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in another way" }).PressAsync("Enter");

        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Email me a code" })).ToBeFocusedAsync();
        await scene.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(scene.Page.GetByLabel("Code")).ToBeFocusedAsync();
        await scene.Page.Keyboard.TypeAsync("1");
        await scene.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Invalid code, please try again.");
        await scene.Page.Keyboard.TypeAsync(scene.Emulator.Outbox.LatestCode("ana"));
        await scene.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Back at the application");
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task Who_is_not_recognised_can_try_again_and_take_another_way()
    {
        await using Scene scene = await Scene.StartAsync(Strict);
        VirtualAuthenticator authenticator = await RegisterAsync(scene);
        await authenticator.RecogniseAsync(false);
        await ToChoiceAsync(scene);

        await scene.PressAsync("Use a passkey");
        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("No passkey was used. Try again, or sign in another way.");
        await scene.PressAsync("Sign in another way");
        await scene.PressAsync("Use a passkey");
        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await authenticator.RecogniseAsync(true);
        await scene.PressAsync("Use passkey");

        await scene.MustBeBackWithACodeAsync();
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task A_passkey_that_the_pool_refuses_is_not_asked_for_in_a_circle()
    {
        await using Scene scene = await Scene.StartAsync();
        VirtualAuthenticator authenticator = await RegisterAsync(scene);
        await ToChoiceAsync(scene);
        await scene.PressAsync("Use a passkey");
        await scene.MustBeBackWithACodeAsync();
        await authenticator.GoBackAsync();
        await ToChoiceAsync(scene, "&prompt=login");

        await scene.PressAsync("Use a passkey");

        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("That passkey was not accepted. Please try again, or choose another way.");
        await scene.PressAsync("Email me a code");
        await scene.Page.GetByLabel("Code").FillAsync(scene.Emulator.Outbox.LatestCode("ana"));
        await scene.PressAsync("Sign in");
        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Back at the application");
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task Without_scripts_the_page_says_so_and_another_way_is_there()
    {
        await using Scene scene = await Scene.StartAsync(options: new BrowserNewContextOptions { JavaScriptEnabled = false });
        await using (Scene other = await Scene.StartAsync())
        {
            await RegisterAsync(scene, other.Page);
        }

        await ToChoiceAsync(scene);
        await scene.PressAsync("Use a passkey");

        await Assertions.Expect(scene.Page.GetByText("A passkey needs JavaScript")).ToBeVisibleAsync();
        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Button)).ToHaveTextAsync(["Sign in another way"]);
        await scene.PressAsync("Sign in another way");
        await scene.PressAsync("Use my password");
        await scene.LogInAsync();
        await scene.MustBeBackWithACodeAsync();
    }

    [TestCase("passkey")]
    [TestCase("code")]
    [CancelAfter(TimeLimit)]
    public async Task A_desktop_application_goes_on_in_the_browser(string way)
    {
        await using DesktopScene scene = await DesktopScene.StartAsync();
        await RegisterAsync(scene.Scene);
        SignInResult asked = await scene.Auth.SignInAsync("ana", new SignInOptions { PreferredChallenge = FirstFactor.WebAuthn });
        var passkey = (SignInStep.Passkey)asked.NextStep!;

        Task<SignInResult> signIn = await scene.BeginAsync(passkey.InBrowser());
        await Assertions.Expect(scene.Page.GetByLabel("Username")).ToHaveValueAsync("ana");
        await scene.Scene.PressAsync("Sign in another way");
        if (way == "passkey")
        {
            await scene.Scene.PressAsync("Use a passkey");
        }
        else
        {
            await scene.Scene.PressAsync("Email me a code");
            await scene.Page.GetByLabel("Code").FillAsync(scene.Scene.Emulator.Outbox.LatestCode("ana"));
            await scene.Scene.PressAsync("Sign in");
        }

        SignInResult result = await signIn;
        await Assertions.Expect(scene.Heading).ToHaveTextAsync("You can go back to the application");
        Assert.That((result.IsSignedIn, result.Session?.User?.Username), Is.EqualTo((true, "ana")));
        Assert.That(scene.Scene.Complaints, Is.Empty);
    }

    /// <summary>Plugs an authenticator into the browser and registers its passkey for ana.</summary>
    internal static async Task<VirtualAuthenticator> RegisterAsync(Scene scene, IPage? page = null)
    {
        page ??= scene.Page;
        await page.GotoAsync(scene.AuthorizeUrl());
        VirtualAuthenticator authenticator = await VirtualAuthenticator.PlugInAsync(page);
        await using var auth = new Auth(new AuthOptions
        {
            UserPoolId = scene.Pool.Id,
            UserPoolClientId = scene.Client.Id,
            Endpoints = AuthEndpoints.Local(scene.Emulator.Endpoint),
        });
        await auth.SignInAsync("ana", "Passw0rd!");
        await authenticator.RegisterAsync(auth);
        return authenticator;
    }

    internal static async Task ToChoiceAsync(Scene scene, string more = "")
    {
        await scene.AuthorizeAsync(more);
        await scene.Page.GetByLabel("Username").FillAsync("ana");
        await scene.PressAsync("Sign in another way");
    }
}
