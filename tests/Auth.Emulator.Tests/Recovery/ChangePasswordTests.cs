using System.Text.Json.Nodes;

namespace Amplify.Tests;

/// <summary>ChangePassword.</summary>
public sealed class ChangePasswordTests
{
    private const string Wrong = "Incorrect username or password.";

    [Test]
    public async Task The_old_password_opens_the_way_to_a_new_one()
    {
        await using Wire wire = await StartAsync();
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;

        Assert.That((await ChangeAsync(wire, token, "Passw0rd!", "N3wPassw0rd!")).MustSucceed().Text, Is.EqualTo("{}"));

        (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustBe("NotAuthorizedException", Wrong);
        (await wire.PasswordSignInAsync("ana", "N3wPassw0rd!")).MustSucceed();
        (await wire.GetUserAsync(token)).MustSucceed();
    }

    [Test]
    public async Task A_wrong_old_or_a_weak_new_one_changes_nothing()
    {
        await using Wire wire = await StartAsync();
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;

        (await ChangeAsync(wire, token, "wrong", "N3wPassw0rd!")).MustBe("NotAuthorizedException", Wrong);
        (await ChangeAsync(wire, token, "Passw0rd!", "passw0rd!")).MustBe("InvalidPasswordException", "Password did not conform with policy: Password must have uppercase characters");
        Assert.That((await ChangeAsync(wire, token, "Passw0rd!", "with a blank")).ErrorCode, Is.EqualTo("InvalidParameterException"));
        (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustSucceed();
    }

    [Test]
    public async Task Five_attempts_an_hour_are_allowed()
    {
        await using Wire wire = await StartAsync();
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;
        for (int i = 0; i < 5; i++)
        {
            (await ChangeAsync(wire, token, "wrong", "N3wPassw0rd!")).MustBe("NotAuthorizedException", Wrong);
        }

        (await ChangeAsync(wire, token, "Passw0rd!", "N3wPassw0rd!")).MustBe("LimitExceededException", "Attempt limit exceeded, please try after some time.");
        wire.Emulator.Clock.Advance(TimeSpan.FromHours(1));
        (await ChangeAsync(wire, (string)(await wire.SignInAsync())["AccessToken"]!, "Passw0rd!", "N3wPassw0rd!")).MustSucceed();
    }

    private static Task<WireAnswer> ChangeAsync(Wire wire, string token, string from, string to) =>
        wire.TokenCallAsync("ChangePassword", token, new JsonObject { ["PreviousPassword"] = from, ["ProposedPassword"] = to });

    private static async Task<Wire> StartAsync()
    {
        Wire wire = await Wire.StartAsync();
        wire.Pool.AddUser("ana", "Passw0rd!");
        return wire;
    }
}
