using Amplify.Emulator;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Amplify.Tests;

/// <summary>
/// What every page of the hosted UI and of the providers looks like, wide and narrow, light and dark: nothing overflows, and axe finds nothing that keeps people out.
/// </summary>
[TestFixture]
public sealed class LookTests
{
    [TestCase(900, ColorScheme.Light)]
    [TestCase(320, ColorScheme.Dark)]
    public async Task Every_page_fits_and_is_accessible(int width, ColorScheme scheme)
    {
        await using Scene scene = await Scene.StartAsync(
            new UserPoolSettings { Name = "photos", RequiredAttributes = ["given_name"] },
            new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 }, ColorScheme = scheme });
        // Dark differs in its colours only.
        var look = new Look(scene.Page, $"{width}-{scheme}".ToLowerInvariant(), scheme == ColorScheme.Dark ? new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast") } : null);
        EmulatedUser ana = scene.Pool.FindUser("ana")!;
        AddProviders(scene);

        await scene.AuthorizeAsync();
        await look.AtAsync("login");
        await scene.LogInAsync(password: "wrong");
        await look.AtAsync("login-wrong");
        await scene.FollowAsync("Create an account");
        await look.AtAsync("signup");
        await SignUpAsync(scene, "weak");
        await look.AtAsync("signup-refused");
        await SignUpAsync(scene, "Passw0rd!");
        await look.AtAsync("confirm-user");
        await scene.PressAsync("Send a new code");
        await look.AtAsync("confirm-user-resent");
        await scene.AuthorizeAsync();
        await scene.FollowAsync("Forgot your password?");
        await look.AtAsync("forgot-password");
        await scene.Page.GetByLabel("Username").FillAsync("ana");
        await scene.PressAsync("Send the code");
        await look.AtAsync("confirm-forgot-password");

        ana.EnableTotpMfa();
        ana.EnableEmailMfa();
        await scene.AuthorizeAsync();
        await scene.LogInAsync();
        await look.AtAsync("select-mfa");
        await scene.PressAsync("Continue");
        await look.AtAsync("mfa");
        await scene.Page.GetByLabel("Code").FillAsync(ana.CurrentTotpCode());
        await scene.PressAsync("Sign in");
        await scene.AuthorizeAsync("&prompt=select_account");
        await look.AtAsync("select-account");

        ana.SetTemporaryPassword("Temp0rary!");
        await scene.AuthorizeAsync("&prompt=login&identity_provider=COGNITO");
        await look.AtAsync("login-own-users");
        await scene.LogInAsync(password: "Temp0rary!");
        await look.AtAsync("change-password");

        await scene.AuthorizeAsync("&identity_provider=Google");
        await look.AtAsync("provider");
        await scene.AuthorizeAsync("&identity_provider=Facebook");
        await look.AtAsync("provider-empty");
        await scene.Page.GotoAsync($"{scene.Pool.HostedUiDomain}/error?error=redirect_mismatch");
        await look.AtAsync("error");
        Assert.That(look.Count, Is.EqualTo(16));
    }

    [TestCase(900)]
    [TestCase(320)]
    public async Task The_set_up_of_a_second_factor_fits_and_is_accessible(int width)
    {
        await using Scene scene = await Scene.StartAsync(
            new UserPoolSettings { Name = "photos", Mfa = MfaMode.On, MfaFactors = MfaFactors.Totp | MfaFactors.Email },
            new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 } });
        scene.Pool.AddUser("ben", "Passw0rd!");
        var look = new Look(scene.Page, $"{width}-light");
        await scene.AuthorizeAsync();

        await scene.LogInAsync("ben");
        await look.AtAsync("setup-mfa");
        await scene.PressAsync("Set up an app");
        await look.AtAsync("setup-mfa-app");

        Assert.That(look.Count, Is.EqualTo(2));
    }

    [TestCase(900, ColorScheme.Light)]
    [TestCase(320, ColorScheme.Dark)]
    public async Task The_pages_of_other_ways_than_passwords_fit_and_are_accessible(int width, ColorScheme scheme)
    {
        await using Scene scene = await Scene.StartAsync(
            PasskeyTests.Strict, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 }, ColorScheme = scheme });
        VirtualAuthenticator authenticator = await PasskeyTests.RegisterAsync(scene);
        await authenticator.TouchAsync(false);
        var look = new Look(scene.Page, $"{width}-{scheme}".ToLowerInvariant());

        await PasskeyTests.ToChoiceAsync(scene);
        await look.AtAsync("select-factor");
        await scene.PressAsync("Email me a code");
        await look.AtAsync("one-time-code");
        await scene.PressAsync("Send a new code");
        await look.AtAsync("one-time-code-resent");
        await scene.Page.GetByLabel("Code").FillAsync("1");
        await scene.PressAsync("Sign in");
        await look.AtAsync("one-time-code-wrong");
        await scene.PressAsync("Sign in another way");
        await scene.PressAsync("Use a passkey");
        await look.AtAsync("passkey");
        await authenticator.TouchAsync(true);
        await authenticator.RecogniseAsync(false);
        await scene.PressAsync("Sign in another way");
        await scene.PressAsync("Use a passkey");
        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await look.AtAsync("passkey-not-used");

        await scene.Page.GotoAsync(scene.AuthorizeUrl().Replace("//localhost", "//127.0.0.1", StringComparison.Ordinal));
        await scene.Page.GetByLabel("Username").FillAsync("ana");
        await scene.PressAsync("Sign in another way");
        await scene.PressAsync("Use a passkey");
        await look.AtAsync("passkey-elsewhere");
        scene.Pool.FindUser("ana")!.EnableTotpMfa();
        await scene.PressAsync("Sign in another way");
        await look.AtAsync("login-no-other-way");
        Assert.That(look.Count, Is.EqualTo(8));
    }

    [TestCase(900)]
    [TestCase(380)]
    public async Task The_page_that_takes_a_SAML_assertion_back_fits_and_is_accessible(int width)
    {
        // Without scripts it stays long enough to be looked at; axe is one, so it cannot look.
        await using Scene scene = await Scene.StartAsync(
            options: new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 }, JavaScriptEnabled = false });
        AddProviders(scene);
        await scene.AuthorizeAsync("&identity_provider=Example-Corporation");

        await scene.PressAsync("Ben Example");
        await Assertions.Expect(scene.Page.GetByRole(AriaRole.Button)).ToHaveTextAsync("Continue");

        await Look.PictureAsync(scene.Page, $"saml-back-{width}-light");
    }

    private static void AddProviders(Scene scene)
    {
        foreach (IdentityProviderType type in (IdentityProviderType[])[IdentityProviderType.Google, IdentityProviderType.Facebook, IdentityProviderType.LoginWithAmazon, IdentityProviderType.SignInWithApple])
        {
            scene.Pool.AddIdentityProvider(new IdentityProviderSettings { Type = type });
        }

        EmulatedIdentityProvider google = scene.Pool.IdentityProviders[0];
        google.AddUser("1", new Dictionary<string, string> { ["name"] = "Ben Example", ["email"] = "ben@example.com" });
        google.AddUser("2", new Dictionary<string, string> { ["name"] = "Someone with a rather long name indeed", ["email"] = "a.very.long.address.that.does.not.fit.in.one.line@subdomain.example.com" });
        google.AddUser("3");
        scene.Pool.AddIdentityProvider(new IdentityProviderSettings { Type = IdentityProviderType.Saml, Name = "Example-Corporation" })
            .AddUser("ben", new Dictionary<string, string> { ["name"] = "Ben Example" });
    }

    private static async Task SignUpAsync(Scene scene, string password)
    {
        await scene.Page.GetByLabel("Username").FillAsync("ben");
        await scene.Page.GetByLabel("Email").FillAsync("ben@example.com");
        await scene.Page.GetByLabel("Given name").FillAsync("Ben");
        await scene.Page.GetByLabel("Password").FillAsync(password);
        await scene.PressAsync("Create account");
    }
}
