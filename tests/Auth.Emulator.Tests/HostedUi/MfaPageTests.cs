using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class MfaPageTests
{
    [Test]
    public async Task A_code_by_text_message()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Ana.EnableSmsMfa();
        await ToSecondStepAsync(ui);

        Assert.That(ui.Browser.Document.QuerySelector("main")!.TextContent, Does.Contain("Enter the code we sent to +*******0100."));
        await ui.Browser.SubmitAsync("Sign in", ("code", "000000"));
        Assert.That((ui.Browser.Left, ui.Browser.Error), Is.EqualTo(((string?)null, "Invalid code, please try again.")));
        await ui.Browser.SubmitAsync("Sign in", ("code", ui.Emulator.Outbox.LatestCode("ana")));

        (await ui.ExchangeAsync(ui.Browser.Answer["code"])).MustSucceed();
    }

    [Test]
    public async Task A_code_by_email()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Ana.EnableEmailMfa();
        await ToSecondStepAsync(ui);

        Assert.That(ui.Browser.Document.QuerySelector("main")!.TextContent, Does.Contain("a***@e***"));
        await ui.Browser.SubmitAsync("Sign in", ("code", ui.Emulator.Outbox.LatestCode("ana")));

        Assert.That(ui.Browser.Answer["state"], Is.EqualTo("xyz"));
    }

    [Test]
    public async Task A_code_of_an_authenticator_app_is_taken_once()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Ana.EnableTotpMfa();
        await ToSecondStepAsync(ui);
        string code = ui.Ana.CurrentTotpCode();
        await ui.Browser.SubmitAsync("Sign in", ("code", $" {code} "));
        Assert.That(ui.Browser.Answer, Contains.Key("code"));

        await ui.AuthorizeAsync(("prompt", "login"));
        await ui.LogInAsync();
        await ui.Browser.SubmitAsync("Sign in", ("code", code));
        Assert.That(ui.Browser.Error, Is.EqualTo("Your software token has already been used once."));
        await ui.Browser.SubmitAsync("Sign in", ("code", ui.Ana.CurrentTotpCode(steps: 1)));

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task Who_has_several_second_factors_chooses()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Ana.EnableTotpMfa();
        ui.Ana.EnableSmsMfa();
        await ToSecondStepAsync(ui);

        Assert.That(ui.Browser.Document.QuerySelectorAll("label").Select(label => label.TextContent), Is.EqualTo(new[] { "Authenticator app", "Text message" }));
        await ui.Browser.SubmitAsync("Continue", ("factor", "SMS_MFA"));
        await ui.Browser.SubmitAsync("Sign in", ("code", ui.Emulator.Outbox.LatestCode("ana")));

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task A_factor_that_was_not_offered_cannot_be_chosen()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Ana.EnableTotpMfa();
        ui.Ana.EnableSmsMfa();
        await ToSecondStepAsync(ui);

        await ui.Browser.PostAsync(ui.Browser.Location.ToString(), ("_csrf", ui.Browser.Value("_csrf")!), ("factor", "EMAIL_OTP"));

        Assert.That((ui.Browser.Left, ui.Browser.Error), Is.EqualTo(((string?)null, "MFA method EMAIL_OTP is not available for the user.")));
    }

    [Test]
    public async Task Who_needs_a_second_factor_and_has_none_sets_up_an_app()
    {
        await using HostedUi ui = await StartWithMfaOnAsync(MfaFactors.Totp | MfaFactors.Email);
        await ToSecondStepAsync(ui);

        await ui.Browser.SubmitAsync("Set up an app");
        string secret = ui.Browser.Document.QuerySelector("code.secret")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        Assert.That(ui.Browser.Document.QuerySelector("a[href^='otpauth:']")!.GetAttribute("href"), Is.EqualTo($"otpauth://totp/pool:ben?secret={secret}&issuer=pool"));
        await ui.Browser.SubmitAsync("Verify", ("code", "000000"));
        Assert.That(ui.Browser.Error, Is.EqualTo("Code mismatch and fail enable Software Token MFA"));
        Assert.That(ui.Browser.Document.QuerySelector("code.secret")!.TextContent.Replace(" ", "", StringComparison.Ordinal), Is.EqualTo(secret));
        await ui.Browser.SubmitAsync("Verify", ("code", Totp.Code(secret, ui.Emulator.Clock.GetUtcNow().ToUnixTimeSeconds())));

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
        Assert.That(ui.Pool.FindUser("ben")!.EnabledMfa, Is.EqualTo(new[] { "SOFTWARE_TOKEN_MFA" }));
    }

    [Test]
    public async Task Who_needs_a_second_factor_and_has_none_sets_up_an_address()
    {
        await using HostedUi ui = await StartWithMfaOnAsync(MfaFactors.Totp | MfaFactors.Email);
        await ToSecondStepAsync(ui);

        await ui.Browser.SubmitAsync("Send a code", ("email", "not an address"));
        Assert.That(ui.Browser.Error, Is.EqualTo("Invalid email address format."));
        await ui.Browser.SubmitAsync("Send a code", ("email", "ben@example.com"));
        await ui.Browser.SubmitAsync("Sign in", ("code", ui.Emulator.Outbox.LatestCode("ben@example.com")));

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
        Assert.That(ui.Pool.FindUser("ben")!.EnabledMfa, Is.EqualTo(new[] { "EMAIL_OTP" }));
    }

    [Test]
    public async Task Where_nothing_can_be_set_up_the_page_says_who_can()
    {
        await using HostedUi ui = await StartWithMfaOnAsync(MfaFactors.Sms);

        await ToSecondStepAsync(ui);

        Assert.That(ui.Browser.Document.QuerySelector("main")!.TextContent, Does.Contain("an administrator must set up"));
        Assert.That(ui.Browser.Document.QuerySelectorAll("button"), Is.Empty);
    }

    [Test]
    public async Task A_step_that_took_too_long_begins_anew()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Ana.EnableTotpMfa();
        await ToSecondStepAsync(ui);

        ui.Emulator.Clock.Advance(TimeSpan.FromMinutes(3));
        await ui.Browser.SubmitAsync("Sign in", ("code", ui.Ana.CurrentTotpCode()));
        Assert.That((ui.Browser.Title, ui.Browser.Error, ui.Browser.Value("username")), Is.EqualTo(("Sign in", "That took too long. Please sign in again.", "ana")));
        await ui.LogInAsync();
        await ui.Browser.SubmitAsync("Sign in", ("code", ui.Ana.CurrentTotpCode()));

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task A_step_belongs_to_the_browser_that_gave_the_password()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Ana.EnableTotpMfa();
        await ToSecondStepAsync(ui);
        using var other = new Browser(ui.Emulator.Endpoint);
        await other.GoAsync(ui.AuthorizeUrl());

        await other.GoAsync(ui.Browser.Location.ToString());
        Assert.That((other.Title, other.Error), Is.EqualTo(("This did not work", "This sign-in does not belong to this browser, or it took too long (invalid_state). Go back to the application and start again.")));
        await other.GoAsync(ui.AuthorizeUrl());
        await other.PostAsync(ui.Browser.Location.ToString(), ("_csrf", other.Value("_csrf")!), ("code", ui.Ana.CurrentTotpCode()));

        Assert.That((other.Left, other.Title), Is.EqualTo(((string?)null, "This did not work")));
    }

    [Test]
    public async Task Neither_a_step_skipped_nor_one_done_twice_signs_anyone_in()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Ana.EnableTotpMfa();
        await ToSecondStepAsync(ui);
        string step = ui.Browser.Location.ToString();

        await ui.Browser.GoAsync(step.Replace("/mfa?", "/changePassword?", StringComparison.Ordinal));
        Assert.That(ui.Browser.Location.ToString(), Is.EqualTo(step), "the flow knows its page");
        await ui.Browser.PostAsync(step.Replace("/mfa?", "/changePassword?", StringComparison.Ordinal), ("_csrf", ui.Browser.Value("_csrf")!), ("password", "N3w-Passw0rd!"));
        Assert.That(ui.Browser.Location.ToString(), Is.EqualTo(step));
        await ui.AuthorizeAsync();
        Assert.That(ui.Browser.Title, Is.EqualTo("Sign in"), "the password alone has opened nothing");
        string token = ui.Browser.Value("_csrf")!;
        await ui.Browser.PostAsync(step, ("_csrf", token), ("code", ui.Ana.CurrentTotpCode()));
        Assert.That(ui.Browser.Answer, Contains.Key("code"));

        await ui.Browser.PostAsync(step, ("_csrf", token), ("code", ui.Ana.CurrentTotpCode(steps: 1)));

        Assert.That((ui.Browser.Left, ui.Browser.Title), Is.EqualTo(((string?)null, "This did not work")));
    }

    private static async Task<HostedUi> StartWithMfaOnAsync(MfaFactors factors)
    {
        HostedUi ui = await HostedUi.StartAsync(pool: new UserPoolSettings { Mfa = MfaMode.On, MfaFactors = factors });
        ui.Pool.AddUser("ben", "Passw0rd!");
        return ui;
    }

    private static async Task ToSecondStepAsync(HostedUi ui)
    {
        await ui.AuthorizeAsync();
        await ui.LogInAsync(ui.Pool.FindUser("ben") is null ? "ana" : "ben");
        Assert.That(ui.Browser.Left, Is.Null);
    }
}
