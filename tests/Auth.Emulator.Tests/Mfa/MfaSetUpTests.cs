using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>MFA_SETUP: a second factor set up within the first sign-in.</summary>
public sealed class MfaSetUpTests
{
    [Test]
    public async Task An_app_is_set_up_along_the_chain_of_sessions()
    {
        await using Wire wire = await StartAsync();
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Passw0rd!");

        WireAnswer associated = (await AssociateAsync(wire, asked.Session)).MustSucceed();
        string code = wire.Emulator.TotpCode((string)associated.Json["SecretCode"]!);
        (await VerifyAsync(wire, associated.Session, "000000" == code ? "111111" : "000000"))
            .MustBe("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA");
        WireAnswer verified = (await VerifyAsync(wire, associated.Session, code)).MustSucceed();
        Assert.That((string)verified.Json["Status"]!, Is.EqualTo("SUCCESS"));
        string token = (string)(await RespondAsync(wire, verified.Session)).MustSucceed().Tokens["AccessToken"]!;

        Assert.That((await wire.GetUserAsync(token)).Json["UserMFASettingList"]!.ToJsonString(), Is.EqualTo("""["SOFTWARE_TOKEN_MFA"]"""));
        Assert.That((await wire.PasswordSignInAsync("ana", "Passw0rd!")).Challenge, Is.EqualTo("SOFTWARE_TOKEN_MFA"));
    }

    [Test]
    public async Task Each_session_of_the_chain_serves_once()
    {
        const string once = "Invalid session for the user, session can only be used once.";
        await using Wire wire = await StartAsync();
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Passw0rd!");
        WireAnswer associated = await AssociateAsync(wire, asked.Session);
        (await AssociateAsync(wire, asked.Session)).MustBe("NotAuthorizedException", once);
        WireAnswer verified = await VerifyAsync(wire, associated.Session, wire.Pool.FindUser("ana")!.PendingTotpCode());
        (await VerifyAsync(wire, associated.Session, "123456")).MustBe("NotAuthorizedException", once);
        (await RespondAsync(wire, verified.Session)).MustSucceed();
        (await RespondAsync(wire, verified.Session)).MustBe("NotAuthorizedException", once);
    }

    [Test]
    public async Task An_answer_before_the_app_is_verified_is_refused()
    {
        await using Wire wire = await StartAsync();
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Passw0rd!");
        (await RespondAsync(wire, asked.Session)).MustBe("NotAuthorizedException", "Invalid session for the user.");
        WireAnswer associated = (await AssociateAsync(wire, asked.Session)).MustSucceed();

        (await RespondAsync(wire, associated.Session)).MustBe("NotAuthorizedException", "Invalid session for the user.");
    }

    [Test]
    public async Task An_expired_session_ends_the_set_up()
    {
        await using Wire wire = await StartAsync();
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Passw0rd!");
        wire.Emulator.Clock.Advance(TimeSpan.FromMinutes(3));

        (await AssociateAsync(wire, asked.Session)).MustBe("NotAuthorizedException", "Invalid session for the user, session is expired.");
    }

    [Test]
    public async Task An_e_mail_address_is_set_up_by_a_code_sent_to_it()
    {
        await using Wire wire = await StartAsync();
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Passw0rd!");

        WireAnswer sent = (await RespondAsync(wire, asked.Session, "ana@example.com")).MustSucceed();
        Assert.That(sent.Challenge, Is.EqualTo("EMAIL_OTP"));
        Assert.That(sent.Parameter("CODE_DELIVERY_DESTINATION"), Is.EqualTo("a***@e***"));
        Assert.That(wire.Pool.FindUser("ana")!.Attributes, Does.Not.ContainKey("email"), "not before it is proved");
        (await CodeAsync(wire, sent, "0")).MustBe("CodeMismatchException", "Invalid code or auth state for the user.");
        (await CodeAsync(wire, sent, wire.Emulator.Outbox.LatestCode("ana@example.com"))).MustSucceed();

        EmulatedUser ana = wire.Pool.FindUser("ana")!;
        Assert.That((ana.Attributes["email"], ana.Attributes["email_verified"]), Is.EqualTo(("ana@example.com", "true")));
        Assert.That(ana.EnabledMfa, Is.EqualTo(new[] { "EMAIL_OTP" }));
        Assert.That((await wire.PasswordSignInAsync("ana", "Passw0rd!")).Challenge, Is.EqualTo("EMAIL_OTP"));
    }

