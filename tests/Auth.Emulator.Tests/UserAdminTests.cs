using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class UserAdminTests
{
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
            ["UserPoolId"] = wire.Pool.Id,
            ["Username"] = "ana",
            ["MessageAction"] = action,
            ["DesiredDeliveryMediums"] = new JsonArray("EMAIL"),
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
            ["UserPoolId"] = wire.Pool.Id,
            ["Username"] = "bert",
            ["ForceAliasCreation"] = force,
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
            ["UserPoolId"] = wire.Pool.Id,
            ["Filter"] = filter,
            ["AttributesToGet"] = new JsonArray("email"),
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
