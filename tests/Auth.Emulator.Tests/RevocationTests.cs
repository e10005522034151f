using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>RevokeToken and GlobalSignOut.</summary>
public sealed class RevocationTests
{
    [Test]
    public async Task Revoking_ends_the_refresh_token_and_the_access_tokens_of_that_sign_in_only()
    {
        await using Wire wire = await StartAsync();
        JsonObject revoked = await wire.SignInAsync();
        JsonObject kept = await wire.SignInAsync();

        Assert.That((await RevokeAsync(wire, (string)revoked["RefreshToken"]!)).MustSucceed().Text, Is.EqualTo("{}"));

        (await wire.GetUserAsync((string)revoked["AccessToken"]!)).MustBe("NotAuthorizedException", "Access Token has been revoked");
        (await wire.RefreshAsync((string)revoked["RefreshToken"]!)).MustBe("NotAuthorizedException", "Refresh Token has been revoked");
        (await wire.GetUserAsync((string)kept["AccessToken"]!)).MustSucceed();
        (await RevokeAsync(wire, (string)revoked["RefreshToken"]!)).MustSucceed();
    }

    [Test]
    public async Task Only_refresh_tokens_can_be_revoked()
    {
        await using Wire wire = await StartAsync();
        string access = (string)(await wire.SignInAsync())["AccessToken"]!;

        Assert.That((await RevokeAsync(wire, access)).ErrorCode, Is.EqualTo("UnsupportedTokenTypeException"));
        (await RevokeAsync(wire, "unknown")).MustSucceed();
    }

    [Test]
    public async Task Revoking_needs_the_client_of_the_token_and_the_feature()
    {
        await using Wire wire = await StartAsync();
        string token = (string)(await wire.SignInAsync())["RefreshToken"]!;
        wire.Client = wire.Pool.AddClient();
        Assert.That((await RevokeAsync(wire, token)).ErrorCode, Is.EqualTo("UnauthorizedException"));
        wire.Client = wire.Pool.AddClient(new AppClientSettings { EnableTokenRevocation = false });
        Assert.That((await RevokeAsync(wire, token)).ErrorCode, Is.EqualTo("UnsupportedOperationException"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_global_sign_out_ends_every_token_of_the_user(bool revocationEnabled)
    {
        await using Wire wire = await StartAsync(new AppClientSettings { EnableTokenRevocation = revocationEnabled });
        JsonObject one = await wire.SignInAsync();
        JsonObject two = await wire.SignInAsync();
        wire.Pool.AddUser("bert", "Passw0rd!");
        JsonObject other = await wire.SignInAsync("bert");

        WireAnswer answer = (await wire.CallAsync("GlobalSignOut", new JsonObject { ["AccessToken"] = (string)one["AccessToken"]! })).MustSucceed();

        Assert.That(answer.Text, Is.EqualTo("{}"));
        foreach (JsonObject tokens in new[] { one, two })
        {
            (await wire.GetUserAsync((string)tokens["AccessToken"]!)).MustBe("NotAuthorizedException", "Access Token has been revoked");
            (await wire.RefreshAsync((string)tokens["RefreshToken"]!)).MustBe("NotAuthorizedException", "Refresh Token has been revoked");
        }

        (await wire.GetUserAsync((string)other["AccessToken"]!)).MustSucceed();
        (await wire.GetUserAsync((string)(await wire.SignInAsync())["AccessToken"]!)).MustSucceed();
    }

    private static Task<WireAnswer> RevokeAsync(Wire wire, string token) => wire.ClientCallAsync("RevokeToken", new JsonObject { ["Token"] = token });

    private static async Task<Wire> StartAsync(AppClientSettings? client = null, UnsettledBehaviour? unsettled = null)
    {
        Wire wire = await Wire.StartAsync(client, unsettled: unsettled);
        wire.Pool.AddUser("ana", "Passw0rd!");
        return wire;
    }
}
