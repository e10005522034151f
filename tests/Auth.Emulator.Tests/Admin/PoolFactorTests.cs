using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>CreateUserPool with first factors and devices, and SetUserPoolMfaConfig.</summary>
public sealed class PoolFactorTests
{
    [Test]
    public async Task A_pool_made_over_HTTP_allows_passwords_only_and_tracks_no_devices()
    {
        await using Wire wire = await Wire.StartAsync();

        (JsonObject told, EmulatedUserPool pool) = await CreateAsync(wire, "{}");

        Assert.That(told["Policies"]!.ToJsonString(), Is.EqualTo("""{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD"]}}"""));
        Assert.That(told.ContainsKey("DeviceConfiguration"), Is.False);
        Assert.That((pool.Settings.AllowedFirstAuthFactors.Single(), pool.Settings.DeviceConfiguration, pool.Settings.WebAuthnConfiguration.RelyingPartyId), Is.EqualTo(("PASSWORD", (object?)null, (string?)null)));
    }

    [Test]
    public async Task A_pool_made_over_HTTP_has_what_the_request_says()
    {
        await using Wire wire = await Wire.StartAsync();

        (JsonObject told, EmulatedUserPool pool) = await CreateAsync(wire, """
            {
              "Policies": { "SignInPolicy": { "AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"] } },
              "DeviceConfiguration": { "ChallengeRequiredOnNewDevice": true, "DeviceOnlyRememberedOnUserPrompt": true },
              "WebAuthnConfiguration": { "RelyingPartyId": "example.com", "UserVerification": "required" },
              "MfaConfiguration": "OPTIONAL"
            }
            """);

        Assert.That(told["DeviceConfiguration"]!.ToJsonString(), Is.EqualTo("""{"ChallengeRequiredOnNewDevice":true,"DeviceOnlyRememberedOnUserPrompt":true}"""));
        Assert.That(pool.Settings.AllowedFirstAuthFactors, Is.EqualTo(new[] { "PASSWORD", "EMAIL_OTP", "WEB_AUTHN" }));
        DeviceConfiguration devices = pool.Settings.DeviceConfiguration!;
        WebAuthnConfiguration passkeys = pool.Settings.WebAuthnConfiguration;
        Assert.That((devices.ChallengeRequiredOnNewDevice, devices.DeviceOnlyRememberedOnUserPrompt), Is.EqualTo((true, true)));
        Assert.That((passkeys.RelyingPartyId, passkeys.UserVerification, pool.Settings.Mfa), Is.EqualTo(("example.com", "required", MfaMode.Optional)));
    }

    [TestCase("""{"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PIGEON"]}}}""", "policies.signInPolicy.allowedFirstAuthFactors")]
    [TestCase("""{"WebAuthnConfiguration":{"UserVerification":"discouraged"}}""", "webAuthnConfiguration.userVerification")]
    [TestCase("""{"MfaConfiguration":"SOMETIMES"}""", "mfaConfiguration")]
    public async Task A_value_nobody_knows_is_named(string body, string member)
    {
        await using Wire wire = await Wire.StartAsync();
        JsonObject request = JsonNode.Parse(body)!.AsObject();
        request["PoolName"] = "made";

        WireAnswer refused = await wire.CallAsync("CreateUserPool", request);

        Assert.That((refused.ErrorCode, refused.ErrorMessage), Is.EqualTo(("InvalidParameterException", refused.ErrorMessage)));
        Assert.That(refused.ErrorMessage, Does.Contain($"'{member}'"));
    }

