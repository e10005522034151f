using System.Net;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>The way from the login page to the first factors that are no password.</summary>
public sealed class OtherWaysTests
{
    private const string Button = "Sign in another way";

    [Test]
    public async Task Someone_chooses_from_what_the_account_has()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await PasskeyRegistrationTests.RegisterAsync(ui.Wire, new SoftwareAuthenticator());

        await ToChoiceAsync(ui);

        Assert.That(ui.Browser.Title, Is.EqualTo("Choose how to sign in"));
        Assert.That(ui.Browser.Document.QuerySelector("main")!.TextContent, Does.Contain("You sign in as ana."));
        Assert.That(Buttons(ui), Is.EqualTo(new[] { "Use a passkey", "Email me a code", "Text me a code", "Use my password" }));
        Assert.That(ui.Emulator.Outbox.Messages, Is.Empty, "nothing is sent before it is chosen");
    }

    [Test]
    public async Task Only_what_the_pool_allows_is_offered()
    {
        await using HostedUi ui = await HostedUi.StartAsync(pool: new UserPoolSettings { AllowedFirstAuthFactors = ["PASSWORD", "SMS_OTP"] });

        await ToChoiceAsync(ui);

        Assert.That(Buttons(ui), Is.EqualTo(new[] { "Text me a code", "Use my password" }));
    }

    [Test]
    public async Task Enter_still_signs_in_with_the_password_and_the_hint_is_the_name()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        await ui.AuthorizeAsync(("login_hint", "ana"));

        Assert.That(Buttons(ui)[..2], Is.EqualTo(new[] { "Sign in", Button }), "the first button is the one that Enter presses");
        await ui.Browser.SubmitAsync(Button);
        Assert.That(ui.Browser.Document.QuerySelector("main")!.TextContent, Does.Contain("You sign in as ana."));
    }

    [Test]
    public async Task Without_a_name_there_is_nothing_to_choose_from()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        await ToChoiceAsync(ui, " ");

        Assert.That((ui.Browser.Title, ui.Browser.Error), Is.EqualTo(("Sign in", "Say who you are first.")));
        Assert.That(ui.Browser.Document.QuerySelectorAll("[aria-invalid]").Select(input => input.Id), Is.EqualTo(new[] { "username" }));
    }

    [Test]
    public async Task From_the_choice_back_to_the_password()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ToChoiceAsync(ui);

        await ui.Browser.SubmitAsync("Use my password");
        Assert.That((ui.Browser.Title, ui.Browser.Value("username")), Is.EqualTo(("Sign in", "ana")));
        await ui.LogInAsync();

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [TestCase("WEB_AUTHN")]
    [TestCase("PASSWORD_SRP")]
    [TestCase("nonsense")]
    [TestCase("")]
    public async Task What_was_not_offered_cannot_be_chosen(string factor)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ToChoiceAsync(ui);

        await ui.Browser.PostAsync(ui.Browser.Location.ToString(), ("_csrf", ui.Browser.Value("_csrf")!), ("factor", factor));

        Assert.That((ui.Browser.Left, ui.Browser.Title, ui.Browser.Error), Is.EqualTo(((string?)null, "Choose how to sign in", $"{factor} is not an available challenge.".Trim())));
    }

    [Test]
    public async Task What_is_gone_since_it_was_offered_cannot_be_chosen()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ToChoiceAsync(ui);
        await ui.Wire.AdminCallAsync("AdminUpdateUserAttributes", "ana", new JsonObject { ["UserAttributes"] = new JsonArray(new JsonObject { ["Name"] = "email_verified", ["Value"] = "false" }) });

        await ui.Browser.SubmitAsync("Email me a code");

        Assert.That(ui.Browser.Error, Is.EqualTo("EMAIL_OTP is not an available challenge."));
        Assert.That(ui.Emulator.Outbox.Messages, Is.Empty);
    }

    [Test]
    public async Task Whether_a_user_exists_does_not_show_where_the_client_hides_it()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Pool.AddUser("ben", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ben@example.com" });

        string existing = await WalkAsync("ben");
        string missing = await WalkAsync("bob");

        Assert.That(missing.Replace("bob", "ben", StringComparison.Ordinal), Is.EqualTo(existing));
        Assert.That(ui.Emulator.Outbox.Messages.Select(message => message.Username), Is.EqualTo(new[] { "ben", "ben" }), "nobody is written to who does not exist");

        async Task<string> WalkAsync(string username)
        {
            await ToChoiceAsync(ui, username);
            string seen = Seen();
            await ui.Browser.SubmitAsync("Email me a code");
            seen += Seen();
            await ui.Browser.SubmitAsync("Sign in", ("code", "00000000"));
            seen += Seen();
            await ui.Browser.SubmitAsync("Send a new code");
            seen += Seen();
            await ui.Browser.SubmitAsync(Button);
            seen += Seen();
            await ui.Browser.SubmitAsync("Use my password");
            return seen + Seen();
        }

        // An address is masked to its first letters, which may be those of anybody.
        string Seen() => $"{ui.Browser.Status} {ui.Browser.Location.AbsolutePath} {System.Text.RegularExpressions.Regex.Replace(ui.Browser.Document.QuerySelector("main")!.TextContent, @"\w\*\*\*@\w\*\*\*", "(address)")}";
    }

    [Test]
    public async Task Where_the_client_tells_the_page_does()
    {
        await using HostedUi ui = await HostedUi.StartAsync(new AppClientSettings { CallbackURLs = [HostedUi.Callback], PreventUserExistenceErrors = "LEGACY" });

        await ToChoiceAsync(ui, "nobody");

        Assert.That((ui.Browser.Title, ui.Browser.Error, ui.Browser.Value("username")), Is.EqualTo(("Sign in", "User does not exist.", "nobody")));
    }

    [Test]
    public async Task Who_has_a_second_factor_or_a_temporary_password_has_no_other_way([Values] bool temporary)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        if (temporary)
        {
            ui.Ana.SetTemporaryPassword("Temp0rary!");
        }
        else
        {
            ui.Ana.EnableTotpMfa();
        }

        await ToChoiceAsync(ui);

        Assert.That((ui.Browser.Title, ui.Browser.Value("username")), Is.EqualTo(("Sign in", "ana")));
        Assert.That(ui.Browser.Document.QuerySelector("[role=status]")!.TextContent, Is.EqualTo("There is no other way here. Please use your password."));
    }

    private static IEnumerable<TestCaseData> PasswordOnly()
    {
        yield return new TestCaseData(new UserPoolSettings { Mfa = MfaMode.On }, null).SetArgDisplayNames("a second factor is required");
        yield return new TestCaseData(new UserPoolSettings { AllowedFirstAuthFactors = ["PASSWORD"] }, null).SetArgDisplayNames("the pool allows passwords only");
        yield return new TestCaseData(new UserPoolSettings(), new AppClientSettings { CallbackURLs = [HostedUi.Callback], ExplicitAuthFlows = ["ALLOW_USER_SRP_AUTH"] }).SetArgDisplayNames("the client does not allow USER_AUTH");
    }

    [TestCaseSource(nameof(PasswordOnly))]
    public async Task Where_passwords_are_all_there_is_nothing_else_is_offered_or_taken(UserPoolSettings pool, AppClientSettings? client)
    {
        await using HostedUi ui = await HostedUi.StartAsync(client, pool);

        await ui.AuthorizeAsync();
        Assert.That(Buttons(ui), Is.EqualTo(new[] { "Sign in" }));
        await ui.Browser.PostAsync(ui.Url("login"), ("_csrf", ui.Browser.Value("_csrf")!), ("username", "ana"), ("another", "1"));

        Assert.That((ui.Browser.Left, ui.Browser.Title, ui.Browser.Error), Is.EqualTo(((string?)null, "Sign in", "The application lets users sign in with a password only.")));
    }

    [TestCase(PasswordlessMfa.Follows)]
    [TestCase(PasswordlessMfa.Skipped)]
    public async Task Whether_a_second_factor_follows_a_code_is_the_setting_of_the_API(PasswordlessMfa setting)
    {
        await using HostedUi ui = await HostedUi.StartAsync(unsettled: new UnsettledBehaviour { PasswordlessMfa = setting });
        ui.Ana.EnableTotpMfa();
        await ToChoiceAsync(ui);
        await ui.Browser.SubmitAsync("Email me a code");

        await ui.Browser.SubmitAsync("Sign in", ("code", ui.Emulator.Outbox.LatestCode("ana")));
        if (setting == PasswordlessMfa.Follows)
        {
            Assert.That(ui.Browser.Title, Is.EqualTo("One more step"));
            await ui.Browser.SubmitAsync("Sign in", ("code", ui.Ana.CurrentTotpCode()));
        }

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task Who_has_not_confirmed_yet_comes_to_that_code_first()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.Wire.SignUpAsync("ben", email: "ben@example.com");

        await ToChoiceAsync(ui, "ben");

        Assert.That(ui.Browser.Title, Is.EqualTo("Confirm your account"));
    }

    [Test]
    public async Task A_form_without_the_browsers_token_begins_nothing_and_chooses_nothing()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ui.AuthorizeAsync();

        await ui.Browser.PostAsync(ui.Url("login"), ("_csrf", "forged"), ("username", "ana"), ("another", "1"));
        Assert.That((ui.Browser.Status, ui.Browser.Title), Is.EqualTo((HttpStatusCode.Forbidden, "Sign in")));
        await ToChoiceAsync(ui);
        await ui.Browser.PostAsync(ui.Browser.Location.ToString(), ("_csrf", "forged"), ("factor", "EMAIL_OTP"));

        Assert.That((ui.Browser.Status, ui.Browser.Title), Is.EqualTo((HttpStatusCode.Forbidden, "Choose how to sign in")));
        Assert.That(ui.Emulator.Outbox.Messages, Is.Empty);
    }

    [Test]
    public async Task The_triggers_of_a_sign_in_see_this_one_too()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        var seen = new List<string>();
        ui.Pool.Triggers.PreAuthentication = e =>
        {
            seen.Add(e.TriggerSource);
            return e.UserNotFound ? throw new TriggerRefusedException("not you") : e;
        };
        ui.Pool.Triggers.PostAuthentication = e =>
        {
            seen.Add(e.TriggerSource);
            return e;
        };

        await ToChoiceAsync(ui, "nobody");
        Assert.That(ui.Browser.Error, Does.Contain("not you"));
        await ToChoiceAsync(ui);
        await ui.Browser.SubmitAsync("Email me a code");
        await ui.Browser.SubmitAsync("Sign in", ("code", ui.Emulator.Outbox.LatestCode("ana")));

        Assert.That(seen, Is.EqualTo(new[] { "PreAuthentication_Authentication", "PreAuthentication_Authentication", "PostAuthentication_Authentication" }));
    }

    /// <summary>From the application over the login page to the choice.</summary>
    internal static async Task ToChoiceAsync(HostedUi ui, string username = "ana", params (string Name, string Value)[] parameters)
    {
        await ui.AuthorizeAsync(parameters);
        await ui.Browser.SubmitAsync(Button, ("username", username));
    }

    private static string[] Buttons(HostedUi ui) => [.. ui.Browser.Document.QuerySelectorAll("button").Select(button => button.TextContent)];
}
