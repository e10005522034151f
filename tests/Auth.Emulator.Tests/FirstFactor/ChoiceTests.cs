using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>USER_AUTH: choosing the first factor.</summary>
public sealed class ChoiceTests
{
    private const string WrongPassword = "Incorrect username or password.";
    private const string Mismatch = "Invalid code or auth state for the user.";

    [Test]
    public async Task Without_a_preference_the_user_chooses_from_what_there_is()
    {
        await using Wire wire = await StartAsync();

        WireAnswer offered = (await UserAuthAsync(wire)).MustSucceed();

        Assert.That(offered.Challenge, Is.EqualTo("SELECT_CHALLENGE"));
        Assert.That(Available(offered), Is.EqualTo(new[] { "PASSWORD_SRP", "PASSWORD", "EMAIL_OTP", "SMS_OTP" }));
        Assert.That(offered.Json["ChallengeParameters"]!.AsObject(), Is.Empty);
    }

    [TestCase("PASSWORD", "PASSWORD_SRP PASSWORD")]
    [TestCase("PASSWORD EMAIL_OTP", "PASSWORD_SRP PASSWORD EMAIL_OTP")]
    [TestCase("PASSWORD SMS_OTP", "PASSWORD_SRP PASSWORD SMS_OTP")]
    [TestCase("EMAIL_OTP", "EMAIL_OTP")]
    public async Task Only_what_the_pool_allows_is_offered(string allowed, string offered)
    {
        await using Wire wire = await StartAsync(pool: new UserPoolSettings { AllowedFirstAuthFactors = allowed.Split(' ') });

        Assert.That(Available(await UserAuthAsync(wire)), Is.EqualTo(offered.Split(' ')));
        Assert.That((await UserAuthAsync(wire, "WEB_AUTHN")).Challenge, Is.EqualTo("SELECT_CHALLENGE"), "a preference that is not available");
    }

    [Test]
    public void A_factor_nobody_knows_is_no_setting() => Assert.That(
        async () => await Wire.StartAsync(pool: new UserPoolSettings { AllowedFirstAuthFactors = ["CARRIER_PIGEON"] }), Throws.ArgumentException);

    [TestCase("email", "PASSWORD_SRP PASSWORD SMS_OTP")]
    [TestCase("phone_number", "PASSWORD_SRP PASSWORD EMAIL_OTP")]
    public async Task Codes_go_to_verified_addresses_only(string unverified, string offered)
    {
        await using Wire wire = await StartAsync();
        wire.Pool.FindUser("ana")!.SetAttribute($"{unverified}_verified", "false");

        Assert.That(Available(await UserAuthAsync(wire)), Is.EqualTo(offered.Split(' ')));
    }

    [TestCase("EMAIL_OTP", "email")]
    [TestCase("SMS_OTP", "phone_number")]
    public async Task An_address_that_is_no_longer_verified_when_it_is_chosen_gets_no_code(string factor, string attribute)
    {
        await using Wire wire = await StartAsync();
        WireAnswer offered = (await UserAuthAsync(wire)).MustSucceed();
        wire.Pool.FindUser("ana")!.SetAttribute($"{attribute}_verified", "false");

        (await SelectAsync(wire, offered, factor)).MustBe("InvalidParameterException", $"{factor} is not an available challenge.");

        Assert.That(wire.Emulator.Outbox.Messages, Is.Empty);
        (await SelectAsync(wire, offered, "PASSWORD", ("PASSWORD", "Passw0rd!"))).MustSucceed();
    }

    [Test]
    public async Task A_temporary_password_has_to_be_used()
    {
        await using Wire wire = await StartAsync();
        wire.Pool.FindUser("ana")!.SetTemporaryPassword("Passw0rd!");

        WireAnswer offered = await UserAuthAsync(wire, "EMAIL_OTP");
        Assert.That(Available(offered), Is.EqualTo(new[] { "PASSWORD_SRP", "PASSWORD" }));
        Assert.That((await SelectAsync(wire, offered, "PASSWORD", ("PASSWORD", "Passw0rd!"))).MustSucceed().Challenge, Is.EqualTo("NEW_PASSWORD_REQUIRED"));
    }

