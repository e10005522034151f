using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>CUSTOM_AUTH together with a password first, second factors and devices.</summary>
public sealed class CustomAuthStepTests
{
    private const string WrongPassword = "Incorrect username or password.";

    [Test]
    public async Task A_password_comes_first_where_the_client_says_so()
    {
        await using Wire wire = await CustomAuthTests.StartAsync();
        List<string> sessions = Listen(wire);

        WireAnswer asked = (await PasswordAsync(wire)).MustSucceed();
        (await CustomAuthTests.AnswerAsync(wire, asked, "2")).MustSucceed();

        Assert.That(sessions, Is.EqualTo(new[]
        {
            "SRP_A:True",
            "SRP_A:True PASSWORD_VERIFIER:True",
            "SRP_A:True PASSWORD_VERIFIER:True CUSTOM_CHALLENGE:True",
        }));
    }

    [Test]
    public async Task A_wrong_password_ends_it_before_the_triggers_hear_of_it()
    {
        await using Wire wire = await CustomAuthTests.StartAsync();
        List<string> sessions = Listen(wire);

        (await PasswordAsync(wire, "wrong")).MustBe("NotAuthorizedException", WrongPassword);
        Assert.That(sessions, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_wrong_answer_after_the_password_keeps_what_was_passed()
    {
        await using Wire wire = await CustomAuthTests.StartAsync();
        List<string> sessions = Listen(wire);

        WireAnswer again = await CustomAuthTests.AnswerAsync(wire, await PasswordAsync(wire), "wrong");
        (await CustomAuthTests.AnswerAsync(wire, again, "2")).MustSucceed();

        Assert.That(sessions[^1], Is.EqualTo("SRP_A:True PASSWORD_VERIFIER:True CUSTOM_CHALLENGE:False CUSTOM_CHALLENGE:True"));
    }

    [Test]
    public async Task The_triggers_may_ask_for_the_SRP_A_that_was_sent_without_being_named()
    {
        await using Wire wire = await CustomAuthTests.StartAsync();
        Func<DefineAuthChallengeEvent, DefineAuthChallengeEvent?> define = wire.Pool.Triggers.DefineAuthChallenge!;
        wire.Pool.Triggers.DefineAuthChallenge = told =>
        {
            _ = define(told);
            told.ChallengeName = told.Session.Count == 0 ? "SRP_A" : told.ChallengeName;
            return told;
        };
        var srp = new MiniSrpClient();

        WireAnswer started = (await wire.InitiateAsync("CUSTOM_AUTH", new JsonObject { ["USERNAME"] = "ana", ["SRP_A"] = srp.PublicHex })).MustSucceed();

        Assert.That(started.Challenge, Is.EqualTo("PASSWORD_VERIFIER"));
        Assert.That((await wire.ProveAsync(srp, started, "Passw0rd!")).MustSucceed().Challenge, Is.EqualTo("CUSTOM_CHALLENGE"));
    }

    [Test]
    public async Task A_password_first_needs_its_SRP_A()
    {
        await using Wire wire = await CustomAuthTests.StartAsync();

        (await wire.InitiateAsync("CUSTOM_AUTH", new JsonObject { ["USERNAME"] = "ana", ["CHALLENGE_NAME"] = "SRP_A" })).MustBe("InvalidParameterException", "Missing required parameter SRP_A");
        (await wire.InitiateAsync("CUSTOM_AUTH", new JsonObject { ["USERNAME"] = "ana", ["CHALLENGE_NAME"] = "SRP_A", ["SRP_A"] = "0" })).MustBe("InvalidParameterException", "Invalid SRP_A");
    }

    [Test]
    public async Task Someone_who_does_not_exist_fails_at_the_password()
    {
        await using Wire wire = await CustomAuthTests.StartAsync();

        (await PasswordAsync(wire, username: "nobody")).MustBe("NotAuthorizedException", WrongPassword);
    }

    [Test]
    public async Task An_unconfirmed_account_is_told_with_the_proof()
    {
        await using Wire wire = await CustomAuthTests.StartAsync();
        wire.Pool.FindUser("ana")!.Status = UserStatus.Unconfirmed;

        (await PasswordAsync(wire)).MustBe("UserNotConfirmedException", "User is not confirmed.");
    }

    [Test]
    public async Task A_temporary_password_is_changed_before_the_challenge()
    {
        await using Wire wire = await CustomAuthTests.StartAsync();
        wire.Pool.FindUser("ana")!.SetTemporaryPassword("Passw0rd!");
        List<string> sessions = Listen(wire);

        WireAnswer asked = await PasswordAsync(wire);
        Assert.That(asked.Challenge, Is.EqualTo("NEW_PASSWORD_REQUIRED"));
        WireAnswer next = await wire.RespondAsync("NEW_PASSWORD_REQUIRED", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["NEW_PASSWORD"] = "N3wPassw0rd!" });

        (await CustomAuthTests.AnswerAsync(wire, next, "2")).MustSucceed();
        Assert.That(sessions[1], Is.EqualTo("SRP_A:True PASSWORD_VERIFIER:True NEW_PASSWORD_REQUIRED:True"));
    }

    [Test]
    public async Task A_second_factor_comes_after_the_password_and_before_the_challenge()
    {
        await using Wire wire = await CustomAuthTests.StartAsync();
        wire.Pool.FindUser("ana")!.EnableTotpMfa();
        List<string> sessions = Listen(wire);

        WireAnswer next = await TotpAsync(wire, await PasswordAsync(wire));
        (await CustomAuthTests.AnswerAsync(wire, next, "2")).MustSucceed();

        Assert.That(sessions[1], Is.EqualTo("SRP_A:True PASSWORD_VERIFIER:True SOFTWARE_TOKEN_MFA:True"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Without_a_password_a_second_factor_after_the_challenges_is_a_setting(bool asked)
    {
        await using Wire wire = await CustomAuthTests.StartAsync(new UnsettledBehaviour { MfaAfterCustomChallenges = asked });
        wire.Pool.FindUser("ana")!.EnableTotpMfa();

        WireAnswer answer = await CustomAuthTests.AnswerAsync(wire, await CustomAuthTests.StartFlowAsync(wire), "2");

        Assert.That((asked ? await TotpAsync(wire, answer) : answer).MustSucceed().Tokens, Is.Not.Null);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_remembered_device_proves_itself_at_the_end(bool passwordFirst)
    {
        await using Wire wire = await CustomAuthTests.StartAsync(pool: new UserPoolSettings { DeviceConfiguration = new DeviceConfiguration { ChallengeRequiredOnNewDevice = true } });
        WireDevice device = await WireDevice.RememberedAsync(wire);
        wire.Pool.FindUser("ana")!.EnableTotpMfa();

        WireAnswer asked = passwordFirst
            ? await PasswordAsync(wire, change: answer => answer["DEVICE_KEY"] = device.Key)
            : await wire.InitiateAsync("CUSTOM_AUTH", new JsonObject { ["USERNAME"] = "ana", ["DEVICE_KEY"] = device.Key });

        (await device.ProveAsync(wire, await CustomAuthTests.AnswerAsync(wire, asked, "2"))).MustSucceed();
    }

    [Test]
    public async Task A_device_named_with_the_answer_is_heeded_and_an_unknown_one_leaves_the_answer_unjudged()
    {
        await using Wire wire = await CustomAuthTests.StartAsync(pool: new UserPoolSettings { DeviceConfiguration = DeviceSignInTests.Always });
        WireDevice device = await WireDevice.RememberedAsync(wire);
        WireAnswer asked = await wire.InitiateAsync("CUSTOM_AUTH", new JsonObject { ["USERNAME"] = "ana", ["DEVICE_KEY"] = "eu-west-1_0" });
        Task<WireAnswer> Answer(string key) => wire.RespondAsync("CUSTOM_CHALLENGE", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["ANSWER"] = "2", ["DEVICE_KEY"] = key });

        (await Answer("eu-west-1_0")).MustBe("ResourceNotFoundException", "Device does not exist.");
        (await device.ProveAsync(wire, await Answer(device.Key))).MustSucceed();
    }

    private static List<string> Listen(Wire wire)
    {
        var sessions = new List<string>();
        Func<DefineAuthChallengeEvent, DefineAuthChallengeEvent?> define = wire.Pool.Triggers.DefineAuthChallenge!;
        wire.Pool.Triggers.DefineAuthChallenge = told =>
        {
            sessions.Add(string.Join(' ', told.Session.Select(step => $"{step.ChallengeName}:{step.Result}")));
            return define(told);
        };
        return sessions;
    }

    private static async Task<WireAnswer> PasswordAsync(Wire wire, string password = "Passw0rd!", string username = "ana", Action<JsonObject>? change = null)
    {
        var srp = new MiniSrpClient();
        WireAnswer started = await wire.InitiateAsync("CUSTOM_AUTH", new JsonObject { ["USERNAME"] = username, ["CHALLENGE_NAME"] = "SRP_A", ["SRP_A"] = srp.PublicHex });
        Assert.That(started.MustSucceed().Challenge, Is.EqualTo("PASSWORD_VERIFIER"));
        return await wire.ProveAsync(srp, started, password, change);
    }

    private static Task<WireAnswer> TotpAsync(Wire wire, WireAnswer asked)
    {
        Assert.That(asked.MustSucceed().Challenge, Is.EqualTo("SOFTWARE_TOKEN_MFA"));
        string code = wire.Pool.FindUser("ana")!.CurrentTotpCode();
        return wire.RespondAsync("SOFTWARE_TOKEN_MFA", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["SOFTWARE_TOKEN_MFA_CODE"] = code });
    }
}
