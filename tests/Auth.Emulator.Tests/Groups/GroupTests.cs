using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Groups and roles, and that a refresh tells when they changed.</summary>
public sealed class GroupTests
{
    private const string Reader = "arn:aws:iam::123456789012:role/reader";
    private const string Writer = "arn:aws:iam::123456789012:role/writer";

    [Test]
    public async Task A_refresh_tells_the_groups_as_they_are_then()
    {
        await using Wire wire = await StartAsync();
        JsonObject tokens = await wire.SignInAsync();
        Assert.That(Claims(tokens, "AccessToken")["cognito:groups"], Is.Null);
        (await CreateAsync(wire, "readers", 5, Reader)).MustSucceed();
        (await CreateAsync(wire, "writers", 1, Writer)).MustSucceed();
        (await InGroupAsync(wire, "AdminAddUserToGroup", "readers")).MustSucceed();
        (await InGroupAsync(wire, "AdminAddUserToGroup", "writers")).MustSucceed();
        (await InGroupAsync(wire, "AdminAddUserToGroup", "writers")).MustSucceed();

        JsonObject refreshed = (await wire.RefreshAsync((string)tokens["RefreshToken"]!)).MustSucceed().Tokens;
        foreach (string kind in new[] { "AccessToken", "IdToken" })
        {
            Assert.That(Claims(refreshed, kind)["cognito:groups"]!.ToJsonString(), Is.EqualTo("""["writers","readers"]"""), kind);
        }

        JsonObject id = Claims(refreshed, "IdToken");
        Assert.That(id["cognito:roles"]!.ToJsonString(), Is.EqualTo($"""["{Writer}","{Reader}"]"""));
        Assert.That((string)id["cognito:preferred_role"]!, Is.EqualTo(Writer));
        (await InGroupAsync(wire, "AdminRemoveUserFromGroup", "writers")).MustSucceed();
        refreshed = (await wire.RefreshAsync((string)tokens["RefreshToken"]!)).Tokens;
        Assert.That(Claims(refreshed, "IdToken")["cognito:groups"]!.ToJsonString(), Is.EqualTo("""["readers"]"""));
    }

    [Test]
    public async Task Groups_without_precedence_come_last_in_the_order_of_joining()
    {
        await using Wire wire = await StartAsync();
        EmulatedUser ana = wire.Pool.FindUser("ana")!;
        wire.Pool.AddGroup("first", 0);
        ana.AddToGroup("z");
        ana.AddToGroup("a");
        ana.AddToGroup("first");

        Assert.That(ana.Groups, Is.EqualTo(new[] { "first", "z", "a" }));
        ana.RemoveFromGroup("z");
        ana.RemoveFromGroup("never in it");
        Assert.That(ana.Groups, Is.EqualTo(new[] { "first", "a" }));
        Assert.That(() => wire.Pool.AddGroup("a"), Throws.InvalidOperationException);
    }

    [Test]
    public async Task Two_groups_of_equal_rank_prefer_no_role()
    {
        await using Wire wire = await StartAsync();
        wire.Pool.AddGroup("readers", 1, Reader);
        wire.Pool.AddGroup("writers", 1, Writer);
        wire.Pool.FindUser("ana")!.AddToGroup("readers");
        wire.Pool.FindUser("ana")!.AddToGroup("writers");

        JsonObject claims = Claims(await wire.SignInAsync(), "IdToken");

        Assert.That(claims["cognito:roles"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(claims.ContainsKey("cognito:preferred_role"), Is.False);
    }

    [Test]
    public async Task Groups_are_listed_and_deleted()
    {
        await using Wire wire = await StartAsync();
        (await CreateAsync(wire, "readers", 5, Reader)).MustSucceed();
        (await CreateAsync(wire, "readers", null, null)).MustBe("GroupExistsException", "A group with the name already exists.");
        await InGroupAsync(wire, "AdminAddUserToGroup", "readers");

        JsonObject listed = (await wire.AdminCallAsync("AdminListGroupsForUser", "ana")).MustSucceed().Json["Groups"]!.AsArray().Single()!.AsObject();
        Assert.That(((string)listed["GroupName"]!, (int)listed["Precedence"]!, (string)listed["RoleArn"]!), Is.EqualTo(("readers", 5, Reader)));
        (await wire.CallAsync("DeleteGroup", new JsonObject { ["UserPoolId"] = wire.Pool.Id, ["GroupName"] = "readers" })).MustSucceedWithoutBody();
        Assert.That(wire.Pool.FindUser("ana")!.Groups, Is.Empty);
    }

    [Test]
    public async Task Unknown_groups_and_users_are_told()
    {
        await using Wire wire = await StartAsync();

        (await InGroupAsync(wire, "AdminAddUserToGroup", "none")).MustBe("ResourceNotFoundException", "Group not found.");
        (await InGroupAsync(wire, "AdminRemoveUserFromGroup", "none")).MustBe("ResourceNotFoundException", "Group not found.");
        (await wire.AdminCallAsync("AdminListGroupsForUser", "nobody")).MustBe("UserNotFoundException", "User does not exist.");
    }

    private static JsonObject Claims(JsonObject tokens, string kind) => new Jwt((string)tokens[kind]!).Claims;

    private static Task<WireAnswer> InGroupAsync(Wire wire, string operation, string group) => wire.AdminCallAsync(operation, "ana", new JsonObject { ["GroupName"] = group });

    private static Task<WireAnswer> CreateAsync(Wire wire, string name, int? precedence, string? role) => wire.CallAsync(
        "CreateGroup", new JsonObject { ["UserPoolId"] = wire.Pool.Id, ["GroupName"] = name, ["Precedence"] = precedence, ["RoleArn"] = role });

    private static async Task<Wire> StartAsync()
    {
        Wire wire = await Wire.StartAsync();
        wire.Pool.AddUser("ana", "Passw0rd!");
        return wire;
    }
}
