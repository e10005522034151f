using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class OutboxTests
{
    [Test]
    public async Task Messages_tell_everything_about_themselves()
    {
        await using Wire wire = await Wire.StartAsync();
        await wire.SignUpAsync("ana", email: "ana@example.com");

        OutboxMessage message = wire.Emulator.Outbox.Messages.Single();

        Assert.That((message.Destination, message.Username, message.PoolId, message.Medium, message.Purpose, message.SentAt), Is.EqualTo(
            ("ana@example.com", "ana", wire.Pool.Id, MessageMedium.Email, MessagePurpose.SignUp, wire.Emulator.Clock.GetUtcNow())));
        Assert.That(message.Code, Does.Match("^[0-9]{6}$"));
    }

    [Test]
    public async Task The_latest_code_is_found_by_name_or_address()
    {
        await using Wire wire = await Wire.StartAsync();
        await wire.SignUpAsync("ana", email: "ana@example.com");
        await wire.SignUpAsync("bert", email: "bert@example.com");
        await wire.ClientCallAsync("ResendConfirmationCode", new JsonObject { ["Username"] = "ana" });

        IReadOnlyList<OutboxMessage> messages = wire.Emulator.Outbox.Messages;
        Assert.That(messages.Select(message => message.Purpose), Is.EqualTo(new[] { MessagePurpose.SignUp, MessagePurpose.SignUp, MessagePurpose.ResendCode }));
        Assert.That(wire.Emulator.Outbox.LatestCode("ana"), Is.EqualTo(messages[2].Code));
        Assert.That(wire.Emulator.Outbox.LatestCode("bert@example.com"), Is.EqualTo(messages[1].Code));
        Assert.That(() => wire.Emulator.Outbox.LatestCode("carl"), Throws.InvalidOperationException.With.Message.Contains("carl"));
    }

    [Test]
    public async Task A_listener_that_fails_shows_as_an_internal_error_of_the_service()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Emulator.Outbox.MessageSent += (_, _) => throw new InvalidOperationException("The listener fell over.");

        WireAnswer answer = await wire.SignUpAsync("ana");

        Assert.That((answer.Status, answer.ErrorCode), Is.EqualTo((System.Net.HttpStatusCode.InternalServerError, "InternalErrorException")));
        Assert.That(answer.ErrorMessage, Does.Contain("SignUp").And.Contain("The listener fell over."));
    }

    [Test]
    public async Task A_listener_hears_of_each_message_and_clearing_forgets_them()
    {
        await using Wire wire = await Wire.StartAsync();
        var heard = new List<string>();
        wire.Emulator.Outbox.MessageSent += (_, message) => heard.Add(message.Code);
        await wire.SignUpAsync("ana");

        Assert.That(heard, Is.EqualTo(new[] { wire.Emulator.Outbox.LatestCode("ana") }));
        wire.Emulator.Outbox.Clear();
        Assert.That(wire.Emulator.Outbox.Messages, Is.Empty);
        (await wire.ConfirmSignUpAsync("ana", heard[0])).MustSucceed();
    }
}
