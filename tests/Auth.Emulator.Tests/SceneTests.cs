using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Setting the scene in process: what the methods of pools, clients and users take and refuse.</summary>
public sealed class SceneTests
{
    [Test]
    public async Task A_user_made_in_process_is_confirmed_and_its_addresses_count_as_verified_unless_stated()
    {
        await using CognitoEmulator emulator = await CognitoEmulator.StartAsync();
        EmulatedUserPool pool = emulator.AddUserPool();

        EmulatedUser user = pool.AddUser("ana", "weak", new Dictionary<string, string>
        {
            ["email"] = "ana@example.com",
            ["phone_number"] = "+15550100",
            ["phone_number_verified"] = "false",
        });

        Assert.That((user.Status, user.Enabled, user.Username), Is.EqualTo((UserStatus.Confirmed, true, "ana")));
        Assert.That((user.Attributes["email_verified"], user.Attributes["phone_number_verified"]), Is.EqualTo(("true", "false")));
        Assert.That(pool.FindUser("ANA"), Is.SameAs(user));
        Assert.That(pool.Users, Is.EqualTo(new[] { user }));
        Assert.That(() => pool.AddUser("Ana", "x"), Throws.InvalidOperationException);
    }

    [Test]
    public async Task A_factor_needs_its_address_and_a_preference_a_known_factor()
    {
        await using CognitoEmulator emulator = await CognitoEmulator.StartAsync();
        EmulatedUser user = emulator.AddUserPool().AddUser("ana", "x");

        Assert.That(() => user.EnableSmsMfa(), Throws.InvalidOperationException);
        Assert.That(() => user.EnableEmailMfa(), Throws.InvalidOperationException);
        Assert.That(() => user.CurrentTotpCode(), Throws.InvalidOperationException);
        Assert.That(() => user.PreferMfa("CARRIER_PIGEON"), Throws.ArgumentException);
        user.EnableSmsMfa("+15550100");
        Assert.That(user.Attributes["phone_number_verified"], Is.EqualTo("true"));
    }

    [Test]
    public async Task Client_settings_the_service_does_not_know_are_refused()
    {
        await using CognitoEmulator emulator = await CognitoEmulator.StartAsync();
        EmulatedUserPool pool = emulator.AddUserPool();

        Assert.That(() => pool.AddClient(new AppClientSettings { ExplicitAuthFlows = ["USER_SRP_AUTH"] }), Throws.ArgumentException.With.Message.Contains("USER_SRP_AUTH"));
        Assert.That(() => pool.AddClient(new AppClientSettings { PreventUserExistenceErrors = "enabled" }), Throws.ArgumentException);
        Assert.That(() => pool.AddClient(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation { GracePeriod = TimeSpan.FromSeconds(61) } }), Throws.ArgumentException);
        Assert.That(pool.Clients, Is.Empty);
    }

    [TestCase(8, 13)]
    [TestCase(32, 52)]
    public async Task The_length_of_a_TOTP_secret_is_a_setting(int bytes, int characters)
    {
        await using CognitoEmulator emulator = await CognitoEmulator.StartAsync(new EmulatorOptions { Unsettled = new UnsettledBehaviour { TotpSecretBytes = bytes } });
        EmulatedUser user = emulator.AddUserPool().AddUser("ana", "x");

        string secret = user.EnableTotpMfa();

        Assert.That(secret, Has.Length.EqualTo(characters));
        Assert.That(user.CurrentTotpCode(), Is.EqualTo(Totp.Code(secret, emulator.Clock.GetUtcNow().ToUnixTimeSeconds())));
    }
}
