using System.Text.Json;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>CreateUserPool and CreateUserPoolClient.</summary>
public sealed class PoolAdminTests
{
    [Test]
    public async Task A_pool_a_client_and_a_user_made_over_HTTP_sign_in()
    {
        await using Wire wire = await Wire.StartAsync();
        WireAnswer pool = (await wire.CallAsync("CreateUserPool", new JsonObject { ["PoolName"] = "made", ["AutoVerifiedAttributes"] = new JsonArray("email") })).MustSucceed();
        string poolId = (string)pool.Json["UserPool"]!["Id"]!;
        Assert.That(poolId, Does.Match("^eu-west-1_[0-9A-Za-z]{9}$"));
        Assert.That(pool.Json["UserPool"]!["CreationDate"]!.GetValueKind(), Is.EqualTo(JsonValueKind.Number));

        WireAnswer client = (await wire.CallAsync("CreateUserPoolClient", new JsonObject { ["UserPoolId"] = poolId, ["ClientName"] = "app" })).MustSucceed();
        string clientId = (string)client.Json["UserPoolClient"]!["ClientId"]!;
        await wire.CallAsync("AdminCreateUser", new JsonObject { ["UserPoolId"] = poolId, ["Username"] = "ana", ["MessageAction"] = "SUPPRESS" });
        (await wire.CallAsync("AdminSetUserPassword", new JsonObject { ["UserPoolId"] = poolId, ["Username"] = "ana", ["Password"] = "Passw0rd!", ["Permanent"] = true }))
            .MustSucceed();

        EmulatedUserPool made = wire.Emulator.UserPools.Single(candidate => candidate.Id == poolId);
        Assert.That(made.Clients.Single().Id, Is.EqualTo(clientId));
        var srp = new MiniSrpClient();
        WireAnswer started = (await wire.CallAsync("InitiateAuth", new JsonObject
        {
            ["ClientId"] = clientId,
            ["AuthFlow"] = "USER_SRP_AUTH",
            ["AuthParameters"] = new JsonObject { ["USERNAME"] = "ana", ["SRP_A"] = srp.PublicHex },
        })).MustSucceed();
        string timestamp = MiniSrpClient.Timestamp(wire.Emulator.Clock.GetUtcNow());
        string signature = srp.Sign(poolId, "ana", "Passw0rd!", started.Parameter("SALT"), started.Parameter("SRP_B"), started.Parameter("SECRET_BLOCK"), timestamp);
        (await wire.CallAsync("RespondToAuthChallenge", new JsonObject
        {
            ["ClientId"] = clientId,
            ["ChallengeName"] = "PASSWORD_VERIFIER",
            ["ChallengeResponses"] = new JsonObject
            {
                ["USERNAME"] = "ana",
                ["PASSWORD_CLAIM_SECRET_BLOCK"] = started.Parameter("SECRET_BLOCK"),
                ["TIMESTAMP"] = timestamp,
                ["PASSWORD_CLAIM_SIGNATURE"] = signature,
            },
        })).MustSucceed();
    }

    [Test]
    public async Task A_client_made_over_HTTP_has_the_defaults_of_the_API()
    {
        await using Wire wire = await Wire.StartAsync();

        JsonObject client = (await CreateClientAsync(wire, [])).MustSucceed().Json["UserPoolClient"]!.AsObject();

        Assert.That(client["ExplicitAuthFlows"]!.ToJsonString(), Is.EqualTo("""["ALLOW_REFRESH_TOKEN_AUTH","ALLOW_USER_SRP_AUTH","ALLOW_CUSTOM_AUTH"]"""));
        Assert.That((string)client["PreventUserExistenceErrors"]!, Is.EqualTo("LEGACY"));
        Assert.That(client.ContainsKey("ClientSecret"), Is.False);
        AppClientSettings settings = wire.Pool.Clients[^1].Settings;
        Assert.That(settings.AccessTokenValidity, Is.EqualTo(TimeSpan.FromHours(1)));
        Assert.That(settings.IdTokenValidity, Is.EqualTo(TimeSpan.FromHours(1)));
        Assert.That(settings.RefreshTokenValidity, Is.EqualTo(TimeSpan.FromDays(30)));
        Assert.That(settings.AuthSessionValidity, Is.EqualTo(TimeSpan.FromMinutes(3)));
        Assert.That(settings.EnableTokenRevocation, Is.True);
        Assert.That(settings.RefreshTokenRotation, Is.Null);
    }

    [Test]
    public async Task A_client_made_over_HTTP_has_what_was_asked_for()
    {
        await using Wire wire = await Wire.StartAsync();

        WireAnswer answer = (await CreateClientAsync(wire, new JsonObject
        {
            ["GenerateSecret"] = true,
            ["ExplicitAuthFlows"] = new JsonArray("ALLOW_USER_PASSWORD_AUTH"),
            ["PreventUserExistenceErrors"] = "ENABLED",
            ["AccessTokenValidity"] = 300,
            ["IdTokenValidity"] = 10,
            ["RefreshTokenValidity"] = 2,
            ["TokenValidityUnits"] = new JsonObject { ["AccessToken"] = "seconds", ["IdToken"] = "minutes", ["RefreshToken"] = "hours" },
            ["RefreshTokenRotation"] = new JsonObject { ["Feature"] = "ENABLED", ["RetryGracePeriodSeconds"] = 10 },
            ["EnableTokenRevocation"] = false,
            ["AuthSessionValidity"] = 15,
            ["ReadAttributes"] = new JsonArray("email"),
        })).MustSucceed();

        EmulatedAppClient client = wire.Pool.Clients[^1];
        Assert.That((string)answer.Json["UserPoolClient"]!["ClientSecret"]!, Is.EqualTo(client.ClientSecret));
        Assert.That(client.Settings.ExplicitAuthFlows, Is.EqualTo(new[] { "ALLOW_USER_PASSWORD_AUTH" }));
        Assert.That(client.Settings.PreventUserExistenceErrors, Is.EqualTo("ENABLED"));
        Assert.That(client.Settings.AccessTokenValidity, Is.EqualTo(TimeSpan.FromMinutes(5)));
        Assert.That(client.Settings.IdTokenValidity, Is.EqualTo(TimeSpan.FromMinutes(10)));
        Assert.That(client.Settings.RefreshTokenValidity, Is.EqualTo(TimeSpan.FromHours(2)));
        Assert.That(client.Settings.RefreshTokenRotation!.GracePeriod, Is.EqualTo(TimeSpan.FromSeconds(10)));
        Assert.That(client.Settings.EnableTokenRevocation, Is.False);
        Assert.That(client.Settings.AuthSessionValidity, Is.EqualTo(TimeSpan.FromMinutes(15)));
        Assert.That(client.Settings.ReadAttributes, Is.EqualTo(new[] { "email" }));
    }

