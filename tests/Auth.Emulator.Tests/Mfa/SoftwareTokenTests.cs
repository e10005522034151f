using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>A signed-in user sets up an authenticator app.</summary>
public sealed class SoftwareTokenTests
{
    [Test]
    public async Task An_app_is_set_up_in_three_calls_and_asked_for_from_then_on()
    {
        await using Wire wire = await StartAsync();
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;

        WireAnswer associated = (await wire.TokenCallAsync("AssociateSoftwareToken", token)).MustSucceed();
        string secret = (string)associated.Json["SecretCode"]!;
        Assert.That(secret, Has.Length.EqualTo(52).And.Match("^[A-Z2-7]+$"));
        Assert.That(associated.Json.ContainsKey("Session"), Is.False);
        WireAnswer verified = (await VerifyAsync(wire, token, wire.Emulator.TotpCode(secret), "Ana's phone")).MustSucceed();
        Assert.That(verified.Text, Is.EqualTo("""{"Status":"SUCCESS"}"""));
        Assert.That((await wire.PasswordSignInAsync("ana", "Passw0rd!")).Challenge, Is.Null, "verified is not yet preferred or enabled");
        (await EnableAsync(wire, token)).MustSucceed();

        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Passw0rd!");
        Assert.That(asked.Challenge, Is.EqualTo("SOFTWARE_TOKEN_MFA"));
        Assert.That(asked.Parameter("FRIENDLY_DEVICE_NAME"), Is.EqualTo("Ana's phone"));
        Assert.That(wire.Emulator.TotpCode(secret, 1), Is.EqualTo(wire.Pool.FindUser("ana")!.CurrentTotpCode(1)));
        (await AnswerAsync(wire, asked, wire.Emulator.TotpCode(secret))).MustBe("ExpiredCodeException", "Your software token has already been used once.");
        (await AnswerAsync(wire, asked, wire.Emulator.TotpCode(secret, 1))).MustSucceed();
    }

    [Test]
    public async Task The_code_of_the_set_up_stays_usable_if_set_so()
    {
        await using Wire wire = await StartAsync(unsettled: new UnsettledBehaviour { VerifyingUsesUpTotpCode = false });
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;
        string secret = await SetUpAsync(wire, token);
        (await EnableAsync(wire, token)).MustSucceed();

        (await AnswerAsync(wire, await wire.PasswordSignInAsync("ana", "Passw0rd!"), wire.Emulator.TotpCode(secret))).MustSucceed();
    }

    [Test]
    public async Task A_wrong_code_leaves_the_set_up_as_it_is()
    {
        await using Wire wire = await StartAsync();
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;
        string secret = (string)(await wire.TokenCallAsync("AssociateSoftwareToken", token)).Json["SecretCode"]!;

        (await VerifyAsync(wire, token, Wrong(wire, secret))).MustBe("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA");
        Assert.That((await VerifyAsync(wire, token, "12345x")).ErrorCode, Is.EqualTo("InvalidParameterException"));
        Assert.That((await VerifyAsync(wire, token, "1234567")).ErrorCode, Is.EqualTo("InvalidParameterException"));
        (await VerifyAsync(wire, token, wire.Pool.FindUser("ana")!.PendingTotpCode())).MustSucceed();
    }

    [Test]
    public async Task Nothing_to_verify_is_refused_like_a_wrong_code()
    {
        await using Wire wire = await StartAsync();
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;

        (await VerifyAsync(wire, token, "123456")).MustBe("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA");
        Assert.That(() => wire.Pool.FindUser("ana")!.PendingTotpCode(), Throws.InvalidOperationException);
        Assert.That(() => wire.Pool.FindUser("ana")!.CurrentTotpCode(), Throws.InvalidOperationException);
    }

    [Test]
    public async Task A_new_app_replaces_the_old_one_only_once_it_is_verified()
    {
        await using Wire wire = await StartAsync();
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;
        string old = await SetUpAsync(wire, token);
        (await EnableAsync(wire, token)).MustSucceed();
        string next = (string)(await wire.TokenCallAsync("AssociateSoftwareToken", token)).Json["SecretCode"]!;

        (await AnswerAsync(wire, await wire.PasswordSignInAsync("ana", "Passw0rd!"), wire.Emulator.TotpCode(old, 1))).MustSucceed();
        (await VerifyAsync(wire, token, wire.Emulator.TotpCode(next))).MustSucceed();

        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Passw0rd!");
        (await AnswerAsync(wire, asked, wire.Emulator.TotpCode(old, -1))).MustBe("CodeMismatchException", "Invalid code or auth state for the user.");
        (await AnswerAsync(wire, asked, wire.Emulator.TotpCode(next, 1))).MustSucceed();
    }