    [Test]
    public async Task Only_what_was_offered_can_be_set_up()
    {
        await using Wire apps = await StartAsync(MfaFactors.Totp);
        WireAnswer asked = await apps.PasswordSignInAsync("ana", "Passw0rd!");
        Assert.That(asked.Parameter("MFAS_CAN_SETUP"), Is.EqualTo("""["SOFTWARE_TOKEN_MFA"]"""));
        Assert.That((await RespondAsync(apps, asked.Session, "ana@example.com")).ErrorCode, Is.EqualTo("InvalidParameterException"));

        await using Wire mails = await StartAsync(MfaFactors.Email);
        asked = await mails.PasswordSignInAsync("ana", "Passw0rd!");
        Assert.That(asked.Parameter("MFAS_CAN_SETUP"), Is.EqualTo("""["EMAIL_OTP"]"""));
        (await AssociateAsync(mails, asked.Session)).MustBe("SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool");
        (await RespondAsync(mails, asked.Session, "no address")).MustBe("InvalidParameterException", "Invalid email address format.");
        (await RespondAsync(mails, asked.Session, "ana@example.com")).MustSucceed();
    }

    [Test]
    public async Task A_set_up_comes_after_a_new_password()
    {
        await using Wire wire = await StartAsync();
        wire.Pool.FindUser("ana")!.SetTemporaryPassword("Temp0rary!");
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Temp0rary!");

        WireAnswer next = await wire.RespondAsync("NEW_PASSWORD_REQUIRED", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["NEW_PASSWORD"] = "N3wPassw0rd!" });

        Assert.That(next.Challenge, Is.EqualTo("MFA_SETUP"));
    }

    [Test]
    public async Task A_verified_app_is_asked_for_even_if_the_sign_in_that_set_it_up_was_given_up()
    {
        await using Wire wire = await StartAsync();
        WireAnswer associated = await AssociateAsync(wire, (await wire.PasswordSignInAsync("ana", "Passw0rd!")).Session);
        (await VerifyAsync(wire, associated.Session, wire.Pool.FindUser("ana")!.PendingTotpCode())).MustSucceed();

        Assert.That((await wire.PasswordSignInAsync("ana", "Passw0rd!")).Challenge, Is.EqualTo("SOFTWARE_TOKEN_MFA"));
    }

    [TestCase("email")]
    [TestCase("phone_number")]
    public async Task A_mark_of_verification_without_an_address_serves_for_nothing(string attribute)
    {
        await using Wire wire = await StartAsync();
        wire.Pool.FindUser("ana")!.SetAttribute($"{attribute}_verified", "true");

        Assert.That((await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustSucceed().Challenge, Is.EqualTo("MFA_SETUP"));
    }

    private static Task<WireAnswer> AssociateAsync(Wire wire, string session) => wire.CallAsync("AssociateSoftwareToken", new JsonObject { ["Session"] = session });

    private static Task<WireAnswer> VerifyAsync(Wire wire, string session, string code) =>
        wire.CallAsync("VerifySoftwareToken", new JsonObject { ["Session"] = session, ["UserCode"] = code });

    private static Task<WireAnswer> CodeAsync(Wire wire, WireAnswer sent, string code) =>
        wire.RespondAsync("EMAIL_OTP", sent.Session, new JsonObject { ["USERNAME"] = "ana", ["EMAIL_OTP_CODE"] = code });

    private static Task<WireAnswer> RespondAsync(Wire wire, string session, string? email = null)
    {
        var responses = new JsonObject { ["USERNAME"] = "ana" };
        if (email is not null)
        {
            responses["EMAIL"] = email;
        }

        return wire.RespondAsync("MFA_SETUP", session, responses);
    }

    private static async Task<Wire> StartAsync(MfaFactors factors = MfaFactors.All)
    {
        Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { Mfa = MfaMode.On, MfaFactors = factors });
        wire.Pool.AddUser("ana", "Passw0rd!");
        return wire;
    }
}
