using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Accounts without a password, and signing in with the session of a sign-up.</summary>
public sealed class PasswordlessTests
{
    private const string NoPassword = "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null";
    private const string WrongPassword = "Incorrect username or password.";

    [Test]
    public async Task Someone_signs_up_without_a_password_and_is_signed_in_without_a_second_code()
    {
        await using Wire wire = await Wire.StartAsync();
        WireAnswer signedUp = (await SignUpAsync(wire)).MustSucceed();
        WireAnswer confirmed = (await ConfirmAsync(wire, signedUp.Session)).MustSucceed();
        int sent = wire.Emulator.Outbox.Messages.Count;

        WireAnswer signedIn = (await AutoSignInAsync(wire, confirmed.Session)).MustSucceed();

        Assert.That((string)new Jwt((string)signedIn.Tokens["IdToken"]!).Claims["cognito:username"]!, Is.EqualTo("ana"));
        Assert.That(wire.Emulator.Outbox.Messages, Has.Count.EqualTo(sent));
        (await AutoSignInAsync(wire, confirmed.Session)).MustBe("NotAuthorizedException", "Invalid session for the user, session can only be used once.");
        Assert.That(ChoiceTests.Available(await ChoiceTests.UserAuthAsync(wire)), Is.EqualTo(new[] { "EMAIL_OTP" }));
        (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustBe("NotAuthorizedException", WrongPassword);
        (await wire.SrpSignInAsync("ana", "Passw0rd!")).MustBe("NotAuthorizedException", WrongPassword);
    }

    [TestCase("EMAIL_OTP", true)]
    [TestCase("SMS_OTP", true)]
    [TestCase("PASSWORD", false)]
    public async Task The_session_serves_for_codes_only(string preferred, bool serves)
    {
        await using Wire wire = await Wire.StartAsync();
        await wire.SignUpAsync("ana");
        string session = (await ConfirmAsync(wire)).MustSucceed().Session;

        WireAnswer answer = (await AutoSignInAsync(wire, session, preferred)).MustSucceed();

        Assert.That(answer.Challenge, Is.EqualTo(serves ? null : "PASSWORD"));
    }

    [Test]
    public async Task A_session_that_no_code_has_confirmed_does_not_sign_in()
    {
        await using Wire wire = await Wire.StartAsync();
        WireAnswer signedUp = await wire.SignUpAsync("ana");

        (await AutoSignInAsync(wire, signedUp.Session)).MustBe("UserNotConfirmedException", "User is not confirmed.");
        (await ConfirmAsync(wire)).MustSucceed();
        (await AutoSignInAsync(wire, signedUp.Session)).MustBe("NotAuthorizedException", "Invalid session for the user.");
    }

    [Test]
    public async Task Someone_confirmed_at_sign_up_is_signed_in_with_its_session()
    {
        await using Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { AutoConfirmSignUps = true });

        (await AutoSignInAsync(wire, (await wire.SignUpAsync("ana")).MustSucceed().Session)).MustSucceed();
    }

    [Test]
    public async Task A_session_is_of_one_user_one_client_and_its_time()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Pool.AddUser("bob", "Passw0rd!");
        await wire.SignUpAsync("ana");
        string session = (await ConfirmAsync(wire)).Session;
        EmulatedAppClient own = wire.Client;

