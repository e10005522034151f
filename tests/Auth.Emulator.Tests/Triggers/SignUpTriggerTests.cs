using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Pre sign-up and post confirmation.</summary>
public sealed class SignUpTriggerTests
{
    [Test]
    public async Task The_pre_sign_up_trigger_sees_the_request()
    {
        await using Wire wire = await Wire.StartAsync();
        PreSignUpEvent? seen = null;
        wire.Pool.Triggers.PreSignUp = told => seen = told;

        await wire.ClientCallAsync("SignUp", new JsonObject
        {
            ["Username"] = "ana",
            ["Password"] = "Passw0rd!",
            ["UserAttributes"] = new JsonArray(new JsonObject { ["Name"] = "email", ["Value"] = "ana@example.com" }),
            ["ValidationData"] = new JsonArray(new JsonObject { ["Name"] = "invite", ["Value"] = "42" }),
            ["ClientMetadata"] = new JsonObject { ["from"] = "web" },
        });

        Assert.That((seen!.TriggerSource, seen.Username, seen.ClientId, seen.UserPoolId), Is.EqualTo(("PreSignUp_SignUp", "ana", wire.Client.Id, wire.Pool.Id)));
        Assert.That(seen.UserAttributes, Is.EqualTo(new Dictionary<string, string> { ["email"] = "ana@example.com" }));
        Assert.That(seen.ValidationData, Is.EqualTo(new Dictionary<string, string> { ["invite"] = "42" }));
        Assert.That(seen.ClientMetadata, Is.EqualTo(new Dictionary<string, string> { ["from"] = "web" }));
        Assert.That(wire.Emulator.Requests.All.Single().ClientMetadata, Is.EqualTo(seen.ClientMetadata), "the log shows it too");
    }

    [Test]
    public async Task It_confirms_and_verifies_at_once_and_the_post_confirmation_trigger_hears_of_it()
    {
        await using Wire wire = await Wire.StartAsync();
        PostConfirmationEvent? confirmed = null;
        wire.Pool.Triggers.PostConfirmation = told => confirmed = told;
        wire.Pool.Triggers.PreSignUp = told =>
        {
            told.AutoConfirmUser = true;
            told.AutoVerifyEmail = true;
            return told;
        };

        WireAnswer answer = (await wire.SignUpAsync("ana")).MustSucceed();

        Assert.That((bool)answer.Json["UserConfirmed"]!, Is.True);
        Assert.That(answer.Json.ContainsKey("CodeDeliveryDetails"), Is.False);
        Assert.That(wire.Pool.FindUser("ana")!.Attributes["email_verified"], Is.EqualTo("true"));
        Assert.That(confirmed!.UserAttributes["cognito:user_status"], Is.EqualTo("CONFIRMED"));
        (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustSucceed();
    }

    [Test]
    public async Task A_refusal_leaves_no_account()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Pool.Triggers.PreSignUp = told => throw new TriggerRefusedException("Only by invitation");
        (await wire.SignUpAsync("ana")).MustBe("UserLambdaValidationException", "PreSignUp failed with error Only by invitation.");
        wire.Pool.Triggers.PreSignUp = told => throw new TimeoutException("Task timed out");
        (await wire.SignUpAsync("ana")).MustBe("UnexpectedLambdaException", "PreSignUp failed with error Task timed out.");
        wire.Pool.Triggers.PreSignUp = told => null;
        (await wire.SignUpAsync("ana")).MustBe("InvalidLambdaResponseException", "Unrecognizable lambda output");
        wire.Pool.Triggers.PreSignUp = told => new PreSignUpEvent { TriggerSource = "other", UserPoolId = "x", Username = "y" };
        (await wire.SignUpAsync("ana")).MustBe("InvalidLambdaResponseException", "Unrecognizable lambda output");
        wire.Pool.Triggers.PreSignUp = told =>
        {
            told.AutoVerifyPhone = true;
            return told;
        };
        (await wire.SignUpAsync("ana")).MustBe("InvalidLambdaResponseException", "Unrecognizable lambda output");

        Assert.That(wire.Pool.FindUser("ana"), Is.Null);
        Assert.That(wire.Emulator.Outbox.Messages, Is.Empty);
        wire.Pool.Triggers.PreSignUp = null;
        (await wire.SignUpAsync("ana")).MustSucceed();
    }

