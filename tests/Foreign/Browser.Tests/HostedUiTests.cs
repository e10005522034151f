using Amplify.Emulator;
using Microsoft.Playwright;

namespace Amplify.Tests;

/// <summary>The hosted UI as a real browser sees it: its policies let through what a person does.</summary>
[TestFixture]
public sealed class HostedUiTests
{
    [Test]
    public async Task Signing_in_is_name_Tab_password_Enter()
    {
        await using Scene scene = await Scene.StartAsync();
        await scene.AuthorizeAsync();

        await scene.Page.Keyboard.TypeAsync("ana"); // The first field has the focus.
        await scene.Page.Keyboard.PressAsync("Tab");
        await scene.Page.Keyboard.TypeAsync("Passw0rd!");
        await scene.Page.Keyboard.PressAsync("Enter");

        await scene.MustBeBackWithACodeAsync();
    }

    [Test]
    public async Task Who_is_signed_in_is_not_asked_again_until_signing_out()
    {
        await using Scene scene = await Scene.StartAsync();
        await scene.AuthorizeAsync();
        await scene.LogInAsync();
        await scene.AuthorizeAsync();
        await scene.MustBeBackWithACodeAsync();

        await scene.Page.GotoAsync($"{scene.Pool.HostedUiDomain}/logout?client_id={scene.Client.Id}&logout_uri={Uri.EscapeDataString(scene.Callback)}");
        Assert.That(scene.Page.Url, Is.EqualTo(scene.Callback));
        await scene.AuthorizeAsync();

        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Sign in");
    }

    [Test]
    public async Task Signing_up_with_a_code()
    {
        await using Scene scene = await Scene.StartAsync();
        await scene.AuthorizeAsync();

        await scene.FollowAsync("Create an account");
        await scene.Page.GetByLabel("Username").FillAsync("ben");
        await scene.Page.GetByLabel("Email").FillAsync("ben@example.com");
        await scene.Page.GetByLabel("Password").FillAsync("Passw0rd!");
        await scene.PressAsync("Create account");
        await scene.Page.GetByLabel("Confirmation code").FillAsync(scene.Emulator.Outbox.LatestCode("ben"));
        await scene.PressAsync("Confirm");

        await scene.MustBeBackWithACodeAsync();
    }

    [Test]
    public async Task A_second_factor_chosen_from_several()
    {
        await using Scene scene = await Scene.StartAsync();
        scene.Pool.FindUser("ana")!.EnableTotpMfa();
        scene.Pool.FindUser("ana")!.EnableEmailMfa();
        await scene.AuthorizeAsync();

        await scene.LogInAsync();
        await scene.Page.GetByLabel("Email").CheckAsync();
        await scene.PressAsync("Continue");
        await scene.Page.GetByLabel("Code").FillAsync(scene.Emulator.Outbox.LatestCode("ana"));
        await scene.PressAsync("Sign in");

        await scene.MustBeBackWithACodeAsync();
    }

    [Test]
    public async Task A_forgotten_password()
    {
        await using Scene scene = await Scene.StartAsync();
        await scene.AuthorizeAsync();

        await scene.FollowAsync("Forgot your password?");
        await scene.Page.GetByLabel("Username").FillAsync("ana");
        await scene.PressAsync("Send the code");
        await scene.Page.GetByLabel("Code").FillAsync(scene.Emulator.Outbox.LatestCode("ana"));
        await scene.Page.GetByLabel("New password").FillAsync("N3w-Passw0rd!");
        await scene.PressAsync("Change password");
        await scene.LogInAsync(password: "N3w-Passw0rd!");

        await scene.MustBeBackWithACodeAsync();
    }

    [TestCase(IdentityProviderType.Google, "Google")]
    [TestCase(IdentityProviderType.SignInWithApple, "Apple")]
    public async Task Continuing_with_a_social_provider(IdentityProviderType type, string brand)
    {
        await using Scene scene = await Scene.StartAsync();
        scene.Pool.AddIdentityProvider(new IdentityProviderSettings { Type = type }).AddUser("42", new Dictionary<string, string> { ["name"] = "Ben Example", ["email"] = "ben@example.com" });
        await scene.AuthorizeAsync();

        await scene.FollowAsync($"Continue with {brand}");
        await scene.PressAsync("Ben Example");

        await scene.MustBeBackWithACodeAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Continuing_with_SAML_with_and_without_scripts(bool scripts)
    {
        await using Scene scene = await Scene.StartAsync(options: new BrowserNewContextOptions { JavaScriptEnabled = scripts });
        scene.Pool.AddIdentityProvider(new IdentityProviderSettings { Type = IdentityProviderType.Saml, Name = "Corp" }).AddUser("ben", new Dictionary<string, string> { ["name"] = "Ben Example" });
        await scene.AuthorizeAsync();

        await scene.FollowAsync("Continue with Corp");
        await scene.PressAsync("Ben Example");
        if (!scripts)
        {
            await scene.PressAsync("Continue");
        }

        await scene.MustBeBackWithACodeAsync();
    }

    [Test]
    public async Task A_wrong_password_is_announced_and_the_field_names_the_reason()
    {
        await using Scene scene = await Scene.StartAsync();
        await scene.AuthorizeAsync();

        await scene.LogInAsync(password: "wrong");

        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Incorrect username or password.");
        await Assertions.Expect(scene.Page.GetByLabel("Password")).ToBeFocusedAsync();
        await Assertions.Expect(scene.Page.GetByLabel("Password")).ToHaveAccessibleDescriptionAsync("Incorrect username or password.");
    }
}