    [TestCase("EMAIL_OTP", "EMAIL", "a***@e***")]
    [TestCase("SMS_OTP", "SMS", "+*******9934")]
    public async Task A_preferred_code_is_sent_at_once(string factor, string medium, string destination)
    {
        await using Wire wire = await StartAsync();

        WireAnswer asked = (await UserAuthAsync(wire, factor)).MustSucceed();

        Assert.That((asked.Challenge, string.Join(' ', Available(asked))), Is.EqualTo((factor, factor)));
        Assert.That(asked.Json["ChallengeParameters"]!.ToJsonString(), Is.EqualTo(
            new JsonObject { ["CODE_DELIVERY_DELIVERY_MEDIUM"] = medium, ["CODE_DELIVERY_DESTINATION"] = destination }.ToJsonString()));
        Assert.That(wire.Emulator.Outbox.Messages.Single().Purpose, Is.EqualTo(MessagePurpose.SignInCode));
        string code = wire.Emulator.Outbox.LatestCode("ana");
        Assert.That(code, Does.Match("^[0-9]{8}$"));
        Assert.That((await CodeAsync(wire, asked, code)).MustSucceed().Tokens, Is.Not.Null);
        (await CodeAsync(wire, asked, code)).MustBe("NotAuthorizedException", "Invalid session for the user, session can only be used once.");
    }

    [Test]
    public async Task How_long_a_code_by_text_message_is_is_a_setting()
    {
        await using Wire wire = await StartAsync(new UnsettledBehaviour { SmsOtpDigits = 6 });
        await UserAuthAsync(wire, "SMS_OTP");

        Assert.That(wire.Emulator.Outbox.LatestCode("ana"), Does.Match("^[0-9]{6}$"));
    }

    [TestCase("EMAIL_OTP")]
    [TestCase("SMS_OTP")]
    public async Task A_wrong_code_keeps_the_session(string factor)
    {
        await using Wire wire = await StartAsync();
        WireAnswer asked = await SelectAsync(wire, await UserAuthAsync(wire), factor);
        string code = wire.Emulator.Outbox.LatestCode("ana");
        for (int i = 0; i < 6; i++)
        {
            (await CodeAsync(wire, asked, code == "00000000" ? "1" : "00000000")).MustBe("CodeMismatchException", Mismatch);
        }

        (await CodeAsync(wire, asked, code)).MustSucceed();
    }

    [Test]
    public async Task A_code_ends_with_its_session()
    {
        await using Wire wire = await StartAsync();
        WireAnswer asked = await UserAuthAsync(wire, "EMAIL_OTP");
        wire.Emulator.Clock.Advance(TimeSpan.FromMinutes(3));

        (await CodeAsync(wire, asked, wire.Emulator.Outbox.LatestCode("ana"))).MustBe("NotAuthorizedException", "Invalid session for the user, session is expired.");
    }

    [TestCase("initiate")]
    [TestCase("select")]
    [TestCase("ask")]
    public async Task A_password_signs_in_and_a_wrong_one_ends_the_attempt(string where)
    {
        await using Wire wire = await StartAsync();
        Task<WireAnswer> Take(WireAnswer asked, string password) => where switch
        {
            "initiate" => UserAuthAsync(wire, "PASSWORD", ("PASSWORD", password)),
            "select" => SelectAsync(wire, asked, "PASSWORD", ("PASSWORD", password)),
            _ => wire.RespondAsync("PASSWORD", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["PASSWORD"] = password }),
        };
        Task<WireAnswer> Ask() => UserAuthAsync(wire, where == "ask" ? "PASSWORD" : null);
        WireAnswer first = await Ask();
        Assert.That(first.Challenge, Is.EqualTo(where == "ask" ? "PASSWORD" : "SELECT_CHALLENGE"));

        (await Take(first, "wrong")).MustBe("NotAuthorizedException", WrongPassword);
        if (where != "initiate")
        {
            (await Take(first, "Passw0rd!")).MustBe("NotAuthorizedException", "Invalid session for the user, session can only be used once.");
        }