    [Test]
    public async Task Confirming_calls_the_post_confirmation_trigger()
    {
        await using Wire wire = await Wire.StartAsync();
        var sources = new List<string>();
        wire.Pool.Triggers.PostConfirmation = told =>
        {
            sources.Add($"{told.TriggerSource} {told.ClientId is not null} {told.ClientMetadata.GetValueOrDefault("k")}");
            wire.Pool.FindUser(told.Username)!.AddToGroup("members");
            return told;
        };
        await wire.SignUpAsync("ana");
        await wire.SignUpAsync("bea", email: "bea@example.com");

        await wire.ClientCallAsync("ConfirmSignUp", new JsonObject
        {
            ["Username"] = "ana", ["ConfirmationCode"] = wire.Emulator.Outbox.LatestCode("ana"), ["ClientMetadata"] = new JsonObject { ["k"] = "v" },
        });
        await wire.AdminCallAsync("AdminConfirmSignUp", "bea");
        await wire.ClientCallAsync("ForgotPassword", new JsonObject { ["Username"] = "ana" });
        (await wire.ClientCallAsync("ConfirmForgotPassword", new JsonObject
        {
            ["Username"] = "ana", ["ConfirmationCode"] = wire.Emulator.Outbox.LatestCode("ana"), ["Password"] = "N3wPassw0rd!",
        })).MustSucceed();

        Assert.That(sources, Is.EqualTo(new[] { "PostConfirmation_ConfirmSignUp True v", "PostConfirmation_ConfirmSignUp False ", "PostConfirmation_ConfirmForgotPassword True " }));
        Assert.That(new Jwt((string)(await wire.SignInAsync(password: "N3wPassw0rd!"))["IdToken"]!).Claims["cognito:groups"]!.ToJsonString(), Is.EqualTo("""["members"]"""));
    }

    [Test]
    public async Task A_failing_post_confirmation_trigger_is_told_but_changes_nothing()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Pool.Triggers.PostConfirmation = told => throw new TriggerRefusedException("No mail server");
        await wire.SignUpAsync("ana");

        (await wire.ConfirmSignUpAsync("ana", wire.Emulator.Outbox.LatestCode("ana"))).MustBe("UserLambdaValidationException", "PostConfirmation failed with error No mail server.");

        Assert.That(wire.Pool.FindUser("ana")!.Status, Is.EqualTo(UserStatus.Confirmed));
    }

    [Test]
    public async Task An_administrators_new_user_is_told_under_its_own_name()
    {
        await using Wire wire = await Wire.StartAsync();
        PreSignUpEvent? seen = null;
        wire.Pool.Triggers.PreSignUp = told =>
        {
            seen = told;
            told.AutoConfirmUser = true;
            return told;
        };
        var body = new JsonObject { ["MessageAction"] = "SUPPRESS", ["ValidationData"] = new JsonArray(new JsonObject { ["Name"] = "a", ["Value"] = "b" }) };

        (await wire.AdminCallAsync("AdminCreateUser", "ana", body)).MustSucceed();

        Assert.That((seen!.TriggerSource, seen.ClientId, seen.ValidationData["a"]), Is.EqualTo(("PreSignUp_AdminCreateUser", (string?)null, "b")));
        Assert.That(wire.Pool.FindUser("ana")!.Status, Is.EqualTo(UserStatus.ForceChangePassword));
        wire.Pool.Triggers.PreSignUp = told => throw new TriggerRefusedException("no");
        (await wire.AdminCallAsync("AdminCreateUser", "bea")).MustBe("UserLambdaValidationException", "PreSignUp failed with error no.");
        Assert.That(wire.Pool.FindUser("bea"), Is.Null);
    }
}