    [TestCase("""{"AuthSessionValidity":16}""", "1 validation error detected: Value at 'authSessionValidity' failed to satisfy constraint: Member must have value less than or equal to 15")]
    [TestCase(
        """{"ExplicitAuthFlows":["ALLOW_EVERYTHING"]}""",
        "1 validation error detected: Value at 'explicitAuthFlows' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: "
        + "[ALLOW_ADMIN_USER_PASSWORD_AUTH, ALLOW_CUSTOM_AUTH, ALLOW_USER_PASSWORD_AUTH, ALLOW_USER_SRP_AUTH, ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_AUTH]]")]
    [TestCase("""{"AuthSessionValidity":2}""", "1 validation error detected: Value at 'authSessionValidity' failed to satisfy constraint: Member must have value greater than or equal to 3")]
    [TestCase("""{"AccessTokenValidity":299,"TokenValidityUnits":{"AccessToken":"seconds"}}""", "Invalid range for token validity.")]
    [TestCase("""{"IdTokenValidity":25}""", "Invalid range for token validity.")]
    [TestCase("""{"RefreshTokenValidity":3651}""", "Invalid range for token validity.")]
    [TestCase("""{"RefreshTokenValidity":3,"TokenValidityUnits":{"RefreshToken":"weeks"}}""", "Invalid token validity unit weeks.")]
    [TestCase(
        """{"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":61}}""",
        "1 validation error detected: Value at 'refreshTokenRotation.retryGracePeriodSeconds' failed to satisfy constraint: Member must have value less than or equal to 60")]
    [TestCase(
        """{"PreventUserExistenceErrors":"MAYBE"}""",
        "1 validation error detected: Value at 'preventUserExistenceErrors' failed to satisfy constraint: Member must satisfy enum value set: [LEGACY, ENABLED]")]
    public async Task Client_settings_out_of_range_are_refused(string settings, string message)
    {
        await using Wire wire = await Wire.StartAsync();

        (await CreateClientAsync(wire, JsonNode.Parse(settings)!.AsObject())).MustBe("InvalidParameterException", message);
    }

    [Test]
    public async Task Pool_settings_are_read()
    {
        await using Wire wire = await Wire.StartAsync();
        (await wire.CallAsync("CreateUserPool", JsonNode.Parse(
            """
            {"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":12,"RequireNumbers":true,"TemporaryPasswordValidityDays":1}},"AliasAttributes":["email"],
             "MfaConfiguration":"ON","Schema":[{"Name":"email","Required":true},{"Name":"name"}],"UsernameConfiguration":{"CaseSensitive":true}}
            """)!.AsObject())).MustSucceed();

        UserPoolSettings settings = wire.Emulator.UserPools[^1].Settings;

        Assert.That((settings.PasswordPolicy.MinimumLength, settings.PasswordPolicy.RequireNumbers, settings.PasswordPolicy.RequireSymbols), Is.EqualTo((12, true, false)));
        Assert.That(settings.PasswordPolicy.TemporaryPasswordValidity, Is.EqualTo(TimeSpan.FromDays(1)));
        Assert.That((settings.Mfa, settings.UsernamesAreCaseSensitive), Is.EqualTo((MfaMode.On, true)));
        Assert.That(settings.RequiredAttributes, Is.EqualTo(new[] { "email" }));
        Assert.That(settings.AliasAttributes, Is.EqualTo(new[] { "email" }));
        Assert.That(settings.AutoVerifiedAttributes, Is.Empty);
    }

    [TestCase("""{"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":5}}}""")]
    [TestCase("""{"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":100}}}""")]
    [TestCase("""{"PoolName":"p","MfaConfiguration":"SOMETIMES"}""")]
    [TestCase("""{"PoolName":"p","AliasAttributes":["email"],"UsernameAttributes":["email"]}""")]
    [TestCase("{}")]
    public async Task Bad_pool_settings_are_refused(string settings)
    {
        await using Wire wire = await Wire.StartAsync();

        Assert.That((await wire.CallAsync("CreateUserPool", JsonNode.Parse(settings)!.AsObject())).ErrorCode, Is.EqualTo("InvalidParameterException"));
        Assert.That(wire.Emulator.UserPools, Has.Count.EqualTo(1));
    }

    private static Task<WireAnswer> CreateClientAsync(Wire wire, JsonObject settings)
    {
        settings["UserPoolId"] = wire.Pool.Id;
        settings["ClientName"] = "app";
        return wire.CallAsync("CreateUserPoolClient", settings);
    }
}
