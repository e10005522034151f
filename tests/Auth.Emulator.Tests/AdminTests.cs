using System.Text.Json;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class AdminTests
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
            ["ClientId"] = clientId, ["AuthFlow"] = "USER_SRP_AUTH", ["AuthParameters"] = new JsonObject { ["USERNAME"] = "ana", ["SRP_A"] = srp.PublicHex },
        })).MustSucceed();
        string timestamp = MiniSrpClient.Timestamp(wire.Emulator.Clock.GetUtcNow());
        string signature = srp.Sign(poolId, "ana", "Passw0rd!", started.Parameter("SALT"), started.Parameter("SRP_B"), started.Parameter("SECRET_BLOCK"), timestamp);
        (await wire.CallAsync("RespondToAuthChallenge", new JsonObject
        {
            ["ClientId"] = clientId, ["ChallengeName"] = "PASSWORD_VERIFIER", ["ChallengeResponses"] = new JsonObject
            {
                ["USERNAME"] = "ana", ["PASSWORD_CLAIM_SECRET_BLOCK"] = started.Parameter("SECRET_BLOCK"), ["TIMESTAMP"] = timestamp, ["PASSWORD_CLAIM_SIGNATURE"] = signature,
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

    [Test]
    public async Task An_invited_user_gets_the_temporary_password_and_must_change_it()
    {
        await using Wire wire = await Wire.StartAsync();

        WireAnswer answer = (await wire.CallAsync("AdminCreateUser", new JsonObject
        {
            ["UserPoolId"] = wire.Pool.Id,
            ["Username"] = "ana",
            ["UserAttributes"] = new JsonArray(new JsonObject { ["Name"] = "email", ["Value"] = "ana@example.com" }, new JsonObject { ["Name"] = "email_verified", ["Value"] = "true" }),
            ["DesiredDeliveryMediums"] = new JsonArray("EMAIL"),
        })).MustSucceed();

        JsonObject user = answer.Json["User"]!.AsObject();
        Assert.That(user.Select(pair => pair.Key), Is.EquivalentTo(new[] { "Username", "Attributes", "UserCreateDate", "UserLastModifiedDate", "Enabled", "UserStatus" }));
        Assert.That((string)user["UserStatus"]!, Is.EqualTo("FORCE_CHANGE_PASSWORD"));
        OutboxMessage invitation = wire.Emulator.Outbox.Messages.Single();
        Assert.That((invitation.Purpose, invitation.Medium, invitation.Destination), Is.EqualTo((MessagePurpose.AdminInvitation, MessageMedium.Email, "ana@example.com")));
        Assert.That((await wire.PasswordSignInAsync("ana", invitation.Code)).Challenge, Is.EqualTo("NEW_PASSWORD_REQUIRED"));
    }

    [Test]
    public async Task An_invitation_can_be_sent_again_while_it_is_open()
    {
        await using Wire wire = await Wire.StartAsync();
        Task<WireAnswer> Create(string? action) => wire.CallAsync("AdminCreateUser", new JsonObject
        {
            ["UserPoolId"] = wire.Pool.Id, ["Username"] = "ana", ["MessageAction"] = action, ["DesiredDeliveryMediums"] = new JsonArray("EMAIL"),
            ["UserAttributes"] = new JsonArray(new JsonObject { ["Name"] = "email", ["Value"] = "ana@example.com" }),
        });
        (await Create("SUPPRESS")).MustSucceed();
        Assert.That(wire.Emulator.Outbox.Messages, Is.Empty);

        (await Create(null)).MustBe("UsernameExistsException", "User already exists");
        (await Create("RESEND")).MustSucceed();
        Assert.That((await wire.PasswordSignInAsync("ana", wire.Emulator.Outbox.LatestCode("ana"))).Challenge, Is.EqualTo("NEW_PASSWORD_REQUIRED"));
        wire.Pool.FindUser("ana")!.SetPassword("Passw0rd!");
        Assert.That((await Create("RESEND")).ErrorCode, Is.EqualTo("UnsupportedUserStateException"));
    }

    [Test]
    public async Task A_verified_alias_of_another_user_is_refused_unless_forced()
    {
        await using Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { AliasAttributes = ["email"] });
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });
        Task<WireAnswer> Create(bool force) => wire.CallAsync("AdminCreateUser", new JsonObject
        {
            ["UserPoolId"] = wire.Pool.Id, ["Username"] = "bert", ["ForceAliasCreation"] = force,
            ["UserAttributes"] = new JsonArray(new JsonObject { ["Name"] = "email", ["Value"] = "ana@example.com" }, new JsonObject { ["Name"] = "email_verified", ["Value"] = "true" }),
        });

        (await Create(false)).MustBe("AliasExistsException", "An account with the email already exists.");
        Assert.That(wire.Pool.FindUser("bert"), Is.Null);
        (await Create(true)).MustSucceed();
        Assert.That(wire.Pool.FindUser("ana@example.com")!.Username, Is.EqualTo("bert"));
    }

    [Test]
    public async Task A_password_that_is_not_permanent_is_temporary()
    {
        await using Wire wire = await StartWithAnaAsync();

        (await OnAnaAsync(wire, "AdminSetUserPassword", ("Password", "Temp0rary!"))).MustSucceed();
        Assert.That((await wire.PasswordSignInAsync("ana", "Temp0rary!")).Challenge, Is.EqualTo("NEW_PASSWORD_REQUIRED"));
        (await OnAnaAsync(wire, "AdminSetUserPassword", ("Password", "weak"))).MustBe("InvalidPasswordException", "Password did not conform with policy: Password not long enough");
    }

    [Test]
    public async Task An_administrator_confirms_once()
    {
        await using Wire wire = await Wire.StartAsync();
        await wire.SignUpAsync("ana");

        Assert.That((await OnAnaAsync(wire, "AdminConfirmSignUp")).MustSucceed().Text, Is.EqualTo("{}"));
        (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustSucceed();
        (await OnAnaAsync(wire, "AdminConfirmSignUp")).MustBe("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED");
    }

    [Test]
    public async Task Disabling_and_enabling_show_in_AdminGetUser()
    {
        await using Wire wire = await StartWithAnaAsync();
        async Task<bool> EnabledAsync() => (bool)(await OnAnaAsync(wire, "AdminGetUser")).MustSucceed().Json["Enabled"]!;

        (await OnAnaAsync(wire, "AdminDisableUser")).MustSucceed();
        Assert.That(await EnabledAsync(), Is.False);
        (await OnAnaAsync(wire, "AdminEnableUser")).MustSucceed();
        Assert.That(await EnabledAsync(), Is.True);
        JsonObject user = (await OnAnaAsync(wire, "AdminGetUser")).Json;
        Assert.That(user.Select(pair => pair.Key), Is.EquivalentTo(new[] { "Username", "UserAttributes", "UserCreateDate", "UserLastModifiedDate", "Enabled", "UserStatus" }));
        Assert.That((string)user["UserStatus"]!, Is.EqualTo("CONFIRMED"));
    }

    [Test]
    public async Task Resetting_a_password_sends_a_code_and_stops_sign_in()
    {
        await using Wire wire = await StartWithAnaAsync();

        (await OnAnaAsync(wire, "AdminResetUserPassword")).MustSucceed();

        Assert.That(wire.Emulator.Outbox.Messages.Single().Purpose, Is.EqualTo(MessagePurpose.ForgotPassword));
        (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustBe("PasswordResetRequiredException", "Password reset required for the user");
        Assert.That((string)(await OnAnaAsync(wire, "AdminGetUser")).Json["UserStatus"]!, Is.EqualTo("RESET_REQUIRED"));
    }

    [Test]
    public async Task A_password_cannot_be_reset_without_a_password_or_an_address()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Pool.AddUser("ana", "x").SetTemporaryPassword("Temp0rary!");
        (await OnAnaAsync(wire, "AdminResetUserPassword")).MustBe("NotAuthorizedException", "User password cannot be reset in the current state.");

        wire.Pool.FindUser("ana")!.SetPassword("Passw0rd!");
        (await OnAnaAsync(wire, "AdminResetUserPassword"))
            .MustBe("InvalidParameterException", "Cannot reset password for the user as there is no registered/verified email or phone_number");
    }

    [TestCase("AdminSetUserPassword")]
    [TestCase("AdminConfirmSignUp")]
    [TestCase("AdminGetUser")]
    [TestCase("AdminDisableUser")]
    [TestCase("AdminEnableUser")]
    [TestCase("AdminResetUserPassword")]
    public async Task Users_and_pools_that_do_not_exist_are_told(string operation)
    {
        await using Wire wire = await Wire.StartAsync();

        (await OnAnaAsync(wire, operation, ("Password", "Passw0rd!"))).MustBe("UserNotFoundException", "User does not exist.");
        (await wire.CallAsync(operation, new JsonObject { ["UserPoolId"] = "eu-west-1_none", ["Username"] = "ana", ["Password"] = "Passw0rd!" }))
            .MustBe("ResourceNotFoundException", "User pool eu-west-1_none does not exist.");
    }

    [Test]
    public async Task Users_are_listed_in_pages()
    {
        await using Wire wire = await Wire.StartAsync();
        for (int i = 0; i < 5; i++)
        {
            wire.Pool.AddUser($"user{i}", "Passw0rd!");
        }

        var names = new List<string>();
        string? token = null;
        do
        {
            WireAnswer page = (await wire.CallAsync("ListUsers", new JsonObject { ["UserPoolId"] = wire.Pool.Id, ["Limit"] = 2, ["PaginationToken"] = token })).MustSucceed();
            names.AddRange(page.Json["Users"]!.AsArray().Select(user => (string)user!["Username"]!));
            token = (string?)page.Json["PaginationToken"];
        }
        while (token is not null);

        Assert.That(names, Is.EqualTo(new[] { "user0", "user1", "user2", "user3", "user4" }));
    }

    [TestCase("username = \"ana\"", "ana")]
    [TestCase("email ^= \"b\"", "bert")]
    [TestCase("status = \"Disabled\"", "bert")]
    [TestCase("cognito:user_status=\"CONFIRMED\"", "ana bert")]
    [TestCase("name = \"nobody\"", "")]
    public async Task Users_are_found_by_a_filter(string filter, string found)
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });
        wire.Pool.AddUser("bert", "Passw0rd!", new Dictionary<string, string> { ["email"] = "bert@example.com" }).Disable();

        WireAnswer answer = (await wire.CallAsync("ListUsers", new JsonObject
        {
            ["UserPoolId"] = wire.Pool.Id, ["Filter"] = filter, ["AttributesToGet"] = new JsonArray("email"),
        })).MustSucceed();

        Assert.That(string.Join(' ', answer.Json["Users"]!.AsArray().Select(user => (string)user!["Username"]!)), Is.EqualTo(found));
        Assert.That(answer.Json["Users"]!.AsArray().SelectMany(user => user!["Attributes"]!.AsArray()).Select(node => (string)node!["Name"]!), Has.All.EqualTo("email"));
    }

    [TestCase("""{"Filter":"username is ana"}""")]
    [TestCase("""{"Limit":61}""")]
    [TestCase("""{"PaginationToken":"x"}""")]
    public async Task A_bad_list_request_is_refused(string more)
    {
        await using Wire wire = await Wire.StartAsync();
        JsonObject body = JsonNode.Parse(more)!.AsObject();
        body["UserPoolId"] = wire.Pool.Id;

        Assert.That((await wire.CallAsync("ListUsers", body)).ErrorCode, Is.EqualTo("InvalidParameterException"));
    }

    private static Task<WireAnswer> CreateClientAsync(Wire wire, JsonObject settings)
    {
        settings["UserPoolId"] = wire.Pool.Id;
        settings["ClientName"] = "app";
        return wire.CallAsync("CreateUserPoolClient", settings);
    }

    private static Task<WireAnswer> OnAnaAsync(Wire wire, string operation, params (string Name, string Value)[] more)
    {
        var body = new JsonObject { ["UserPoolId"] = wire.Pool.Id, ["Username"] = "ana" };
        foreach ((string name, string value) in more)
        {
            body[name] = value;
        }

        return wire.CallAsync(operation, body);
    }

    private static async Task<Wire> StartWithAnaAsync()
    {
        Wire wire = await Wire.StartAsync();
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });
        return wire;
    }
}