        (await AutoSignInAsync(wire, session, username: "bob")).MustBe("NotAuthorizedException", "Invalid session for the user.");
        wire.Client = wire.Pool.AddClient();
        (await AutoSignInAsync(wire, session)).MustBe("NotAuthorizedException", "Invalid session for the user.");
        wire.Client = own;
        (await AutoSignInAsync(wire, new string('x', 40))).MustBe("NotAuthorizedException", "Invalid session for the user.");
        wire.Emulator.Clock.Advance(TimeSpan.FromMinutes(3));
        (await AutoSignInAsync(wire, session)).MustBe("NotAuthorizedException", "Invalid session for the user, session is expired.");
    }

    [Test]
    public async Task A_session_of_a_challenge_is_none_of_a_sign_up_and_the_other_way_round()
    {
        await using Wire wire = await Wire.StartAsync();
        await wire.SignUpAsync("ana");
        string session = (await ConfirmAsync(wire)).Session;
        WireAnswer asked = await ChoiceTests.UserAuthAsync(wire);

        (await AutoSignInAsync(wire, asked.Session)).MustBe("NotAuthorizedException", "Invalid session for the user.");
        (await wire.RespondAsync("SELECT_CHALLENGE", session, new JsonObject { ["USERNAME"] = "ana", ["ANSWER"] = "EMAIL_OTP" })).MustBe("NotAuthorizedException", "Invalid session for the user.");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Whether_an_old_session_is_refused_when_confirming_is_a_setting(bool refused)
    {
        await using Wire wire = await Wire.StartAsync(unsettled: new UnsettledBehaviour { ConfirmSignUpRefusesExpiredSession = refused });
        string session = (await wire.SignUpAsync("ana")).Session;
        wire.Emulator.Clock.Advance(TimeSpan.FromMinutes(4));

        WireAnswer answer = await ConfirmAsync(wire, session);

        Assert.That(answer.ErrorMessage, Is.EqualTo(refused ? "Invalid session for the user, session is expired." : null));
    }

    [Test]
    public async Task The_session_of_a_sign_up_is_spent_by_confirming()
    {
        await using Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { AutoConfirmSignUps = true });
        WireAnswer signedUp = await wire.SignUpAsync("ana");
        wire.Pool.FindUser("ana")!.Status = UserStatus.Unconfirmed;
        wire.Pool.FindUser("ana")!.SignUpCodes.Put("123456", TimeSpan.FromHours(1), replaceOlder: true);

        (await wire.ClientCallAsync("ConfirmSignUp", new JsonObject { ["Username"] = "ana", ["ConfirmationCode"] = "123456", ["Session"] = signedUp.Session })).MustSucceed();

        (await AutoSignInAsync(wire, signedUp.Session)).MustBe("NotAuthorizedException", "Invalid session for the user, session can only be used once.");
    }

    [Test]
    public async Task Someone_elses_session_does_not_confirm()
    {
        await using Wire wire = await Wire.StartAsync();
        string bobs = (await wire.SignUpAsync("bob", email: "bob@example.com")).Session;
        await wire.SignUpAsync("ana");

        (await ConfirmAsync(wire, bobs)).MustBe("NotAuthorizedException", "Invalid session for the user.");
        Assert.That(wire.Pool.FindUser("ana")!.Status, Is.EqualTo(UserStatus.Unconfirmed));
    }

    [TestCase("ALLOW_USER_SRP_AUTH", "PASSWORD EMAIL_OTP")]
    [TestCase("ALLOW_USER_AUTH", "PASSWORD")]
    public async Task Where_nobody_could_use_a_session_none_is_given(string flow, string factors)
    {
        await using Wire wire = await Wire.StartAsync(
            new AppClientSettings { ExplicitAuthFlows = [flow] }, new UserPoolSettings { AllowedFirstAuthFactors = factors.Split(' ') });

        Assert.That((await wire.SignUpAsync("ana")).MustSucceed().Json.ContainsKey("Session"), Is.False);
        Assert.That((await ConfirmAsync(wire)).MustSucceed().Text, Is.EqualTo("{}"));
    }

    [TestCase("PASSWORD")]
    [TestCase("PASSWORD WEB_AUTHN")]
    public async Task A_pool_without_codes_wants_a_password(string factors)
    {
        await using Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { AllowedFirstAuthFactors = factors.Split(' ') });

        (await SignUpAsync(wire)).MustBe("InvalidParameterException", NoPassword);
    }

    [Test]
    public async Task A_first_sign_in_after_the_code_asks_no_second_factor_but_the_next_does()
    {
        await using Wire wire = await Wire.StartAsync(
            pool: new UserPoolSettings { Mfa = MfaMode.On }, unsettled: new UnsettledBehaviour { PasswordlessMfa = PasswordlessMfa.Follows });
        await wire.SignUpAsync("ana");
        Assert.That((await AutoSignInAsync(wire, (await ConfirmAsync(wire)).Session)).MustSucceed().Challenge, Is.Null);

        WireAnswer next = await ChoiceTests.UserAuthAsync(wire, "PASSWORD", ("PASSWORD", "Passw0rd!"));

        Assert.That(next.MustSucceed().Challenge, Is.EqualTo("EMAIL_OTP"));
    }

    [Test]
    public async Task A_new_device_comes_with_the_first_sign_in()
    {
        await using Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { DeviceConfiguration = DeviceSignInTests.Always });
        await wire.SignUpAsync("ana");

        JsonObject tokens = (await AutoSignInAsync(wire, (await ConfirmAsync(wire)).Session)).MustSucceed().Tokens;

        Assert.That(tokens.ContainsKey("NewDeviceMetadata"), Is.True);
    }

    [TestCase("true", "SUPPRESS", "CONFIRMED")]
    [TestCase("false", "SUPPRESS", "FORCE_CHANGE_PASSWORD")]
    [TestCase("true", null, "FORCE_CHANGE_PASSWORD")]
    public async Task An_administrator_makes_accounts_without_a_password(string verified, string? action, string status)
    {
        await using Wire wire = await Wire.StartAsync();

        WireAnswer made = await wire.AdminCallAsync("AdminCreateUser", "ana", new JsonObject
        {
            ["UserAttributes"] = new JsonArray(
                new JsonObject { ["Name"] = "email", ["Value"] = "ana@example.com" }, new JsonObject { ["Name"] = "email_verified", ["Value"] = verified }),
            ["MessageAction"] = action,
        });

        Assert.That((string)made.MustSucceed().Json["User"]!["UserStatus"]!, Is.EqualTo(status));
        if (status == "CONFIRMED")
        {
            WireAnswer asked = await ChoiceTests.UserAuthAsync(wire, "EMAIL_OTP");
            (await ChoiceTests.CodeAsync(wire, asked, wire.Emulator.Outbox.LatestCode("ana"))).MustSucceed();
        }
    }

    [Test]
    public async Task A_forgotten_password_that_never_was_can_be_set()
    {
        await using Wire wire = await Wire.StartAsync();
        await SignUpAsync(wire);
        (await ConfirmAsync(wire)).MustSucceed();
        (await wire.ClientCallAsync("ForgotPassword", new JsonObject { ["Username"] = "ana" })).MustSucceed();

        (await wire.ClientCallAsync("ConfirmForgotPassword", new JsonObject
        {
            ["Username"] = "ana",
            ["ConfirmationCode"] = wire.Emulator.Outbox.LatestCode("ana"),
            ["Password"] = "N3wPassw0rd!",
        })).MustSucceed();

        (await wire.SrpSignInAsync("ana", "N3wPassw0rd!")).MustSucceed();
    }

    private static Task<WireAnswer> SignUpAsync(Wire wire) => wire.ClientCallAsync("SignUp", new JsonObject
    {
        ["Username"] = "ana",
        ["UserAttributes"] = new JsonArray(new JsonObject { ["Name"] = "email", ["Value"] = "ana@example.com" }),
    });

    private static Task<WireAnswer> ConfirmAsync(Wire wire, string? session = null) => wire.ClientCallAsync(
        "ConfirmSignUp", new JsonObject { ["Username"] = "ana", ["ConfirmationCode"] = wire.Emulator.Outbox.LatestCode("ana"), ["Session"] = session });

    private static Task<WireAnswer> AutoSignInAsync(Wire wire, string session, string? preferred = null, string username = "ana") => wire.ClientCallAsync("InitiateAuth", new JsonObject
    {
        ["AuthFlow"] = "USER_AUTH",
        ["AuthParameters"] = new JsonObject { ["USERNAME"] = username, ["PREFERRED_CHALLENGE"] = preferred },
        ["Session"] = session,
    });
}
