using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>The custom-message trigger and the usual texts.</summary>
public sealed class MessageTriggerTests
{
    [Test]
    public async Task Messages_have_a_text_with_the_code_in_it()
    {
        await using Wire wire = await Wire.StartAsync();
        await wire.SignUpAsync("ana");

        OutboxMessage message = wire.Emulator.Outbox.Messages.Single();

        Assert.That(message.Text, Is.EqualTo($"Your code is {message.Code}."));
        Assert.That(message.Subject, Is.EqualTo("Your verification code"));
    }

    [Test]
    public async Task The_trigger_writes_subject_and_text()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Pool.Triggers.CustomMessage = told =>
        {
            told.EmailSubject = "Welcome";
            told.EmailMessage = $"Hello {told.UserAttributes["email"]} from {told.ClientMetadata["from"]}: {told.CodeParameter}!";
            told.SmsMessage = $"{told.CodeParameter}";
            return told;
        };

        await wire.ClientCallAsync("SignUp", new JsonObject
        {
            ["Username"] = "ana",
            ["Password"] = "Passw0rd!",
            ["UserAttributes"] = new JsonArray(new JsonObject { ["Name"] = "email", ["Value"] = "ana@example.com" }),
            ["ClientMetadata"] = new JsonObject { ["from"] = "web" },
        });

        OutboxMessage message = wire.Emulator.Outbox.Messages.Single();
        Assert.That((message.Subject, message.Text), Is.EqualTo(("Welcome", $"Hello ana@example.com from web: {message.Code}!")));
    }

    [Test]
    public async Task Each_message_names_its_source()
    {
        await using Wire wire = await Wire.StartAsync();
        var sources = new List<string>();
        wire.Pool.Triggers.CustomMessage = told =>
        {
            sources.Add(told.TriggerSource);
            return told;
        };

        await wire.SignUpAsync("ana");
        await wire.ClientCallAsync("ResendConfirmationCode", new JsonObject { ["Username"] = "ana" });
        await wire.ConfirmSignUpAsync("ana", wire.Emulator.Outbox.LatestCode("ana"));
        await wire.ClientCallAsync("ForgotPassword", new JsonObject { ["Username"] = "ana" });
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;
        await wire.TokenCallAsync("GetUserAttributeVerificationCode", token, new JsonObject { ["AttributeName"] = "email" });
        await wire.TokenCallAsync("UpdateUserAttributes", token, new JsonObject { ["UserAttributes"] = new JsonArray(new JsonObject { ["Name"] = "email", ["Value"] = "new@example.com" }) });
        wire.Pool.FindUser("ana")!.EnableEmailMfa();
        await wire.PasswordSignInAsync("ana", "Passw0rd!");
        await wire.AdminCallAsync("AdminCreateUser", "bea", new JsonObject
        {
            ["UserAttributes"] = new JsonArray(new JsonObject { ["Name"] = "email", ["Value"] = "bea@example.com" }), ["DesiredDeliveryMediums"] = new JsonArray("EMAIL"),
        });

        Assert.That(sources, Is.EqualTo(new[]
        {
            "CustomMessage_SignUp", "CustomMessage_ResendCode", "CustomMessage_ForgotPassword", "CustomMessage_VerifyUserAttribute",
            "CustomMessage_UpdateUserAttribute", "CustomMessage_Authentication", "CustomMessage_AdminCreateUser",
        }));
        Assert.That(wire.Emulator.Outbox.Messages[^1].Text, Is.EqualTo($"Your username is bea and temporary password is {wire.Emulator.Outbox.LatestCode("bea")}."));
    }

    [Test]
    public async Task A_text_without_the_code_is_refused_and_nothing_is_sent()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });
        wire.Pool.Triggers.CustomMessage = told =>
        {
            told.EmailMessage = "Hello";
            return told;
        };
        (await ForgotAsync()).MustBe("InvalidLambdaResponseException", "Unrecognizable lambda output");
        wire.Pool.Triggers.CustomMessage = told => throw new TriggerRefusedException("no paper");
        (await ForgotAsync()).MustBe("UserLambdaValidationException", "CustomMessage failed with error no paper.");

        Assert.That(wire.Emulator.Outbox.Messages, Is.Empty);

        Task<WireAnswer> ForgotAsync() => wire.ClientCallAsync("ForgotPassword", new JsonObject { ["Username"] = "ana" });
    }
}
