using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>GetUserAttributeVerificationCode and VerifyUserAttribute.</summary>
public sealed class AttributeCodeTests
{
    private const string Mismatch = "Invalid verification code provided, please try again.";
    private const string Expired = "Invalid code provided, please request a code again.";
    private const string Limit = "Attempt limit exceeded, please try after some time.";

    [Test]
    public async Task A_code_proves_an_address()
    {
        await using Wire wire = await StartAsync();
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;

        WireAnswer sent = (await SendAsync(wire, token)).MustSucceed();
        Assert.That(sent.Json["CodeDeliveryDetails"]!.ToJsonString(), Is.EqualTo("""{"Destination":"a***@e***","DeliveryMedium":"EMAIL","AttributeName":"email"}"""));
        Assert.That(wire.Emulator.Outbox.Messages.Single().Purpose, Is.EqualTo(MessagePurpose.AttributeVerification));
        Assert.That((await VerifyAsync(wire, token, wire.Emulator.Outbox.LatestCode("ana"))).MustSucceed().Text, Is.EqualTo("{}"));

        Assert.That(wire.Pool.FindUser("ana")!.Attributes["email_verified"], Is.EqualTo("true"));
        (await VerifyAsync(wire, token, wire.Emulator.Outbox.LatestCode("ana"))).MustBe("ExpiredCodeException", Expired);
    }

    [Test]
    public async Task Wrong_and_old_codes_are_refused()
    {
        await using Wire wire = await StartAsync();
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;
        (await VerifyAsync(wire, token, "123456")).MustBe("ExpiredCodeException", Expired);
        await SendAsync(wire, token);
        (await VerifyAsync(wire, token, "wrong")).MustBe("CodeMismatchException", Mismatch);

        wire.Emulator.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        token = (string)(await wire.SignInAsync())["AccessToken"]!;
        wire.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        (await VerifyAsync(wire, token, wire.Emulator.Outbox.LatestCode("ana"))).MustBe("ExpiredCodeException", Expired);
        Assert.That(wire.Pool.FindUser("ana")!.Attributes["email_verified"], Is.EqualTo("false"));
    }

    [Test]
    public async Task A_code_holds_for_a_day()
    {
        await using Wire wire = await StartAsync();
        await SendAsync(wire, (string)(await wire.SignInAsync())["AccessToken"]!);
        wire.Emulator.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));

        (await VerifyAsync(wire, (string)(await wire.SignInAsync())["AccessToken"]!, wire.Emulator.Outbox.LatestCode("ana"))).MustSucceed();
    }

    [Test]
    public async Task Asking_and_guessing_are_limited_per_user_and_hour()
    {
        await using Wire wire = await StartAsync();
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;
        for (int i = 0; i < 5; i++)
        {
            (await SendAsync(wire, token, i % 2 == 0 ? "email" : "phone_number")).MustSucceed();
        }

        (await SendAsync(wire, token)).MustBe("LimitExceededException", Limit);
        for (int i = 0; i < 15; i++)
        {
            (await VerifyAsync(wire, token, "wrong")).MustBe("CodeMismatchException", Mismatch);
        }

        (await VerifyAsync(wire, token, wire.Emulator.Outbox.LatestCode("ana"))).MustBe("LimitExceededException", Limit);
    }

    [Test]
    public async Task Only_addresses_that_are_there_and_verified_by_code_can_be_proved()
    {
        await using Wire wire = await StartAsync(["email"]);
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;

        (await SendAsync(wire, token, "phone_number")).MustBe("NotAuthorizedException", "Auto verification not turned on.");
        (await SendAsync(wire, token, "name")).MustBe("InvalidParameterException", "Attribute name cannot be verified.");
        (await VerifyAsync(wire, token, "123456", "name")).MustBe("InvalidParameterException", "Attribute name cannot be verified.");
        wire.Pool.FindUser("ana")!.RemoveAttribute("email");
        (await SendAsync(wire, token)).MustBe("InvalidParameterException", "User does not have the attribute email.");
    }

    private static Task<WireAnswer> SendAsync(Wire wire, string token, string attribute = "email") =>
        wire.TokenCallAsync("GetUserAttributeVerificationCode", token, new JsonObject { ["AttributeName"] = attribute });

    private static Task<WireAnswer> VerifyAsync(Wire wire, string token, string code, string attribute = "email") =>
        wire.TokenCallAsync("VerifyUserAttribute", token, new JsonObject { ["AttributeName"] = attribute, ["Code"] = code });

    private static async Task<Wire> StartAsync(string[]? autoVerified = null)
    {
        Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { AutoVerifiedAttributes = autoVerified ?? ["email", "phone_number"] });
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string>
        {
            ["email"] = "ana@example.com", ["email_verified"] = "false", ["phone_number"] = "+15559999934", ["phone_number_verified"] = "false",
        });
        return wire;
    }
}
