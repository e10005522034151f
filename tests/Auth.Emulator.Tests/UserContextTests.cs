using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>UserContextData: accepted wherever the service's model has it, and shown to tests.</summary>
public sealed class UserContextTests
{
    private static readonly AppClientSettings Propagating = new() { GenerateSecret = true, EnablePropagateAdditionalUserContextData = true };

    [Test]
    public async Task The_request_log_shows_it_as_it_was_sent()
    {
        await using Wire wire = await StartAsync();

        (await SignInAsync(wire)).MustSucceed();
        (await wire.SignUpAsync("bob")).MustSucceed();

        UserContext sent = wire.Emulator.Requests.All[0].UserContext!;
        Assert.That((sent.EncodedData, sent.IpAddress), Is.EqualTo(("ZGF0YQ==", "203.0.113.7")));
        Assert.That(wire.Emulator.Requests.All[1].UserContext, Is.Null);
    }

    [TestCase(true, true, "203.0.113.7")]
    [TestCase(true, false, null)]
    [TestCase(false, true, null)]
    public async Task The_users_address_counts_with_a_secret_and_where_it_is_switched_on(bool secret, bool propagate, string? address)
    {
        await using Wire wire = await StartAsync(new AppClientSettings { GenerateSecret = secret, EnablePropagateAdditionalUserContextData = propagate });

        (await SignInAsync(wire)).MustSucceed();

        UserContext last = wire.Pool.FindUser("ana")!.LastUserContext!;
        Assert.That((last.EncodedData, last.IpAddress), Is.EqualTo(("ZGF0YQ==", address)));
        (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustSucceed();
        Assert.That(wire.Pool.FindUser("ana")!.LastUserContext, Is.Null, "the last sign-in told nothing");
    }

    [Test]
    public async Task The_last_answer_of_a_sign_in_tells_it()
    {
        await using Wire wire = await StartAsync(Propagating);
        EmulatedUser ana = wire.Pool.FindUser("ana")!;
        ana.EnableTotpMfa();
        WireAnswer asked = await SignInAsync(wire);
        Assert.That(ana.LastUserContext, Is.Null, "nobody is signed in yet");

        (await wire.ClientCallAsync("RespondToAuthChallenge", new JsonObject
        {
            ["ChallengeName"] = "SOFTWARE_TOKEN_MFA",
            ["Session"] = asked.Session,
            ["ChallengeResponses"] = wire.WithHash("ana", new JsonObject { ["USERNAME"] = "ana", ["SOFTWARE_TOKEN_MFA_CODE"] = ana.CurrentTotpCode() }),
            ["UserContextData"] = new JsonObject { ["EncodedData"] = "bGFzdA==", ["IpAddress"] = "203.0.113.8" },
        })).MustSucceed();

        Assert.That((ana.LastUserContext!.EncodedData, ana.LastUserContext.IpAddress), Is.EqualTo(("bGFzdA==", "203.0.113.8")));
    }

    [Test]
    public async Task A_device_remembers_the_address_of_its_last_sign_in()
    {
        await using Wire wire = await StartAsync(Propagating, new UserPoolSettings { DeviceConfiguration = DeviceSignInTests.Always });
        JsonObject tokens = (await SignInAsync(wire)).MustSucceed().Tokens;
        WireDevice device = WireDevice.Of(tokens);
        (await device.ConfirmAsync(wire, tokens)).MustSucceed();

        WireAnswer described = await wire.TokenCallAsync("GetDevice", (string)tokens["AccessToken"]!, new JsonObject { ["DeviceKey"] = device.Key });

        Assert.That(described.MustSucceed().Text, Does.Contain("""{"Name":"last_ip_used","Value":"203.0.113.7"}"""));
        Assert.That(wire.Pool.FindUser("ana")!.Devices[0].LastIpAddress, Is.EqualTo("203.0.113.7"));
    }

    [TestCase("SignUp", """{"Username":"bob","Password":"Passw0rd!"}""")]
    [TestCase("ConfirmSignUp", """{"Username":"ana","ConfirmationCode":"1"}""")]
    [TestCase("ResendConfirmationCode", """{"Username":"ana"}""")]
    [TestCase("ForgotPassword", """{"Username":"ana"}""")]
    [TestCase("ConfirmForgotPassword", """{"Username":"ana","ConfirmationCode":"1","Password":"Passw0rd!"}""")]
    [TestCase("InitiateAuth", """{"AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ana","PASSWORD":"Passw0rd!"}}""")]
    [TestCase("RespondToAuthChallenge", """{"ChallengeName":"SMS_MFA","Session":"aaaaaaaaaaaaaaaaaaaa","ChallengeResponses":{"USERNAME":"ana"}}""")]
    public async Task Whoever_sends_something_else_under_its_name_is_told(string operation, string body)
    {
        await using Wire wire = await StartAsync();
        foreach (string wrong in new[] { "7", "\"text\"", """{"EncodedData":7}""", """{"IpAddress":[]}""" })
        {
            JsonObject request = JsonNode.Parse(body)!.AsObject();
            request["UserContextData"] = JsonNode.Parse(wrong);

            Assert.That((await wire.ClientCallAsync(operation, request)).ErrorCode, Is.EqualTo("SerializationException"), wrong);
        }
    }

    private static Task<WireAnswer> SignInAsync(Wire wire) => wire.ClientCallAsync("InitiateAuth", new JsonObject
    {
        ["AuthFlow"] = "USER_PASSWORD_AUTH",
        ["AuthParameters"] = wire.WithHash("ana", new JsonObject { ["USERNAME"] = "ana", ["PASSWORD"] = "Passw0rd!" }),
        ["UserContextData"] = new JsonObject { ["EncodedData"] = "ZGF0YQ==", ["IpAddress"] = "203.0.113.7" },
    });

    private static async Task<Wire> StartAsync(AppClientSettings? client = null, UserPoolSettings? pool = null)
    {
        Wire wire = await Wire.StartAsync(client, pool);
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });
        return wire;
    }
}
