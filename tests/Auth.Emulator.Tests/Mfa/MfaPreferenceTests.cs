using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>SetUserMFAPreference and what GetUser and GetUserAuthFactors say of it.</summary>
public sealed class MfaPreferenceTests
{
    private const string Sms = "SMSMfaSettings";
    private const string App = "SoftwareTokenMfaSettings";
    private const string Email = "EmailMfaSettings";

    [Test]
    public async Task Factors_are_enabled_preferred_and_disabled()
    {
        await using Wire wire = await StartAsync();
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;

        Assert.That((await SetAsync(wire, token, (Sms, true, null), (Email, true, true))).MustSucceed().Text, Is.EqualTo("{}"));
        await MustBeAsync("""["SMS_MFA","EMAIL_OTP"]""", "EMAIL_OTP");
        (await SetAsync(wire, token, (Sms, true, true))).MustSucceed();
        await MustBeAsync("""["SMS_MFA","EMAIL_OTP"]""", "SMS_MFA");
        (await SetAsync(wire, token, (Sms, true, null))).MustSucceed();
        await MustBeAsync("""["SMS_MFA","EMAIL_OTP"]""", "SMS_MFA");
        (await SetAsync(wire, token, (Sms, true, false))).MustSucceed();
        await MustBeAsync("""["SMS_MFA","EMAIL_OTP"]""", null);
        (await SetAsync(wire, token, (Email, true, true))).MustSucceed();
        (await SetAsync(wire, token, (Email, false, null))).MustSucceed();
        await MustBeAsync("""["SMS_MFA"]""", null);
        (await SetAsync(wire, token, (Sms, false, false))).MustSucceed();
        await MustBeAsync(null, null);

        async Task MustBeAsync(string? list, string? preferred)
        {
            foreach (string operation in new[] { "GetUser", "GetUserAuthFactors" })
            {
                JsonObject answer = (await wire.TokenCallAsync(operation, token)).MustSucceed().Json;
                Assert.That(answer["UserMFASettingList"]?.ToJsonString(), Is.EqualTo(list), operation);
                Assert.That((string?)answer["PreferredMfaSetting"], Is.EqualTo(preferred), operation);
            }
        }
    }

    [Test]
    public async Task Two_preferred_factors_are_refused_and_nothing_changes()
    {
        await using Wire wire = await StartAsync();
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;

        Assert.That((await SetAsync(wire, token, (Sms, true, true), (Email, true, true))).ErrorCode, Is.EqualTo("InvalidParameterException"));
        Assert.That((await SetAsync(wire, token, (Sms, true, null), (App, true, null))).ErrorCode, Is.EqualTo("InvalidParameterException"));
        Assert.That(wire.Pool.FindUser("ana")!.EnabledMfa, Is.Empty);
        Assert.That((await SetAsync(wire, token, (Sms, false, true))).ErrorCode, Is.EqualTo("InvalidParameterException"));
        Assert.That((await SetAsync(wire, token, (Sms, null, true))).ErrorCode, Is.EqualTo("InvalidParameterException"));
    }

    [Test]
    public async Task An_app_must_be_set_up_and_verified_first()
    {
        await using Wire wire = await StartAsync();
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;

        (await SetAsync(wire, token, (App, true, null))).MustBe("InvalidParameterException", "User has not set up software token mfa");
        (await wire.TokenCallAsync("AssociateSoftwareToken", token)).MustSucceed();
        (await SetAsync(wire, token, (App, true, null))).MustBe("InvalidParameterException", "User has not verified software token mfa");
        await wire.TokenCallAsync("VerifySoftwareToken", token, new JsonObject { ["UserCode"] = wire.Pool.FindUser("ana")!.PendingTotpCode() });
        (await SetAsync(wire, token, (App, true, true))).MustSucceed();
        Assert.That(wire.Pool.FindUser("ana")!.PreferredMfa, Is.EqualTo("SOFTWARE_TOKEN_MFA"));
    }

    [TestCase(Sms, "SMS_MFA")]
    [TestCase(Email, "EMAIL_OTP")]
    public async Task A_factor_needs_its_address_and_the_pool(string setting, string factor)
    {
        await using Wire bare = await StartAsync(addresses: false);
        string token = (string)(await bare.SignInAsync())["AccessToken"]!;
        (await SetAsync(bare, token, (setting, true, null))).MustBe("InvalidParameterException", $"User does not have delivery config set to turn on {factor}");

        await using Wire apps = await StartAsync(new UserPoolSettings { MfaFactors = MfaFactors.Totp });
        token = (string)(await apps.SignInAsync())["AccessToken"]!;
        (await SetAsync(apps, token, (setting, true, null))).MustBe("InvalidParameterException", $"{factor} is not enabled for the user pool.");
        (await SetAsync(apps, token, (setting, false, null))).MustSucceed();
    }

    [Test]
    public async Task An_administrator_sets_it_for_a_user()
    {
        await using Wire wire = await StartAsync();
        var body = new JsonObject { [Email] = new JsonObject { ["Enabled"] = true, ["PreferredMfa"] = true } };

        (await wire.AdminCallAsync("AdminSetUserMFAPreference", "ana", body)).MustSucceed();

        Assert.That(wire.Pool.FindUser("ana")!.PreferredMfa, Is.EqualTo("EMAIL_OTP"));
        (await wire.AdminCallAsync("AdminSetUserMFAPreference", "nobody")).MustBe("UserNotFoundException", "User does not exist.");
    }

    [Test]
    public async Task A_factor_whose_address_is_gone_is_not_asked_for()
    {
        await using Wire wire = await StartAsync();
        wire.Pool.FindUser("ana")!.EnableSmsMfa();
        wire.Pool.FindUser("ana")!.RemoveAttribute("phone_number");

        Assert.That((await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustSucceed().Challenge, Is.Null);
    }

    [Test]
    public async Task GetUserAuthFactors_lists_the_first_factors()
    {
        await using Wire wire = await StartAsync();

        WireAnswer answer = await wire.TokenCallAsync("GetUserAuthFactors", (string)(await wire.SignInAsync())["AccessToken"]!);

        Assert.That(answer.MustSucceed().Text, Is.EqualTo("""{"Username":"ana","ConfiguredUserAuthFactors":["PASSWORD","EMAIL_OTP","SMS_OTP"]}"""));
    }

    private static Task<WireAnswer> SetAsync(Wire wire, string token, params (string Name, bool? Enabled, bool? Preferred)[] settings)
    {
        var body = new JsonObject();
        foreach ((string name, bool? enabled, bool? preferred) in settings)
        {
            body[name] = new JsonObject { ["Enabled"] = enabled, ["PreferredMfa"] = preferred };
        }

        return wire.TokenCallAsync("SetUserMFAPreference", token, body);
    }

    private static async Task<Wire> StartAsync(UserPoolSettings? pool = null, bool addresses = true)
    {
        Wire wire = await Wire.StartAsync(pool: pool);
        wire.Pool.AddUser("ana", "Passw0rd!", addresses ? new Dictionary<string, string> { ["email"] = "ana@example.com", ["phone_number"] = "+15559999934" } : null);
        return wire;
    }
}
