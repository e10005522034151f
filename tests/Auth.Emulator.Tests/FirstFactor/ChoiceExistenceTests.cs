using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>What USER_AUTH tells about accounts: those that do not exist, and those that may not sign in.</summary>
public sealed class ChoiceExistenceTests
{
    private const string WrongPassword = "Incorrect username or password.";

    [Test]
    public async Task A_legacy_client_hears_that_there_is_no_such_user()
    {
        await using Wire wire = await ChoiceTests.StartAsync(client: new AppClientSettings { PreventUserExistenceErrors = "LEGACY" });

        (await StartAsync(wire)).MustBe("UserNotFoundException", "User does not exist.");
    }

    [Test]
    public async Task A_hiding_client_offers_the_same_as_for_a_user_with_an_address()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });

        WireAnswer nobody = (await StartAsync(wire)).MustSucceed();

        Assert.That(ChoiceTests.Available(nobody), Is.EqualTo(ChoiceTests.Available(await ChoiceTests.UserAuthAsync(wire))));
        Assert.That((nobody.Challenge, nobody.Session.Length), Is.EqualTo(("SELECT_CHALLENGE", (await ChoiceTests.UserAuthAsync(wire)).Session.Length)));
        Assert.That((await StartAsync(wire, "WEB_AUTHN")).Challenge, Is.EqualTo("SELECT_CHALLENGE"));
        Assert.That((await StartAsync(wire, "SMS_OTP")).Challenge, Is.EqualTo("SELECT_CHALLENGE"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_hiding_client_pretends_to_send_a_code_and_takes_none(bool preferred)
    {
        await using Wire wire = await ChoiceTests.StartAsync();
        WireAnswer asked = preferred
            ? await StartAsync(wire, "EMAIL_OTP")
            : await wire.RespondAsync("SELECT_CHALLENGE", (await StartAsync(wire)).Session, new JsonObject { ["USERNAME"] = "nobody", ["ANSWER"] = "EMAIL_OTP" });

        Assert.That(asked.MustSucceed().Challenge, Is.EqualTo("EMAIL_OTP"));
        Assert.That(asked.Parameter("CODE_DELIVERY_DESTINATION"), Does.Match(@"^[a-z]\*\*\*@[a-z]\*\*\*$"));
        Assert.That((await StartAsync(wire, "EMAIL_OTP")).Parameter("CODE_DELIVERY_DESTINATION"), Is.EqualTo(asked.Parameter("CODE_DELIVERY_DESTINATION")), "each time the same");
        Assert.That(wire.Emulator.Outbox.Messages, Is.Empty);
        for (int i = 0; i < 2; i++)
        {
            (await ChoiceTests.CodeAsync(wire, asked, "12345678", "nobody")).MustBe("CodeMismatchException", "Invalid code or auth state for the user.");
        }
    }

    [Test]
    public async Task A_hiding_client_refuses_every_password_of_nobody()
    {
        await using Wire wire = await ChoiceTests.StartAsync();
        var srp = new MiniSrpClient();

        (await StartAsync(wire, "PASSWORD", ("PASSWORD", "Passw0rd!"))).MustBe("NotAuthorizedException", WrongPassword);
        WireAnswer asked = await StartAsync(wire, "PASSWORD");
        (await wire.RespondAsync("PASSWORD", asked.Session, new JsonObject { ["USERNAME"] = "nobody", ["PASSWORD"] = "Passw0rd!" })).MustBe("NotAuthorizedException", WrongPassword);
        WireAnswer started = await StartAsync(wire, "PASSWORD_SRP", ("SRP_A", srp.PublicHex));
        Assert.That(started.MustSucceed().Parameter("SALT"), Is.EqualTo((await StartAsync(wire, "PASSWORD_SRP", ("SRP_A", srp.PublicHex))).Parameter("SALT")));
        (await wire.ProveAsync(srp, started, "Passw0rd!")).MustBe("NotAuthorizedException", WrongPassword);
    }

    [Test]
    public async Task A_session_of_nobody_is_nobody_elses()
    {
        await using Wire wire = await ChoiceTests.StartAsync();
        WireAnswer asked = await StartAsync(wire, "EMAIL_OTP");

        (await ChoiceTests.CodeAsync(wire, asked, "12345678")).MustBe("NotAuthorizedException", "Invalid session for the user.");
    }

    [TestCase("UNCONFIRMED", null, "UserNotConfirmedException")]
    [TestCase("UNCONFIRMED", "EMAIL_OTP", "UserNotConfirmedException")]
    [TestCase("UNCONFIRMED", "PASSWORD", "UserNotConfirmedException")]
    [TestCase("RESET", null, "PasswordResetRequiredException")]
    [TestCase("DISABLED", "EMAIL_OTP", "NotAuthorizedException")]
    public async Task An_account_that_may_not_sign_in_is_told(string state, string? preferred, string code)
    {
        await using Wire wire = await ChoiceTests.StartAsync();
        EmulatedUser ana = wire.Pool.FindUser("ana")!;
        switch (state)
        {
            case "UNCONFIRMED":
                ana.Status = UserStatus.Unconfirmed;
                break;
            case "RESET":
                ana.RequirePasswordReset();
                break;
            default:
                ana.Disable();
                break;
        }

        Assert.That((await ChoiceTests.UserAuthAsync(wire, preferred, ("PASSWORD", "wrong"))).ErrorCode, Is.EqualTo(code));
    }

    [Test]
    public async Task An_account_disabled_in_between_is_told()
    {
        await using Wire wire = await ChoiceTests.StartAsync();
        WireAnswer asked = await ChoiceTests.UserAuthAsync(wire, "EMAIL_OTP");
        wire.Pool.FindUser("ana")!.Disable();

        (await ChoiceTests.CodeAsync(wire, asked, wire.Emulator.Outbox.LatestCode("ana"))).MustBe("NotAuthorizedException", "User is disabled.");
    }

    [Test]
    public async Task The_pre_authentication_trigger_is_asked_and_passwords_lock_out_as_elsewhere()
    {
        await using Wire wire = await ChoiceTests.StartAsync();
        for (int i = 0; i < 5; i++)
        {
            (await ChoiceTests.UserAuthAsync(wire, "PASSWORD", ("PASSWORD", "wrong"))).MustBe("NotAuthorizedException", WrongPassword);
        }

        (await ChoiceTests.UserAuthAsync(wire, "PASSWORD", ("PASSWORD", "Passw0rd!"))).MustBe("NotAuthorizedException", "Password attempts exceeded");
        wire.Pool.Triggers.PreAuthentication = _ => throw new TriggerRefusedException("no");
        (await ChoiceTests.UserAuthAsync(wire)).MustBe("UserLambdaValidationException", "PreAuthentication failed with error no.");
    }

    [TestCase("ana")]
    [TestCase("ana@example.com")]
    public async Task The_secret_hash_goes_over_the_name_the_client_knows(string typed)
    {
        await using Wire wire = await ChoiceTests.StartAsync(pool: new UserPoolSettings { AliasAttributes = ["email"] }, client: new AppClientSettings { GenerateSecret = true });
        (await wire.InitiateAsync("USER_AUTH", wire.WithHash("bob", new JsonObject { ["USERNAME"] = typed })))
            .MustBe("NotAuthorizedException", $"Unable to verify secret hash for client {wire.Client.Id}");
        WireAnswer asked = await wire.InitiateAsync("USER_AUTH", wire.WithHash(typed, new JsonObject { ["USERNAME"] = typed, ["PREFERRED_CHALLENGE"] = "EMAIL_OTP" }));
        string code = wire.Emulator.Outbox.LatestCode("ana");

        (await wire.RespondAsync("EMAIL_OTP", asked.Session, new JsonObject { ["USERNAME"] = typed, ["EMAIL_OTP_CODE"] = code, ["SECRET_HASH"] = "wrong" }))
            .MustBe("NotAuthorizedException", $"Unable to verify secret hash for client {wire.Client.Id}");
        (await wire.RespondAsync("EMAIL_OTP", asked.Session, wire.WithHash(typed, new JsonObject { ["USERNAME"] = typed, ["EMAIL_OTP_CODE"] = code }))).MustSucceed();
    }

    private static Task<WireAnswer> StartAsync(Wire wire, string? preferred = null, params (string Name, string Value)[] more)
    {
        var parameters = new JsonObject { ["USERNAME"] = "nobody", ["PREFERRED_CHALLENGE"] = preferred };
        foreach ((string name, string value) in more)
        {
            parameters[name] = value;
        }

        return wire.InitiateAsync("USER_AUTH", parameters);
    }
}
