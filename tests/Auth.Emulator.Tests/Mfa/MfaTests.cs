using System.Net;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class MfaTests
{
    private const string Mismatch = "Invalid code or auth state for the user.";

    [TestCase("SMS_MFA", "SMS", "+*******9934", "^[0-9]{6}$")]
    [TestCase("EMAIL_OTP", "EMAIL", "a***@e***", "^[0-9]{8}$")]
    public async Task A_sent_code_completes_the_sign_in(string factor, string medium, string destination, string form)
    {
        await using Wire wire = await StartAsync(factor);

        WireAnswer asked = (await wire.SrpSignInAsync("ana", "Passw0rd!")).MustSucceed();
        Assert.That(asked.Challenge, Is.EqualTo(factor));
        Assert.That(asked.Parameter("CODE_DELIVERY_DELIVERY_MEDIUM"), Is.EqualTo(medium));
        Assert.That(asked.Parameter("CODE_DELIVERY_DESTINATION"), Is.EqualTo(destination));
        Assert.That(asked.Parameter("USER_ID_FOR_SRP"), Is.EqualTo(factor == "EMAIL_OTP" ? null : "ana"), "an e-mail challenge does not repeat whom it is for");
        string code = wire.Emulator.Outbox.LatestCode("ana");
        Assert.That(code, Does.Match(form));

        Assert.That((await AnswerAsync(wire, factor, asked.Session, code)).MustSucceed().Tokens, Is.Not.Null);
    }

    [TestCase("SMS_MFA")]
    [TestCase("EMAIL_OTP")]
    [TestCase("SOFTWARE_TOKEN_MFA")]
    public async Task Wrong_codes_leave_the_session_usable(string factor)
    {
        await using Wire wire = await StartAsync(factor);
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Passw0rd!");
        string code = RightCode(wire, factor);
        string wrong = Wrong(wire, code);
        for (int i = 0; i < 6; i++)
        {
            (await AnswerAsync(wire, factor, asked.Session, wrong)).MustBe("CodeMismatchException", Mismatch);
        }

        (await AnswerAsync(wire, factor, asked.Session, code)).MustSucceed();
        (await AnswerAsync(wire, factor, asked.Session, code)).MustBe("NotAuthorizedException", "Invalid session for the user, session can only be used once.");
    }

    [Test]
    public async Task The_text_for_a_wrong_SMS_code_is_a_setting()
    {
        await using Wire wire = await StartAsync("SMS_MFA", new UnsettledBehaviour { SmsMfaMismatchMessage = "Invalid code received for user" });
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Passw0rd!");

        (await AnswerAsync(wire, "SMS_MFA", asked.Session, "x")).MustBe("CodeMismatchException", "Invalid code received for user");
    }

    [Test]
    public async Task A_code_ends_with_its_session()
    {
        await using Wire wire = await StartAsync("SMS_MFA");
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Passw0rd!");
        string code = wire.Emulator.Outbox.LatestCode("ana");
        wire.Emulator.Clock.Advance(TimeSpan.FromMinutes(3));

        (await AnswerAsync(wire, "SMS_MFA", asked.Session, code)).MustBe("NotAuthorizedException", "Invalid session for the user, session is expired.");
    }

    [TestCase(-2, false)]
    [TestCase(-1, true)]
    [TestCase(0, true)]
    [TestCase(1, true)]
    [TestCase(2, false)]
    public async Task An_app_code_may_be_one_step_early_or_late(int steps, bool accepted)
    {
        await using Wire wire = await StartAsync("SOFTWARE_TOKEN_MFA");
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Passw0rd!");
        Assert.That(asked.Parameter("USER_ID_FOR_SRP"), Is.EqualTo("ana"));
        Assert.That(asked.Json["ChallengeParameters"]!.AsObject().ContainsKey("FRIENDLY_DEVICE_NAME"), Is.True);

        WireAnswer answer = await AnswerAsync(wire, "SOFTWARE_TOKEN_MFA", asked.Session, wire.Pool.FindUser("ana")!.CurrentTotpCode(steps));

        Assert.That(answer.Status == HttpStatusCode.OK, Is.EqualTo(accepted), answer.Text);
    }

    [Test]
    public async Task An_app_code_works_once()
    {
        await using Wire wire = await StartAsync("SOFTWARE_TOKEN_MFA");
        string code = wire.Pool.FindUser("ana")!.CurrentTotpCode();
        (await AnswerAsync(wire, "SOFTWARE_TOKEN_MFA", (await wire.PasswordSignInAsync("ana", "Passw0rd!")).Session, code)).MustSucceed();

        WireAnswer again = await AnswerAsync(wire, "SOFTWARE_TOKEN_MFA", (await wire.PasswordSignInAsync("ana", "Passw0rd!")).Session, code);

        again.MustBe("ExpiredCodeException", "Your software token has already been used once.");
    }

    [Test]
    public void App_codes_follow_RFC_6238()
    {
        // The RFC's times, with the emulator's own secret computed a second way from its base32 form.
        var clock = new EmulatorClock(DateTimeOffset.FromUnixTimeSeconds(1111111109));
        var factor = new TotpFactor(clock, 32);
        Assert.That(factor.SecretCode, Has.Length.EqualTo(52).And.Match("^[A-Z2-7]+$"));

        Assert.That(factor.CodeAt(0), Is.EqualTo(Totp.Code(factor.SecretCode, 1111111109)));
        Assert.That(factor.CodeAt(1), Is.EqualTo(Totp.Code(factor.SecretCode, 1111111139)));
        Assert.That(Totp.Code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 1111111109), Is.EqualTo("081804"), "appendix B, last six digits");
    }

    [Test]
    public async Task With_several_factors_the_user_chooses()
    {
        await using Wire wire = await StartAsync("SMS_MFA");
        wire.Pool.FindUser("ana")!.EnableTotpMfa();

        WireAnswer asked = (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustSucceed();
        Assert.That(asked.Challenge, Is.EqualTo("SELECT_MFA_TYPE"));
        Assert.That(asked.Parameter("MFAS_CAN_CHOOSE"), Is.EqualTo("""["SMS_MFA","SOFTWARE_TOKEN_MFA"]"""));
        (await ChooseAsync("EMAIL_OTP")).MustBe("MFAMethodNotFoundException", "MFA method EMAIL_OTP is not available for the user.");
        WireAnswer chosen = (await ChooseAsync("SOFTWARE_TOKEN_MFA")).MustSucceed();

        Assert.That(chosen.Challenge, Is.EqualTo("SOFTWARE_TOKEN_MFA"));
        (await AnswerAsync(wire, "SOFTWARE_TOKEN_MFA", chosen.Session, RightCode(wire, "SOFTWARE_TOKEN_MFA"))).MustSucceed();

        Task<WireAnswer> ChooseAsync(string name) => wire.RespondAsync("SELECT_MFA_TYPE", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["ANSWER"] = name });
    }

    [Test]
    public async Task A_preferred_factor_is_asked_for_at_once()
    {
        await using Wire wire = await StartAsync("SMS_MFA");
        wire.Pool.FindUser("ana")!.EnableTotpMfa();
        wire.Pool.FindUser("ana")!.PreferMfa("SOFTWARE_TOKEN_MFA");

        Assert.That((await wire.PasswordSignInAsync("ana", "Passw0rd!")).Challenge, Is.EqualTo("SOFTWARE_TOKEN_MFA"));
    }

    [TestCase(MfaMode.Off, MfaFactors.All, null)]
    [TestCase(MfaMode.Optional, MfaFactors.Email, null)]
    [TestCase(MfaMode.Optional, MfaFactors.Sms, "SMS_MFA")]
    [TestCase(MfaMode.On, MfaFactors.Sms, "SMS_MFA")]
    [TestCase(MfaMode.On, MfaFactors.Email, "EMAIL_OTP")]
    [TestCase(MfaMode.On, MfaFactors.Totp, "MFA_SETUP")]
    public async Task The_pool_decides_what_is_asked(MfaMode mode, MfaFactors factors, string? challenge)
    {
        await using Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { Mfa = mode, MfaFactors = factors });
        wire.Pool.AddUser("ana", "Passw0rd!", Addresses).EnableSmsMfa();

        WireAnswer answer = (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustSucceed();

        Assert.That(answer.Challenge, Is.EqualTo(challenge));
    }

    [Test]
    public async Task A_pool_that_demands_a_factor_offers_to_set_up_what_can_be_set_up()
    {
        await using Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { Mfa = MfaMode.On });
        wire.Pool.AddUser("ana", "Passw0rd!");

        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Passw0rd!");

        Assert.That(asked.Challenge, Is.EqualTo("MFA_SETUP"));
        Assert.That(asked.Parameter("MFAS_CAN_SETUP"), Is.EqualTo("""["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]"""));
    }

    [Test]
    public async Task GetUser_lists_the_factors()
    {
        await using Wire wire = await StartAsync("SMS_MFA");
        wire.Pool.FindUser("ana")!.PreferMfa("SMS_MFA");
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Passw0rd!");
        WireAnswer signedIn = await AnswerAsync(wire, "SMS_MFA", asked.Session, wire.Emulator.Outbox.LatestCode("ana"));

        WireAnswer user = (await wire.GetUserAsync((string)signedIn.Tokens["AccessToken"]!)).MustSucceed();

        Assert.That(user.Json["UserMFASettingList"]!.ToJsonString(), Is.EqualTo("""["SMS_MFA"]"""));
        Assert.That((string)user.Json["PreferredMfaSetting"]!, Is.EqualTo("SMS_MFA"));
    }

    private static Dictionary<string, string> Addresses => new() { ["email"] = "ana@example.com", ["phone_number"] = "+15559999934" };

    private static async Task<Wire> StartAsync(string factor, UnsettledBehaviour? unsettled = null)
    {
        Wire wire = await Wire.StartAsync(unsettled: unsettled);
        EmulatedUser ana = wire.Pool.AddUser("ana", "Passw0rd!", Addresses);
        switch (factor)
        {
            case "SMS_MFA":
                ana.EnableSmsMfa();
                break;
            case "EMAIL_OTP":
                ana.EnableEmailMfa();
                break;
            default:
                ana.EnableTotpMfa();
                break;
        }

        return wire;
    }

    private static string RightCode(Wire wire, string factor) =>
        factor == "SOFTWARE_TOKEN_MFA" ? wire.Pool.FindUser("ana")!.CurrentTotpCode() : wire.Emulator.Outbox.LatestCode("ana");

    // A code that is neither the right one nor that of a neighbouring step.
    private static string Wrong(Wire wire, string right)
    {
        EmulatedUser ana = wire.Pool.FindUser("ana")!;
        string[] taken = right.Length == 6 && wire.Emulator.Outbox.Messages.Count == 0 ? [right, ana.CurrentTotpCode(-1), ana.CurrentTotpCode(1)] : [right];
        return Enumerable.Range(0, 4).Select(n => n.ToString($"D{right.Length}", System.Globalization.CultureInfo.InvariantCulture)).First(code => !taken.Contains(code));
    }

    private static Task<WireAnswer> AnswerAsync(Wire wire, string factor, string session, string code) =>
        wire.RespondAsync(factor, session, new JsonObject { ["USERNAME"] = "ana", [$"{factor}_CODE"] = code });
}