        Assert.That((await Take(await Ask(), "Passw0rd!")).MustSucceed().Tokens, Is.Not.Null);
    }

    [TestCase("initiate")]
    [TestCase("select")]
    [TestCase("ask")]
    public async Task A_password_can_be_proved_with_SRP(string where)
    {
        await using Wire wire = await StartAsync();
        var srp = new MiniSrpClient();
        WireAnswer started = where switch
        {
            "initiate" => await UserAuthAsync(wire, "PASSWORD_SRP", ("SRP_A", srp.PublicHex)),
            "select" => await SelectAsync(wire, await UserAuthAsync(wire), "PASSWORD_SRP", ("SRP_A", srp.PublicHex)),
            _ => await wire.RespondAsync("PASSWORD_SRP", (await UserAuthAsync(wire, "PASSWORD_SRP")).Session, new JsonObject { ["USERNAME"] = "ana", ["SRP_A"] = srp.PublicHex }),
        };

        Assert.That(started.MustSucceed().Challenge, Is.EqualTo("PASSWORD_VERIFIER"));
        (await wire.ProveAsync(srp, started, "wrong")).MustBe("NotAuthorizedException", WrongPassword);
        Assert.That((await wire.ProveAsync(srp, started, "Passw0rd!")).MustSucceed().Tokens, Is.Not.Null);
    }

    [TestCase("PASSWORD", "PASSWORD")]
    [TestCase("PASSWORD_SRP", "SRP_A")]
    public async Task An_answer_without_what_was_asked_leaves_the_session(string factor, string missing)
    {
        await using Wire wire = await StartAsync();
        WireAnswer asked = await UserAuthAsync(wire, factor);

        (await wire.RespondAsync(factor, asked.Session, new JsonObject { ["USERNAME"] = "ana" })).MustBe("InvalidParameterException", $"Missing required parameter {missing}");
        (await SelectAsync(wire, asked, "EMAIL_OTP")).MustSucceed();
    }

    [TestCase("EMAIL_OTP", "PASSWORD")]
    [TestCase("SMS_OTP", "EMAIL_OTP")]
    [TestCase("PASSWORD", "SMS_OTP")]
    public async Task Another_factor_can_be_taken_instead(string first, string then)
    {
        await using Wire wire = await StartAsync();
        WireAnswer asked = await UserAuthAsync(wire, first);

        WireAnswer next = (await SelectAsync(wire, asked, then)).MustSucceed();

        Assert.That(next.Challenge, Is.EqualTo(then));
        Assert.That((await SelectAsync(wire, asked, then)).ErrorCode, Is.EqualTo("NotAuthorizedException"), "the session is spent");
    }

    [Test]
    public async Task Whether_another_factor_can_be_taken_is_a_setting()
    {
        await using Wire wire = await StartAsync(new UnsettledBehaviour { FirstFactorCanBeSwitched = false });

        (await SelectAsync(wire, await UserAuthAsync(wire, "EMAIL_OTP"), "SMS_OTP")).MustBe("NotAuthorizedException", "Invalid session for the user.");
    }

    [Test]
    public async Task Nothing_else_can_be_chosen_and_the_choice_stays()
    {
        await using Wire wire = await StartAsync();
        WireAnswer offered = await UserAuthAsync(wire);

        (await SelectAsync(wire, offered, "WEB_AUTHN")).MustBe("InvalidParameterException", "WEB_AUTHN is not an available challenge.");
        (await SelectAsync(wire, offered, "EMAIL_OTP")).MustSucceed();
    }

    [Test]
    public async Task A_second_factor_by_e_mail_is_no_first_factor_to_choose_away_from()
    {
        await using Wire wire = await StartAsync();
        wire.Pool.FindUser("ana")!.EnableEmailMfa();
        WireAnswer second = await UserAuthAsync(wire, "PASSWORD", ("PASSWORD", "Passw0rd!"));
        Assert.That(second.Challenge, Is.EqualTo("EMAIL_OTP"));

        (await SelectAsync(wire, second, "SMS_OTP")).MustBe("NotAuthorizedException", "Invalid session for the user.");
        (await CodeAsync(wire, second, wire.Emulator.Outbox.LatestCode("ana"))).MustSucceed();
    }

    [TestCase(PasswordlessMfa.NotOffered)]
    [TestCase(PasswordlessMfa.Follows)]
    [TestCase(PasswordlessMfa.Skipped)]
    public async Task What_a_second_factor_does_to_codes_is_a_setting(PasswordlessMfa setting)
    {
        await using Wire wire = await StartAsync(new UnsettledBehaviour { PasswordlessMfa = setting });
        EmulatedUser ana = wire.Pool.FindUser("ana")!;
        ana.EnableTotpMfa();

        WireAnswer asked = await UserAuthAsync(wire, "EMAIL_OTP");
        Assert.That(asked.Challenge, Is.EqualTo(setting == PasswordlessMfa.NotOffered ? "SELECT_CHALLENGE" : "EMAIL_OTP"));
        WireAnswer next = setting == PasswordlessMfa.NotOffered
            ? await SelectAsync(wire, asked, "PASSWORD", ("PASSWORD", "Passw0rd!"))
            : await CodeAsync(wire, asked, wire.Emulator.Outbox.LatestCode("ana"));

        Assert.That(next.MustSucceed().Challenge, Is.EqualTo(setting == PasswordlessMfa.Skipped ? null : "SOFTWARE_TOKEN_MFA"));
    }

    [TestCase("EMAIL_OTP")]
    [TestCase("PASSWORD")]
    public async Task A_remembered_device_proves_itself_after_any_first_factor(string factor)
    {
        await using Wire wire = await StartAsync(pool: new UserPoolSettings { DeviceConfiguration = DeviceSignInTests.Always });
        WireDevice device = await WireDevice.RememberedAsync(wire);

        WireAnswer asked = factor == "PASSWORD"
            ? await UserAuthAsync(wire, "PASSWORD", ("PASSWORD", "Passw0rd!"), ("DEVICE_KEY", device.Key))
            : await CodeAsync(wire, await UserAuthAsync(wire, factor, ("DEVICE_KEY", device.Key)), wire.Emulator.Outbox.LatestCode("ana"));

        (await device.ProveAsync(wire, asked)).MustSucceed();
    }

    [Test]
    public async Task An_unknown_device_with_the_chosen_password_leaves_the_choice()
    {
        await using Wire wire = await StartAsync(pool: new UserPoolSettings { DeviceConfiguration = DeviceSignInTests.Always });
        WireAnswer offered = await UserAuthAsync(wire);

        (await SelectAsync(wire, offered, "PASSWORD", ("PASSWORD", "Passw0rd!"), ("DEVICE_KEY", "eu-west-1_0"))).MustBe("ResourceNotFoundException", "Device does not exist.");
        Assert.That((await SelectAsync(wire, offered, "PASSWORD", ("PASSWORD", "Passw0rd!"))).MustSucceed().Tokens.ContainsKey("NewDeviceMetadata"), Is.True);
    }

    internal static async Task<Wire> StartAsync(UnsettledBehaviour? unsettled = null, UserPoolSettings? pool = null, AppClientSettings? client = null)
    {
        Wire wire = await Wire.StartAsync(client, pool, unsettled);
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com", ["phone_number"] = "+15550009934" });
        return wire;
    }

    internal static Task<WireAnswer> UserAuthAsync(Wire wire, string? preferred = null, params (string Name, string Value)[] more)
    {
        var parameters = new JsonObject { ["USERNAME"] = "ana", ["PREFERRED_CHALLENGE"] = preferred };
        foreach ((string name, string value) in more)
        {
            parameters[name] = value;
        }

        return wire.InitiateAsync("USER_AUTH", parameters);
    }

    internal static Task<WireAnswer> SelectAsync(Wire wire, WireAnswer asked, string factor, params (string Name, string Value)[] more)
    {
        var responses = new JsonObject { ["USERNAME"] = "ana", ["ANSWER"] = factor };
        foreach ((string name, string value) in more)
        {
            responses[name] = value;
        }

        return wire.RespondAsync("SELECT_CHALLENGE", asked.Session, responses);
    }

    internal static Task<WireAnswer> CodeAsync(Wire wire, WireAnswer asked, string code, string username = "ana") =>
        wire.RespondAsync(asked.Challenge!, asked.Session, new JsonObject { ["USERNAME"] = username, [$"{asked.Challenge}_CODE"] = code });

    internal static IEnumerable<string> Available(WireAnswer answer) => answer.Json["AvailableChallenges"]!.AsArray().Select(name => (string)name!);
}
