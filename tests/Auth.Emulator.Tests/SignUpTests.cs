using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class SignUpTests
{
    private const string WrongCode = "Invalid verification code provided, please try again.";

    [Test]
    public async Task The_answer_tells_the_sub_and_where_the_code_went()
    {
        await using Wire wire = await Wire.StartAsync();

        WireAnswer answer = (await wire.SignUpAsync("ana", email: "ana@example.com")).MustSucceed();

        Assert.That((bool)answer.Json["UserConfirmed"]!, Is.False);
        Assert.That((string)answer.Json["UserSub"]!, Is.EqualTo(wire.Pool.FindUser("ana")!.Sub).And.Match("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"));
        Assert.That(
            answer.Json["CodeDeliveryDetails"]!.ToJsonString(),
            Is.EqualTo("""{"Destination":"a***@e***","DeliveryMedium":"EMAIL","AttributeName":"email"}"""));
        Assert.That(wire.Pool.FindUser("ana")!.Attributes["email_verified"], Is.EqualTo("false"));
    }

    [Test]
    public async Task A_phone_number_that_is_verified_by_code_gets_it_by_text_message_and_is_masked()
    {
        await using Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { AutoVerifiedAttributes = ["email", "phone_number"] });

        WireAnswer answer = (await wire.ClientCallAsync("SignUp", new JsonObject
        {
            ["Username"] = "ana",
            ["Password"] = "Passw0rd!",
            ["UserAttributes"] = new JsonArray(Attribute("email", "ana@example.com"), Attribute("phone_number", "+15559999934")),
        })).MustSucceed();

        Assert.That(
            answer.Json["CodeDeliveryDetails"]!.ToJsonString(),
            Is.EqualTo("""{"Destination":"\u002B*******9934","DeliveryMedium":"SMS","AttributeName":"phone_number"}"""));
        Assert.That(wire.Emulator.Outbox.Messages.Single().Medium, Is.EqualTo(MessageMedium.Sms));
    }

    [Test]
    public async Task Nothing_is_delivered_where_nothing_is_verified_by_code()
    {
        await using Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { AutoVerifiedAttributes = [] });

        WireAnswer answer = (await wire.SignUpAsync("ana")).MustSucceed();

        Assert.That(answer.Json.ContainsKey("CodeDeliveryDetails"), Is.False);
        Assert.That(wire.Emulator.Outbox.Messages, Is.Empty);
        (await wire.ClientCallAsync("ResendConfirmationCode", new JsonObject { ["Username"] = "ana" }))
            .MustBe("NotAuthorizedException", "Cannot resend codes. Auto verification not turned on.");
    }

    [Test]
    public async Task A_pool_can_confirm_at_once()
    {
        await using Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { AutoConfirmSignUps = true });

        WireAnswer answer = (await wire.SignUpAsync("ana")).MustSucceed();

        Assert.That((bool)answer.Json["UserConfirmed"]!, Is.True);
        Assert.That(wire.Pool.FindUser("ana")!.Status, Is.EqualTo(UserStatus.Confirmed));
    }

    [TestCase("Sh0rt!", "Password not long enough")]
    [TestCase("passw0rd!", "Password must have uppercase characters")]
    [TestCase("PASSW0RD!", "Password must have lowercase characters")]
    [TestCase("Password!", "Password must have numeric characters")]
    [TestCase("Passw0rds", "Password must have symbol characters")]
    public async Task A_weak_password_is_refused_with_what_it_lacks(string password, string lack)
    {
        await using Wire wire = await Wire.StartAsync();

        (await wire.SignUpAsync("ana", password)).MustBe("InvalidPasswordException", $"Password did not conform with policy: {lack}");
        Assert.That(wire.Pool.FindUser("ana"), Is.Null);
    }

    [TestCase("ana")]
    [TestCase("ANA")]
    public async Task A_name_that_is_taken_is_refused(string name)
    {
        await using Wire wire = await Wire.StartAsync();
        (await wire.SignUpAsync("ana")).MustSucceed();

        (await wire.SignUpAsync(name)).MustBe("UsernameExistsException", "User already exists");
    }

    [Test]
    public async Task Names_may_differ_by_case_where_the_pool_says_so()
    {
        await using Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { UsernamesAreCaseSensitive = true });
        (await wire.SignUpAsync("ana")).MustSucceed();

        (await wire.SignUpAsync("Ana")).MustSucceed();
    }

    [TestCase("email", "no-address", "InvalidParameterException", "Invalid email address format.")]
    [TestCase("phone_number", "555 0100", "InvalidParameterException", "Invalid phone number format.")]
    [TestCase("shoe_size", "42", "InvalidParameterException", "Attributes did not conform to the schema: Type for attribute {shoe_size} could not be determined")]
    [TestCase("email_verified", "true", "NotAuthorizedException", "A client attempted to write unauthorized attribute")]
    [TestCase("sub", "mine", "NotAuthorizedException", "A client attempted to write unauthorized attribute")]
    [TestCase("custom:a_name_that_is_far_too_long_here", "x", "InvalidParameterException", "1 validation error detected: Value at 'userAttributes.1.member.name' failed to satisfy constraint: Member must have length less than or equal to 32")]
    public async Task A_bad_attribute_is_refused(string name, string value, string code, string message)
    {
        await using Wire wire = await Wire.StartAsync();

        WireAnswer answer = await wire.ClientCallAsync("SignUp", new JsonObject
        {
            ["Username"] = "ana",
            ["Password"] = "Passw0rd!",
            ["UserAttributes"] = new JsonArray(Attribute(name, value)),
        });

        answer.MustBe(code, message);
    }

    [TestCase(2048, true)]
    [TestCase(2049, false)]
    public async Task An_attribute_may_have_2048_characters(int length, bool allowed)
    {
        await using Wire wire = await Wire.StartAsync();

        WireAnswer answer = await wire.ClientCallAsync("SignUp", new JsonObject
        {
            ["Username"] = "ana",
            ["Password"] = "Passw0rd!",
            ["UserAttributes"] = new JsonArray(Attribute("name", new string('x', length))),
        });

        Assert.That(answer.ErrorCode, Is.EqualTo(allowed ? null : "InvalidParameterException"));
    }

    [Test]
    public async Task A_required_attribute_must_be_there()
    {
        await using Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { RequiredAttributes = ["email"] });

        (await wire.SignUpAsync("ana", email: null))
            .MustBe("InvalidParameterException", "Attributes did not conform to the schema: email: The attribute is required");
    }

    [Test]
    public async Task The_code_confirms_the_user_and_the_address()
    {
        await using Wire wire = await Wire.StartAsync(new AppClientSettings { ExplicitAuthFlows = ["ALLOW_USER_SRP_AUTH"] });
        await wire.SignUpAsync("ana");

        WireAnswer answer = (await wire.ConfirmSignUpAsync("ana", wire.Emulator.Outbox.LatestCode("ana"))).MustSucceed();

        Assert.That(answer.Text, Is.EqualTo("{}"));
        Assert.That(wire.Pool.FindUser("ana")!.Status, Is.EqualTo(UserStatus.Confirmed));
        Assert.That(wire.Pool.FindUser("ana")!.Attributes["email_verified"], Is.EqualTo("true"));
    }

    [Test]
    public async Task A_wrong_code_is_refused_and_the_right_one_still_works()
    {
        await using Wire wire = await Wire.StartAsync();
        await wire.SignUpAsync("ana");
        string code = wire.Emulator.Outbox.LatestCode("ana");

        (await wire.ConfirmSignUpAsync("ana", Other(code))).MustBe("CodeMismatchException", WrongCode);
        (await wire.ConfirmSignUpAsync("ana", code)).MustSucceed();
    }

    [Test]
    public async Task A_code_lives_for_24_hours()
    {
        await using Wire wire = await Wire.StartAsync();
        await wire.SignUpAsync("ana");
        wire.Emulator.Clock.Advance(TimeSpan.FromHours(24));

        (await wire.ConfirmSignUpAsync("ana", wire.Emulator.Outbox.LatestCode("ana")))
            .MustBe("ExpiredCodeException", "Invalid code provided, please request a code again.");
    }

    [Test]
    public async Task A_confirmed_user_cannot_be_confirmed_or_get_a_new_code()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Pool.AddUser("ana", "Passw0rd!");

        (await wire.ConfirmSignUpAsync("ana", "123456")).MustBe("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED");
        (await wire.ClientCallAsync("ResendConfirmationCode", new JsonObject { ["Username"] = "ana" }))
            .MustBe("InvalidParameterException", "User is already confirmed.");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_new_code_replaces_the_older_one_unless_set_otherwise(bool replaces)
    {
        await using Wire wire = await Wire.StartAsync(unsettled: new UnsettledBehaviour { NewCodeReplacesOlder = replaces });
        await wire.SignUpAsync("ana");
        string older = wire.Emulator.Outbox.LatestCode("ana");
        do
        {
            WireAnswer resent = (await wire.ClientCallAsync("ResendConfirmationCode", new JsonObject { ["Username"] = "ana" })).MustSucceed();
            Assert.That((string)resent.Json["CodeDeliveryDetails"]!["Destination"]!, Is.EqualTo("a***@e***"));
        }
        while (wire.Emulator.Outbox.LatestCode("ana") == older);

        WireAnswer answer = await wire.ConfirmSignUpAsync("ana", older);

        if (replaces)
        {
            answer.MustBe("CodeMismatchException", WrongCode);
            (await wire.ConfirmSignUpAsync("ana", wire.Emulator.Outbox.LatestCode("ana"))).MustSucceed();
        }
        else
        {
            answer.MustSucceed();
        }
    }

    [Test]
    public async Task Five_resends_an_hour_are_allowed()
    {
        await using Wire wire = await Wire.StartAsync();
        await wire.SignUpAsync("ana");
        Task<WireAnswer> Resend() => wire.ClientCallAsync("ResendConfirmationCode", new JsonObject { ["Username"] = "ana" });
        for (int i = 0; i < 5; i++)
        {
            (await Resend()).MustSucceed();
        }

        (await Resend()).MustBe("LimitExceededException", "Attempt limit exceeded, please try after some time.");
        wire.Emulator.Clock.Advance(TimeSpan.FromHours(1));
        (await Resend()).MustSucceed();
    }

    [Test]
    public async Task Fifteen_guesses_an_hour_are_allowed()
    {
        await using Wire wire = await Wire.StartAsync();
        await wire.SignUpAsync("ana");
        string code = wire.Emulator.Outbox.LatestCode("ana");
        for (int i = 0; i < 15; i++)
        {
            (await wire.ConfirmSignUpAsync("ana", Other(code))).MustBe("CodeMismatchException", WrongCode);
        }

        (await wire.ConfirmSignUpAsync("ana", code)).MustBe("LimitExceededException", "Attempt limit exceeded, please try after some time.");
        wire.Emulator.Clock.Advance(TimeSpan.FromHours(1));
        (await wire.ConfirmSignUpAsync("ana", code)).MustSucceed();
    }

    private static JsonObject Attribute(string name, string value) => new() { ["Name"] = name, ["Value"] = value };

    private static string Other(string code) => code == "000000" ? "000001" : "000000";
}
