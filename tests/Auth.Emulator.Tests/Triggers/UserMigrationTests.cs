using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Accounts taken over at their first sign-in or when the password is forgotten.</summary>
public sealed class UserMigrationTests
{
    private static readonly Dictionary<string, string> Ana = new() { ["email"] = "ana@example.com", ["email_verified"] = "true" };

    [Test]
    public async Task A_user_known_elsewhere_signs_in_and_stays()
    {
        await using Wire wire = await Wire.StartAsync();
        UserMigrationEvent? seen = null;
        wire.Pool.Triggers.UserMigration = told =>
        {
            seen = told;
            told.MigratedAttributes = Ana;
            told.FinalUserStatus = "CONFIRMED";
            return told;
        };

        (await wire.ClientCallAsync("InitiateAuth", new JsonObject
        {
            ["AuthFlow"] = "USER_PASSWORD_AUTH",
            ["AuthParameters"] = new JsonObject { ["USERNAME"] = "ana", ["PASSWORD"] = "their old one" },
            ["ClientMetadata"] = new JsonObject { ["from"] = "web" },
        })).MustSucceed();

        Assert.That((seen!.TriggerSource, seen.Username, seen.Password, seen.ValidationData["from"]), Is.EqualTo(("UserMigration_Authentication", "ana", "their old one", "web")));
        wire.Pool.Triggers.UserMigration = null;
        (await wire.SrpSignInAsync("ana", "their old one")).MustSucceed();
        Assert.That(wire.Pool.FindUser("ana")!.Attributes["email"], Is.EqualTo("ana@example.com"));
    }

    [Test]
    public async Task Unless_confirmed_the_password_must_be_reset()
    {
        await using Wire wire = await StartAsync(status: null);

        (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustBe("PasswordResetRequiredException", "Password reset required for the user");
    }

    [Test]
    public async Task A_forgotten_password_takes_the_account_over_too()
    {
        await using Wire wire = await StartAsync(status: null);

        (await wire.ClientCallAsync("ForgotPassword", new JsonObject { ["Username"] = "ana" })).MustSucceed();
        (await wire.PasswordSignInAsync("ana", "any")).MustBe("PasswordResetRequiredException", "Password reset required for the user");
        (await wire.ClientCallAsync("ConfirmForgotPassword", new JsonObject
        {
            ["Username"] = "ana", ["ConfirmationCode"] = wire.Emulator.Outbox.LatestCode("ana"), ["Password"] = "N3wPassw0rd!",
        })).MustSucceed();

        (await wire.PasswordSignInAsync("ana", "N3wPassw0rd!")).MustSucceed();
    }

    [Test]
    public async Task Who_is_not_known_there_either_is_nobody()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Pool.Triggers.UserMigration = told => throw new TriggerRefusedException("unknown");
        (await wire.PasswordSignInAsync("ana", "x")).MustBe("NotAuthorizedException", "Incorrect username or password.");
        (await wire.ClientCallAsync("ForgotPassword", new JsonObject { ["Username"] = "ana" })).MustSucceed();
        wire.Pool.Triggers.UserMigration = told => told;
        (await wire.PasswordSignInAsync("ana", "x")).MustBe("NotAuthorizedException", "Incorrect username or password.");

        Assert.That(wire.Pool.Users, Is.Empty);
        Assert.That(wire.Emulator.Outbox.Messages, Is.Empty);
    }

    [Test]
    public async Task Garbage_is_refused()
    {
        await using Wire wire = await StartAsync("SOMEHOW");
        (await wire.PasswordSignInAsync("ana", "x")).MustBe("InvalidLambdaResponseException", "Unrecognizable lambda output");
        wire.Pool.Triggers.UserMigration = told =>
        {
            told.MigratedAttributes = new Dictionary<string, string> { ["email"] = "no address" };
            return told;
        };
        (await wire.PasswordSignInAsync("ana", "x")).MustBe("InvalidLambdaResponseException", "Unrecognizable lambda output");
        wire.Pool.Triggers.UserMigration = told => throw new InvalidOperationException("broken");
        (await wire.PasswordSignInAsync("ana", "x")).MustBe("UnexpectedLambdaException", "UserMigration failed with error broken.");
        Assert.That(wire.Pool.Users, Is.Empty);
    }

    private static async Task<Wire> StartAsync(string? status)
    {
        Wire wire = await Wire.StartAsync();
        wire.Pool.Triggers.UserMigration = told =>
        {
            told.MigratedAttributes = Ana;
            told.FinalUserStatus = status;
            return told;
        };
        return wire;
    }
}
