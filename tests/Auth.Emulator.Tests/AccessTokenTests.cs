using System.Text.Json.Nodes;

namespace Amplify.Tests;

/// <summary>Which access tokens open GetUser.</summary>
public sealed class AccessTokenTests
{
    [Test]
    public async Task GetUser_answers_with_attributes_as_strings()
    {
        await using Wire wire = await StartAsync();

        WireAnswer user = (await wire.GetUserAsync((string)(await wire.SignInAsync())["AccessToken"]!)).MustSucceed();

        Dictionary<string, string> attributes = user.Json["UserAttributes"]!.AsArray().ToDictionary(node => (string)node!["Name"]!, node => (string)node!["Value"]!);
        Assert.That((string)user.Json["Username"]!, Is.EqualTo("ana"));
        Assert.That(attributes["sub"], Is.EqualTo(wire.Pool.FindUser("ana")!.Sub));
        Assert.That(attributes["email_verified"], Is.EqualTo("true"));
    }

    [Test]
    public async Task Access_tokens_that_are_none_are_refused()
    {
        await using Wire wire = await StartAsync();
        JsonObject tokens = await wire.SignInAsync();
        string access = (string)tokens["AccessToken"]!;
        JsonObject claims = new Jwt(access).Claims;
        JsonObject With(string name, JsonNode? value)
        {
            JsonObject changed = claims.DeepClone().AsObject();
            changed[name] = value;
            return changed;
        }

        string[] bad =
        [
            (string)tokens["IdToken"]!, "abc", "a.b.c", "bnVsbA.bnVsbA.x", access[..^4] + "AAAA", access + ".x",
            wire.Pool.SignToken(null, With("iss", "https://elsewhere.example")),
            wire.Pool.SignToken(null, With("exp", "soon")),
            wire.Pool.SignToken(null, With("exp", null)),
            wire.Pool.SignToken(null, With("token_use", 5)),
            wire.Pool.SignToken(null, With("origin_jti", "unknown")),
        ];
        foreach (string token in bad)
        {
            (await wire.GetUserAsync(token)).MustBe("NotAuthorizedException", "Invalid Access Token");
        }

        (await wire.GetUserAsync(wire.Pool.SignToken(null, With("scope", "openid")))).MustBe("NotAuthorizedException", "Access Token does not have required scopes");
    }

    [Test]
    public async Task An_access_token_ends_to_the_second()
    {
        await using Wire wire = await StartAsync();
        string access = (string)(await wire.SignInAsync())["AccessToken"]!;

        wire.Emulator.Clock.Advance(TimeSpan.FromSeconds(3599));
        (await wire.GetUserAsync(access)).MustSucceed();
        wire.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        (await wire.GetUserAsync(access)).MustBe("NotAuthorizedException", "Access Token has expired");
    }

    [Test]
    public async Task Tokens_of_a_deleted_or_disabled_user_are_refused()
    {
        await using Wire wire = await StartAsync();
        JsonObject tokens = await wire.SignInAsync();
        wire.Pool.FindUser("ana")!.Disable();
        (await wire.GetUserAsync((string)tokens["AccessToken"]!)).MustBe("NotAuthorizedException", "User is disabled.");
        (await wire.RefreshAsync((string)tokens["RefreshToken"]!)).MustBe("NotAuthorizedException", "User is disabled.");

        wire.Pool.FindUser("ana")!.Delete();
        (await wire.GetUserAsync((string)tokens["AccessToken"]!)).MustBe("UserNotFoundException", "User does not exist.");
        (await wire.RefreshAsync((string)tokens["RefreshToken"]!)).MustBe("UserNotFoundException", "User does not exist.");
    }

    private static async Task<Wire> StartAsync()
    {
        Wire wire = await Wire.StartAsync();
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });
        return wire;
    }
}
