using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>What an administrator does to the sign-ins and attributes of a user.</summary>
public sealed class AdminProfileTests
{
    [Test]
    public async Task A_global_sign_out_ends_every_sign_in_of_the_user()
    {
        await using Wire wire = await StartAsync();
        JsonObject tokens = await wire.SignInAsync();

        Assert.That((await wire.AdminCallAsync("AdminUserGlobalSignOut", "ana")).MustSucceed().Text, Is.EqualTo("{}"));

        (await wire.GetUserAsync((string)tokens["AccessToken"]!)).MustBe("NotAuthorizedException", "Access Token has been revoked");
        (await wire.RefreshAsync((string)tokens["RefreshToken"]!)).MustBe("NotAuthorizedException", "Refresh Token has been revoked");
        tokens = await wire.SignInAsync();
        wire.Pool.FindUser("ana")!.SignOutEverywhere();
        (await wire.GetUserAsync((string)tokens["AccessToken"]!)).MustBe("NotAuthorizedException", "Access Token has been revoked");
    }

    [Test]
    public async Task Attributes_are_written_as_proven_or_with_a_code()
    {
        await using Wire wire = await StartAsync();

        (await UpdateAsync(wire, ("email", "new@example.com"), ("email_verified", "true"), ("name", "Ana"))).MustSucceed();
        Assert.That(wire.Emulator.Outbox.Messages, Is.Empty);
        Assert.That(wire.Pool.FindUser("ana")!.Attributes["email_verified"], Is.EqualTo("true"));
        Assert.That((await UpdateAsync(wire, ("email", "other@example.com"))).MustSucceed().Text, Is.EqualTo("{}"));
        Assert.That(wire.Pool.FindUser("ana")!.Attributes["email_verified"], Is.EqualTo("false"));
        Assert.That(wire.Emulator.Outbox.LatestCode("other@example.com"), Does.Match("^[0-9]{6}$"));
        (await UpdateAsync(wire, ("name", ""))).MustSucceed();
        Assert.That(wire.Pool.FindUser("ana")!.Attributes, Does.Not.ContainKey("name"));
    }

    [Test]
    public async Task What_waits_for_its_code_is_dropped_when_an_administrator_writes()
    {
        await using Wire wire = await StartAsync(new UserPoolSettings { AttributesRequireVerificationBeforeUpdate = ["email"] });
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;
        var body = new JsonObject { ["UserAttributes"] = new JsonArray(new JsonObject { ["Name"] = "email", ["Value"] = "mine@example.com" }) };
        (await wire.TokenCallAsync("UpdateUserAttributes", token, body)).MustSucceed();

        (await UpdateAsync(wire, ("email", "theirs@example.com"), ("email_verified", "true"))).MustSucceed();

        WireAnswer answer = await wire.TokenCallAsync("VerifyUserAttribute", token, new JsonObject { ["AttributeName"] = "email", ["Code"] = wire.Emulator.Outbox.LatestCode("mine@example.com") });
        Assert.That(answer.ErrorCode, Is.EqualTo("ExpiredCodeException"));
        Assert.That(wire.Pool.FindUser("ana")!.Attributes["email"], Is.EqualTo("theirs@example.com"));
    }

    [Test]
    public async Task Attributes_and_users_are_deleted()
    {
        await using Wire wire = await StartAsync();

        (await wire.AdminCallAsync("AdminDeleteUserAttributes", "ana", new JsonObject { ["UserAttributeNames"] = new JsonArray("email") })).MustSucceed();
        Assert.That(wire.Pool.FindUser("ana")!.Attributes, Is.Empty);
        (await wire.AdminCallAsync("AdminDeleteUser", "ana")).MustSucceedWithoutBody();
        (await wire.AdminCallAsync("AdminGetUser", "ana")).MustBe("UserNotFoundException", "User does not exist.");
    }

    private static Task<WireAnswer> UpdateAsync(Wire wire, params (string Name, string Value)[] attributes) => wire.AdminCallAsync(
        "AdminUpdateUserAttributes",
        "ana",
        new JsonObject { ["UserAttributes"] = new JsonArray([.. attributes.Select(pair => new JsonObject { ["Name"] = pair.Name, ["Value"] = pair.Value })]) });

    private static async Task<Wire> StartAsync(UserPoolSettings? pool = null)
    {
        Wire wire = await Wire.StartAsync(pool: pool);
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });
        return wire;
    }
}
