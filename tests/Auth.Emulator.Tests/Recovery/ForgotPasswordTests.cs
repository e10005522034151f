using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>ForgotPassword and ConfirmForgotPassword.</summary>
public sealed class ForgotPasswordTests
{
    private const string Mismatch = "Invalid verification code provided, please try again.";
    private const string Expired = "Invalid code provided, please request a code again.";
    private const string NoContact = "Cannot reset password for the user as there is no registered/verified email or phone_number";
    private const string Limit = "Attempt limit exceeded, please try after some time.";
    private const string Unknown = "Username/client id combination not found.";

    [Test]
    public async Task A_code_lets_a_new_password_in()
    {
        await using Wire wire = await StartAsync();

        WireAnswer sent = (await ForgotAsync(wire)).MustSucceed();
        Assert.That(sent.Json["CodeDeliveryDetails"]!.ToJsonString(), Is.EqualTo("""{"Destination":"a***@e***","DeliveryMedium":"EMAIL","AttributeName":"email"}"""));
        OutboxMessage message = wire.Emulator.Outbox.Messages.Single();
        Assert.That((message.Purpose, message.Destination), Is.EqualTo((MessagePurpose.ForgotPassword, "ana@example.com")));
        Assert.That(message.Code, Does.Match("^[0-9]{6}$"));
        Assert.That((await ConfirmAsync(wire, message.Code)).MustSucceed().Text, Is.EqualTo("{}"));

        (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustBe("NotAuthorizedException", "Incorrect username or password.");
        (await wire.PasswordSignInAsync("ana", "N3wPassw0rd!")).MustSucceed();
        (await ConfirmAsync(wire, message.Code)).MustBe("ExpiredCodeException", Expired);
    }

    [Test]
    public async Task A_verified_phone_comes_before_the_address()
    {
        await using Wire wire = await StartAsync();
        wire.Pool.AddUser("bea", "Passw0rd!", new Dictionary<string, string> { ["email"] = "bea@example.com", ["phone_number"] = "+15559999934" });

        WireAnswer sent = (await ForgotAsync(wire, "bea")).MustSucceed();

        Assert.That((string)sent.Json["CodeDeliveryDetails"]!["Destination"]!, Is.EqualTo("+*******9934"));
    }

    [Test]
    public async Task Wrong_expired_and_replaced_codes_are_refused()
    {
        await using Wire wire = await StartAsync();
        (await ConfirmAsync(wire, "123456")).MustBe("ExpiredCodeException", Expired);
        await ForgotAsync(wire);
        string first = wire.Emulator.Outbox.LatestCode("ana");
        (await ConfirmAsync(wire, "x" + first[1..])).MustBe("CodeMismatchException", Mismatch);
        await ForgotAsync(wire);
        string second = wire.Emulator.Outbox.LatestCode("ana");
        (await ConfirmAsync(wire, first)).MustBe("CodeMismatchException", Mismatch);

        wire.Emulator.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        wire.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        (await ConfirmAsync(wire, second)).MustBe("ExpiredCodeException", Expired);
    }

    [Test]
    public async Task A_code_lives_for_an_hour_and_a_weak_password_does_not_use_it_up()
    {
        await using Wire wire = await StartAsync();
        await ForgotAsync(wire);
        wire.Emulator.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        string code = wire.Emulator.Outbox.LatestCode("ana");

        (await ConfirmAsync(wire, code, "short")).MustBe("InvalidPasswordException", "Password did not conform with policy: Password not long enough");
        (await ConfirmAsync(wire, code)).MustSucceed();
    }

    [Test]
    public async Task Asking_and_guessing_are_limited_per_hour()
    {
        await using Wire wire = await StartAsync();
        for (int i = 0; i < 5; i++)
        {
            (await ForgotAsync(wire)).MustSucceed();
            (await ConfirmAsync(wire, "wrong")).MustBe("CodeMismatchException", Mismatch);
        }

        (await ForgotAsync(wire)).MustBe("LimitExceededException", Limit);
        (await ConfirmAsync(wire, wire.Emulator.Outbox.LatestCode("ana"))).MustBe("LimitExceededException", Limit);
        wire.Emulator.Clock.Advance(TimeSpan.FromHours(1));
        (await ForgotAsync(wire)).MustSucceed();
        (await ConfirmAsync(wire, wire.Emulator.Outbox.LatestCode("ana"))).MustSucceed();
    }

    [Test]
    public async Task Too_many_guesses_are_failed_attempts_if_set_so()
    {
        await using Wire wire = await StartAsync(
            new UserPoolSettings { PasswordResetConfirmationsPerHour = 0 }, unsettled: new UnsettledBehaviour { TooManyResetCodesAreFailedAttempts = true });
        await ForgotAsync(wire);

        (await ConfirmAsync(wire, wire.Emulator.Outbox.LatestCode("ana"))).MustBe("TooManyFailedAttemptsException", Limit);
    }

    [Test]
    public async Task Without_a_verified_contact_there_is_no_way()
    {
        await using Wire wire = await StartAsync();
        wire.Pool.AddUser("bare", "Passw0rd!");
        wire.Pool.AddUser("unproven", "Passw0rd!", new Dictionary<string, string> { ["email"] = "u@example.com", ["email_verified"] = "false" });
        await wire.SignUpAsync("fresh", email: "fresh@example.com");

        foreach (string name in new[] { "bare", "unproven", "fresh" })
        {
            (await ForgotAsync(wire, name)).MustBe("InvalidParameterException", NoContact);
        }
    }

    [Test]
    public async Task Accounts_that_may_not_be_reset_say_why()
    {
        await using Wire wire = await StartAsync();
        EmulatedUser ana = wire.Pool.FindUser("ana")!;
        ana.SetTemporaryPassword("Temp0rary!");
        (await ForgotAsync(wire)).MustBe("NotAuthorizedException", "User password cannot be reset in the current state.");
        ana.Disable();
        (await ForgotAsync(wire)).MustBe("NotAuthorizedException", "User is disabled.");
        (await ConfirmAsync(wire, "123456")).MustBe("NotAuthorizedException", "User is disabled.");
        await wire.SignUpAsync("fresh", email: null);
        (await ConfirmAsync(wire, "123456", username: "fresh")).MustBe("UserNotConfirmedException", "User is not confirmed.");
    }

    [Test]
    public async Task The_code_of_an_administrators_reset_works_and_a_new_one_can_be_asked_for()
    {
        await using Wire wire = await StartAsync();
        (await wire.AdminCallAsync("AdminResetUserPassword", "ana")).MustSucceed();
        string first = wire.Emulator.Outbox.LatestCode("ana");
        (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustBe("PasswordResetRequiredException", "Password reset required for the user");
        (await ConfirmAsync(wire, first)).MustSucceed();
        (await wire.PasswordSignInAsync("ana", "N3wPassw0rd!")).MustSucceed();

        (await wire.AdminCallAsync("AdminResetUserPassword", "ana")).MustSucceed();
        (await ForgotAsync(wire)).MustSucceed();
        (await ConfirmAsync(wire, wire.Emulator.Outbox.LatestCode("ana"), "An0ther1!")).MustSucceed();
        (await wire.PasswordSignInAsync("ana", "An0ther1!")).MustSucceed();
    }

    [Test]
    public async Task A_legacy_client_tells_that_there_is_no_such_user()
    {
        await using Wire wire = await StartAsync(client: new AppClientSettings { PreventUserExistenceErrors = "LEGACY" });

        (await ForgotAsync(wire, "nobody")).MustBe("UserNotFoundException", Unknown);
        (await ConfirmAsync(wire, "123456", username: "nobody")).MustBe("UserNotFoundException", Unknown);
    }

    [Test]
    public async Task A_hiding_client_answers_for_nobody_as_for_a_user()
    {
        await using Wire wire = await StartAsync();
        (await ConfirmAsync(wire, "123456", username: "nobody")).MustBe("ExpiredCodeException", Expired);
        WireAnswer first = (await ForgotAsync(wire, "nobody")).MustSucceed();
        Assert.That((string)first.Json["CodeDeliveryDetails"]!["Destination"]!, Does.Match(@"^[a-z]\*{3}@[a-z]\*{3}$"));
        Assert.That((await ForgotAsync(wire, "nobody")).Text, Is.EqualTo(first.Text), "the same each time");
        Assert.That(wire.Emulator.Outbox.Messages, Is.Empty);
        (await ConfirmAsync(wire, "123456", username: "nobody")).MustBe("CodeMismatchException", Mismatch);
        for (int i = 0; i < 3; i++)
        {
            await ForgotAsync(wire, "nobody");
        }

        (await ForgotAsync(wire, "nobody")).MustBe("LimitExceededException", Limit);
    }

    [Test]
    public async Task A_client_with_a_secret_must_prove_it()
    {
        await using Wire wire = await StartAsync(client: new AppClientSettings { GenerateSecret = true });
        var forgot = new JsonObject { ["Username"] = "ana" };
        string missing = $"Client {wire.Client.Id} is configured with secret but SECRET_HASH was not received";
        (await wire.ClientCallAsync("ForgotPassword", forgot.DeepClone().AsObject())).MustBe("NotAuthorizedException", missing);
        forgot["SecretHash"] = wire.SecretHash("bea");
        (await wire.ClientCallAsync("ForgotPassword", forgot.DeepClone().AsObject())).MustBe("NotAuthorizedException", $"Unable to verify secret hash for client {wire.Client.Id}");
        forgot["SecretHash"] = wire.SecretHash("ana");
        (await wire.ClientCallAsync("ForgotPassword", forgot)).MustSucceed();

        var confirm = new JsonObject { ["Username"] = "ana", ["Password"] = "N3wPassw0rd!", ["ConfirmationCode"] = wire.Emulator.Outbox.LatestCode("ana") };
        (await wire.ClientCallAsync("ConfirmForgotPassword", confirm.DeepClone().AsObject())).MustBe("NotAuthorizedException", missing);
        confirm["SecretHash"] = wire.SecretHash("ana");
        (await wire.ClientCallAsync("ConfirmForgotPassword", confirm)).MustSucceed();
    }

    private static Task<WireAnswer> ForgotAsync(Wire wire, string username = "ana") => wire.ClientCallAsync("ForgotPassword", new JsonObject { ["Username"] = username });

    private static Task<WireAnswer> ConfirmAsync(Wire wire, string code, string password = "N3wPassw0rd!", string username = "ana") =>
        wire.ClientCallAsync("ConfirmForgotPassword", new JsonObject { ["Username"] = username, ["ConfirmationCode"] = code, ["Password"] = password });

    private static async Task<Wire> StartAsync(UserPoolSettings? pool = null, AppClientSettings? client = null, UnsettledBehaviour? unsettled = null)
    {
        Wire wire = await Wire.StartAsync(client, pool, unsettled);
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });
        return wire;
    }
}