    [Test]
    public async Task Second_factors_are_what_was_set_last()
    {
        await using Wire wire = await ChoiceTests.StartAsync();
        EmulatedUser ana = wire.Pool.FindUser("ana")!;
        ana.EnableTotpMfa();
        ana.EnableSmsMfa();
        Assert.That((await wire.PasswordSignInAsync("ana", "Passw0rd!")).Challenge, Is.EqualTo("SELECT_MFA_TYPE"));

        WireAnswer set = await SetAsync(wire, """{"MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":true}}""");

        Assert.That(set.MustSucceed().Text, Is.EqualTo(
            """{"MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":true},"WebAuthnConfiguration":{"UserVerification":"preferred","RelyingPartyId":"localhost"}}"""));
        Assert.That((await wire.CallAsync("GetUserPoolMfaConfig", new JsonObject { ["UserPoolId"] = wire.Pool.Id })).Text, Is.EqualTo(set.Text));
        Assert.That((await wire.PasswordSignInAsync("ana", "Passw0rd!")).Challenge, Is.EqualTo("SOFTWARE_TOKEN_MFA"));
        (await SetAsync(wire, """{"SmsMfaConfiguration":{},"EmailMfaConfiguration":{"Message":"{####}"},"SoftwareTokenMfaConfiguration":{"Enabled":false}}""")).MustSucceed();
        Assert.That((await wire.PasswordSignInAsync("ana", "Passw0rd!")).Challenge, Is.EqualTo("SMS_MFA"));
        (await SetAsync(wire, """{"MfaConfiguration":"OFF"}""")).MustSucceed();
        Assert.That((await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustSucceed().Challenge, Is.Null);
    }

    [TestCase("""{"MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":false}}""")]
    [TestCase("""{"MfaConfiguration":"SOMETIMES"}""")]
    [TestCase("""{"WebAuthnConfiguration":{"UserVerification":"discouraged"}}""")]
    public async Task What_cannot_be_set_changes_nothing(string body)
    {
        await using Wire wire = await Wire.StartAsync();
        string before = (await wire.CallAsync("GetUserPoolMfaConfig", new JsonObject { ["UserPoolId"] = wire.Pool.Id })).Text;

        Assert.That((await SetAsync(wire, body)).ErrorCode, Is.EqualTo("InvalidParameterException"));

        Assert.That((await wire.CallAsync("GetUserPoolMfaConfig", new JsonObject { ["UserPoolId"] = wire.Pool.Id })).Text, Is.EqualTo(before));
    }

    [Test]
    public async Task Passkeys_follow_the_configuration_set_last()
    {
        await using Wire wire = await PasskeyRegistrationTests.StartAsync(new WebAuthnConfiguration());
        string token = await PasskeyRegistrationTests.TokenAsync(wire);
        Assert.That((await wire.TokenCallAsync("StartWebAuthnRegistration", token)).ErrorCode, Is.EqualTo("WebAuthnConfigurationMissingException"));
        (await SetAsync(wire, """{"WebAuthnConfiguration":{"RelyingPartyId":"example.com","UserVerification":"required"}}""")).MustSucceed();
        var authenticator = new SoftwareAuthenticator { Origin = "https://example.com" };

        await PasskeyRegistrationTests.RegisterAsync(wire, authenticator);
        Assert.That(ChoiceTests.Available(await ChoiceTests.UserAuthAsync(wire)), Does.Contain("WEB_AUTHN"));

        (await SetAsync(wire, """{"WebAuthnConfiguration":{"RelyingPartyId":"example.org"}}""")).MustSucceed();
        Assert.That(ChoiceTests.Available(await ChoiceTests.UserAuthAsync(wire)), Does.Not.Contain("WEB_AUTHN"), "the passkey belongs to the old relying party");
    }

    private static Task<WireAnswer> SetAsync(Wire wire, string body)
    {
        JsonObject request = JsonNode.Parse(body)!.AsObject();
        request["UserPoolId"] = wire.Pool.Id;
        return wire.CallAsync("SetUserPoolMfaConfig", request);
    }

    private static async Task<(JsonObject Told, EmulatedUserPool Pool)> CreateAsync(Wire wire, string body)
    {
        JsonObject request = JsonNode.Parse(body)!.AsObject();
        request["PoolName"] = "made";
        JsonObject told = (await wire.CallAsync("CreateUserPool", request)).MustSucceed().Json["UserPool"]!.AsObject();
        return (told, wire.Emulator.UserPools.Single(pool => pool.Id == (string)told["Id"]!));
    }
}