    [TestCase(MfaMode.Off, MfaFactors.All)]
    [TestCase(MfaMode.Optional, MfaFactors.Sms)]
    public async Task A_pool_without_apps_says_so(MfaMode mode, MfaFactors factors)
    {
        await using Wire wire = await StartAsync(new UserPoolSettings { Mfa = mode, MfaFactors = factors });
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;

        foreach (WireAnswer answer in new[] { await wire.TokenCallAsync("AssociateSoftwareToken", token), await VerifyAsync(wire, token, "123456") })
        {
            answer.MustBe("SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool");
        }
    }

    [TestCase("AssociateSoftwareToken")]
    [TestCase("VerifySoftwareToken")]
    public async Task It_takes_a_token_or_a_session_and_not_both(string operation)
    {
        await using Wire wire = await StartAsync();

        (await wire.CallAsync(operation, new JsonObject { ["UserCode"] = "123456" })).MustBe("InvalidParameterException", "Either AccessToken or Session is required.");
        (await wire.CallAsync(operation, new JsonObject { ["UserCode"] = "123456", ["AccessToken"] = "a.b.c", ["Session"] = new string('x', 20) }))
            .MustBe("InvalidParameterException", "AccessToken and Session cannot both be given.");
        (await wire.CallAsync(operation, new JsonObject { ["UserCode"] = "123456", ["Session"] = new string('x', 20) }))
            .MustBe("NotAuthorizedException", "Invalid session for the user.");
        (await wire.TokenCallAsync(operation, "a.b.c", new JsonObject { ["UserCode"] = "123456" })).MustBe("NotAuthorizedException", "Invalid Access Token");
    }

    [Test]
    public async Task The_emulator_computes_codes_of_any_secret()
    {
        var clock = new EmulatorClock(DateTimeOffset.FromUnixTimeSeconds(1111111109));
        await using CognitoEmulator emulator = await CognitoEmulator.StartAsync(new EmulatorOptions { Clock = clock });

        Assert.That(emulator.TotpCode("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), Is.EqualTo("081804"), "RFC 6238, appendix B");
        Assert.That(emulator.TotpCode("gezdgnbvgy3tqojqgezdgnbvgy3tqojq===="), Is.EqualTo("081804"));
        Assert.That(() => emulator.TotpCode("GEZ1"), Throws.TypeOf<FormatException>());
    }

    private static Task<WireAnswer> VerifyAsync(Wire wire, string token, string code, string? name = null) =>
        wire.TokenCallAsync("VerifySoftwareToken", token, new JsonObject { ["UserCode"] = code, ["FriendlyDeviceName"] = name });

    private static Task<WireAnswer> EnableAsync(Wire wire, string token) =>
        wire.TokenCallAsync("SetUserMFAPreference", token, new JsonObject { ["SoftwareTokenMfaSettings"] = new JsonObject { ["Enabled"] = true } });

    private static Task<WireAnswer> AnswerAsync(Wire wire, WireAnswer asked, string code) =>
        wire.RespondAsync("SOFTWARE_TOKEN_MFA", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["SOFTWARE_TOKEN_MFA_CODE"] = code });

    private static async Task<string> SetUpAsync(Wire wire, string token)
    {
        string secret = (string)(await wire.TokenCallAsync("AssociateSoftwareToken", token)).Json["SecretCode"]!;
        (await VerifyAsync(wire, token, wire.Emulator.TotpCode(secret))).MustSucceed();
        return secret;
    }

    private static string Wrong(Wire wire, string secret)
    {
        string[] right = [.. new[] { -1, 0, 1 }.Select(step => wire.Emulator.TotpCode(secret, step))];
        return new[] { "000000", "111111", "222222", "333333" }.First(code => !right.Contains(code));
    }

    private static async Task<Wire> StartAsync(UserPoolSettings? pool = null, UnsettledBehaviour? unsettled = null)
    {
        Wire wire = await Wire.StartAsync(pool: pool, unsettled: unsettled);
        wire.Pool.AddUser("ana", "Passw0rd!");
        return wire;
    }
}
