using System.Net;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Signing in with a remembered device: DEVICE_SRP_AUTH and DEVICE_PASSWORD_VERIFIER, and what a device key does to tokens.</summary>
public sealed class DeviceSignInTests
{
    private const string WrongPassword = "Incorrect username or password.";

    public static readonly DeviceConfiguration Always = new();
    public static readonly DeviceConfiguration OptIn = new() { DeviceOnlyRememberedOnUserPrompt = true };

    [Test]
    public async Task Without_tracking_there_is_no_device()
    {
        await using Wire wire = await StartAsync(null);

        JsonObject tokens = await wire.SignInAsync();

        Assert.That(tokens.ContainsKey("NewDeviceMetadata"), Is.False);
        Assert.That(new Jwt((string)tokens["AccessToken"]!).Claims.ContainsKey("device_key"), Is.False);
        (await wire.RefreshAsync((string)tokens["RefreshToken"]!)).MustSucceed();
    }

    [Test]
    public async Task A_sign_in_without_a_device_key_gets_a_new_device()
    {
        await using Wire wire = await StartAsync(Always);

        JsonObject tokens = (await wire.SrpSignInAsync("ana", "Passw0rd!")).MustSucceed().Tokens;

        WireDevice device = WireDevice.Of(tokens);
        Assert.That(device.Key, Does.Match("^eu-west-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"));
        Assert.That(device.GroupKey, Does.Match("^-[A-Za-z0-9]{8}$"));
        Assert.That((string)new Jwt((string)tokens["AccessToken"]!).Claims["device_key"]!, Is.EqualTo(device.Key));
        Assert.That(new Jwt((string)tokens["IdToken"]!).Claims.ContainsKey("device_key"), Is.False);
        Assert.That(wire.Pool.FindUser("ana")!.Devices, Is.Empty, "it is not confirmed");
    }

    [Test]
    public async Task A_remembered_device_proves_itself_after_the_password()
    {
        await using Wire wire = await StartAsync(Always);
        WireDevice device = await WireDevice.RememberedAsync(wire);
        wire.Emulator.Clock.Advance(TimeSpan.FromMinutes(1));

        WireAnswer asked = await SignInWithAsync(wire, device);
        Assert.That(asked.Parameter("USERNAME"), Is.EqualTo("ana"));
        JsonObject tokens = (await device.ProveAsync(wire, asked)).MustSucceed().Tokens;

        Assert.That(tokens.ContainsKey("NewDeviceMetadata"), Is.False);
        Assert.That((string)new Jwt((string)tokens["AccessToken"]!).Claims["device_key"]!, Is.EqualTo(device.Key));
        Assert.That(wire.Pool.FindUser("ana")!.Devices.Single().LastAuthenticatedAt, Is.EqualTo(wire.Emulator.Clock.GetUtcNow()));
    }

    [Test]
    public async Task A_device_proves_itself_after_SRP_too_whichever_call_names_it()
    {
        await using Wire wire = await StartAsync(Always);
        WireDevice device = await WireDevice.RememberedAsync(wire);
        var srp = new MiniSrpClient();

        WireAnswer named = await wire.InitiateAsync("USER_SRP_AUTH", new JsonObject { ["USERNAME"] = "ana", ["SRP_A"] = srp.PublicHex, ["DEVICE_KEY"] = device.Key });
        (await device.ProveAsync(wire, await wire.ProveAsync(srp, named, "Passw0rd!"))).MustSucceed();
        WireAnswer later = await wire.SrpSignInAsync("ana", "Passw0rd!", answer => answer["DEVICE_KEY"] = device.Key);
        (await device.ProveAsync(wire, later)).MustSucceed();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Whether_the_session_before_serves_for_the_device_too_is_a_setting(bool serves)
    {
        await using Wire wire = await StartAsync(Always, new UnsettledBehaviour { DeviceSrpAuthTakesEarlierSession = serves });
        WireDevice device = await WireDevice.RememberedAsync(wire);
        EmulatedUser ana = wire.Pool.FindUser("ana")!;
        ana.EnableTotpMfa();
        WireAnswer second = await SignInWithAsync(wire, device);
        var code = new JsonObject { ["USERNAME"] = "ana", ["SOFTWARE_TOKEN_MFA_CODE"] = ana.CurrentTotpCode() };
        JsonObject asked = (await wire.RespondAsync("SOFTWARE_TOKEN_MFA", second.Session, code)).Json;
        string own = (string)asked["Session"]!;
        asked["Session"] = second.Session;

        WireAnswer answer = await device.ProveAsync(wire, new WireAnswer(new HttpResponseMessage(HttpStatusCode.OK), asked.ToJsonString()));

        Assert.That(answer.ErrorMessage, Is.EqualTo(serves ? null : "Invalid session for the user, session can only be used once."));
        asked["Session"] = own;
        WireAnswer again = await device.ProveAsync(wire, new WireAnswer(new HttpResponseMessage(HttpStatusCode.OK), asked.ToJsonString()));
        Assert.That(again.ErrorMessage, Is.EqualTo(serves ? "Invalid session for the user, session can only be used once." : null), "one of them, once");
    }

    [Test]
    public async Task The_triggers_are_told_that_a_device_was_asked()
    {
        await using Wire wire = await StartAsync(Always);
        WireDevice device = await WireDevice.RememberedAsync(wire);
        var sources = new List<string>();
        wire.Pool.Triggers.PreTokenGeneration = told =>
        {
            sources.Add(told.TriggerSource);
            return told;
        };

        (await device.ProveAsync(wire, await SignInWithAsync(wire, device))).MustSucceed();

        Assert.That(sources, Is.EqualTo(new[] { "TokenGeneration_AuthenticateDevice" }));
    }

    [Test]
    public async Task An_account_disabled_before_the_proof_is_told()
    {
        await using Wire wire = await StartAsync(Always);
        WireDevice device = await WireDevice.RememberedAsync(wire);

        (await device.ProveAsync(wire, await SignInWithAsync(wire, device), _ => wire.Pool.FindUser("ana")!.Disable())).MustBe("NotAuthorizedException", "User is disabled.");
    }

    [Test]
    public async Task A_proof_is_of_one_client()
    {
        await using Wire wire = await StartAsync(Always, new UnsettledBehaviour { DevicePasswordVerifierHasSession = false });
        WireDevice device = await WireDevice.RememberedAsync(wire);
        EmulatedAppClient other = wire.Pool.AddClient();

        (await device.ProveAsync(wire, await SignInWithAsync(wire, device), _ => wire.Client = other)).MustBe("NotAuthorizedException", WrongPassword);
    }

    [TestCase("secret")]
    [TestCase("DEVICE_KEY")]
    [TestCase("PASSWORD_CLAIM_SECRET_BLOCK")]
    [TestCase("PASSWORD_CLAIM_SIGNATURE")]
    [TestCase("TIMESTAMP")]
    [TestCase("USERNAME")]
    public async Task A_wrong_proof_ends_the_sign_in(string wrong)
    {
        await using Wire wire = await StartAsync(Always);
        wire.Pool.AddUser("bob", "Passw0rd!");
        WireDevice device = await WireDevice.RememberedAsync(wire);
        WireDevice prover = wrong == "secret" ? new WireDevice(device.Key, device.GroupKey) : device;

        WireAnswer refused = await prover.ProveAsync(wire, await SignInWithAsync(wire, device), answer => answer[wrong] = wrong switch
        {
            "secret" => null,
            "USERNAME" => "bob",
            "TIMESTAMP" => MiniSrpClient.Timestamp(wire.Emulator.Clock.GetUtcNow().AddMinutes(-6)),
            "DEVICE_KEY" => "eu-west-1_00000000-0000-0000-0000-000000000000",
            _ => Convert.ToBase64String(new byte[32]),
        });

        refused.MustBe("NotAuthorizedException", WrongPassword);
    }

    [TestCase(true, "Invalid session for the user, session can only be used once.")]
    [TestCase(false, WrongPassword)]
    public async Task A_proof_is_taken_once(bool withSession, string message)
    {
        await using Wire wire = await StartAsync(Always, new UnsettledBehaviour { DevicePasswordVerifierHasSession = withSession });
        WireDevice device = await WireDevice.RememberedAsync(wire);
        WireAnswer asked = await SignInWithAsync(wire, device);
        (await device.ProveAsync(wire, asked)).MustSucceed();

        JsonObject again = wire.Emulator.Requests.All[^1].Body!.DeepClone().AsObject();

        (await wire.CallAsync("RespondToAuthChallenge", again)).MustBe("NotAuthorizedException", message);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Whether_the_verifier_challenge_has_a_session_is_a_setting(bool has)
    {
        await using Wire wire = await StartAsync(Always, new UnsettledBehaviour { DevicePasswordVerifierHasSession = has });
        WireDevice device = await WireDevice.RememberedAsync(wire);
        WireAnswer asked = await SignInWithAsync(wire, device);
        var srp = new MiniSrpClient();

        WireAnswer started = await wire.RespondAsync("DEVICE_SRP_AUTH", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["DEVICE_KEY"] = device.Key, ["SRP_A"] = srp.PublicHex });

        Assert.That(started.Json.ContainsKey("Session"), Is.EqualTo(has));
        Assert.That(started.Parameter("DEVICE_KEY"), Is.EqualTo(device.Key));
        (await device.FinishAsync(wire, srp, started)).MustSucceed();
    }

    [Test]
    public async Task The_verifier_challenge_of_one_sign_in_cannot_be_answered_in_another()
    {
        await using Wire wire = await StartAsync(Always);
        WireDevice device = await WireDevice.RememberedAsync(wire);
        var srp = new MiniSrpClient();
        async Task<WireAnswer> Start() => await wire.RespondAsync(
            "DEVICE_SRP_AUTH", (await SignInWithAsync(wire, device)).Session, new JsonObject { ["USERNAME"] = "ana", ["DEVICE_KEY"] = device.Key, ["SRP_A"] = srp.PublicHex });
        WireAnswer first = await Start();
        WireAnswer second = await Start();
        JsonObject mixed = first.Json.DeepClone().AsObject();
        mixed["Session"] = second.Session;

        WireAnswer refused = await device.FinishAsync(wire, srp, new WireAnswer(new HttpResponseMessage(HttpStatusCode.OK), mixed.ToJsonString()));

        refused.MustBe("NotAuthorizedException", WrongPassword);
    }

    [TestCase("USER_PASSWORD_AUTH")]
    [TestCase("USER_SRP_AUTH")]
    public async Task A_device_nobody_knows_is_told_after_the_password_and_the_call_can_be_repeated_without_it(string flow)
    {
        await using Wire wire = await StartAsync(Always);
        const string key = "eu-west-1_00000000-0000-0000-0000-000000000000";
        if (flow == "USER_PASSWORD_AUTH")
        {
            Task<WireAnswer> SignIn(string password) => wire.InitiateAsync(flow, new JsonObject { ["USERNAME"] = "ana", ["PASSWORD"] = password, ["DEVICE_KEY"] = key });
            (await SignIn("wrong")).MustBe("NotAuthorizedException", WrongPassword);
            (await SignIn("Passw0rd!")).MustBe("ResourceNotFoundException", "Device does not exist.");
            return;
        }

        var srp = new MiniSrpClient();
        WireAnswer started = (await wire.InitiateAsync(flow, new JsonObject { ["USERNAME"] = "ana", ["SRP_A"] = srp.PublicHex, ["DEVICE_KEY"] = key })).MustSucceed();
        (await wire.ProveAsync(srp, started, "Passw0rd!", answer => answer["DEVICE_KEY"] = key)).MustBe("ResourceNotFoundException", "Device does not exist.");
        Assert.That((await wire.ProveAsync(srp, started, "Passw0rd!")).MustSucceed().Tokens.ContainsKey("NewDeviceMetadata"), Is.True);
    }

    [Test]
    public async Task Whether_the_first_call_of_SRP_tells_of_an_unknown_device_is_a_setting()
    {
        await using Wire wire = await StartAsync(Always, new UnsettledBehaviour { UnknownDeviceAtInitiateAuth = true });

        (await wire.InitiateAsync("USER_SRP_AUTH", new JsonObject { ["USERNAME"] = "ana", ["SRP_A"] = "abc", ["DEVICE_KEY"] = "eu-west-1_0" }))
            .MustBe("ResourceNotFoundException", "Device does not exist.");
    }

    [Test]
    public async Task Another_users_device_is_unknown()
    {
        await using Wire wire = await StartAsync(Always);
        wire.Pool.AddUser("bob", "Passw0rd!");
        WireDevice device = await WireDevice.RememberedAsync(wire);

        (await wire.InitiateAsync("USER_PASSWORD_AUTH", new JsonObject { ["USERNAME"] = "bob", ["PASSWORD"] = "Passw0rd!", ["DEVICE_KEY"] = device.Key }))
            .MustBe("ResourceNotFoundException", "Device does not exist.");
    }

    [Test]
    public async Task A_device_forgotten_in_between_does_not_exist()
    {
        await using Wire wire = await StartAsync(Always);
        WireDevice device = await WireDevice.RememberedAsync(wire);
        WireAnswer asked = await SignInWithAsync(wire, device);
        wire.Pool.FindUser("ana")!.ForgetDevice(device.Key);

        (await device.ProveAsync(wire, asked)).MustBe("ResourceNotFoundException", "Device does not exist.");
        (await SignInWithAsync(wire, device)).MustBe("ResourceNotFoundException", "Device does not exist.");
    }

    [Test]
    public async Task A_device_forgotten_before_its_proof_does_not_exist()
    {
        await using Wire wire = await StartAsync(Always);
        WireDevice device = await WireDevice.RememberedAsync(wire);

        WireAnswer refused = await device.ProveAsync(wire, await SignInWithAsync(wire, device), _ => wire.Pool.FindUser("ana")!.ForgetDevice(device.Key));

        refused.MustBe("ResourceNotFoundException", "Device does not exist.");
    }

    [Test]
    public async Task A_device_forgotten_in_between_is_replaced_where_the_next_call_names_none()
    {
        await using Wire wire = await StartAsync(new DeviceConfiguration { DeviceOnlyRememberedOnUserPrompt = true });
        JsonObject before = await wire.SignInAsync();
        WireDevice device = WireDevice.Of(before);
        (await device.ConfirmAsync(wire, before)).MustSucceed();
        EmulatedUser ana = wire.Pool.FindUser("ana")!;
        ana.EnableTotpMfa();
        WireAnswer asked = await SignInWithAsync(wire, device);
        ana.ForgetDevice(device.Key);

        JsonObject tokens = (await wire.RespondAsync("SOFTWARE_TOKEN_MFA", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["SOFTWARE_TOKEN_MFA_CODE"] = ana.CurrentTotpCode() })).MustSucceed().Tokens;

        Assert.That(WireDevice.Of(tokens).Key, Is.Not.EqualTo(device.Key));
        JsonObject refresh = new() { ["REFRESH_TOKEN"] = (string)tokens["RefreshToken"]!, ["DEVICE_KEY"] = WireDevice.Of(tokens).Key };
        (await wire.InitiateAsync("REFRESH_TOKEN_AUTH", refresh)).MustSucceed();
    }

    [Test]
    public async Task In_opt_in_pools_a_device_is_asked_once_the_user_has_it_remembered()
    {
        await using Wire wire = await StartAsync(OptIn);
        JsonObject tokens = await wire.SignInAsync();
        WireDevice device = WireDevice.Of(tokens);
        Assert.That((bool)(await device.ConfirmAsync(wire, tokens)).MustSucceed().Json["UserConfirmationNecessary"]!, Is.True);

        JsonObject notAsked = (await SignInWithAsync(wire, device)).MustSucceed().Tokens;
        Assert.That(notAsked.ContainsKey("NewDeviceMetadata"), Is.False, "the device is known");
        Assert.That((string)new Jwt((string)notAsked["AccessToken"]!).Claims["device_key"]!, Is.EqualTo(device.Key));
        await StatusAsync("remembered");
        Assert.That((await SignInWithAsync(wire, device)).Challenge, Is.EqualTo("DEVICE_SRP_AUTH"));
        await StatusAsync("not_remembered");
        Assert.That((await SignInWithAsync(wire, device)).Challenge, Is.Null);

        async Task StatusAsync(string status) => Assert.That(
            (await wire.TokenCallAsync("UpdateDeviceStatus", (string)tokens["AccessToken"]!, new JsonObject { ["DeviceKey"] = device.Key, ["DeviceRememberedStatus"] = status })).MustSucceed().Text,
            Is.EqualTo("{}"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_remembered_device_takes_the_place_of_the_second_factor_where_the_pool_says_so(bool takesItsPlace)
    {
        await using Wire wire = await StartAsync(new DeviceConfiguration { ChallengeRequiredOnNewDevice = takesItsPlace });
        WireDevice device = await WireDevice.RememberedAsync(wire);
        EmulatedUser ana = wire.Pool.FindUser("ana")!;
        ana.EnableTotpMfa();

        WireAnswer asked = await SignInWithAsync(wire, device);
        if (!takesItsPlace)
        {
            Assert.That(asked.Challenge, Is.EqualTo("SOFTWARE_TOKEN_MFA"));
            asked = await wire.RespondAsync("SOFTWARE_TOKEN_MFA", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["SOFTWARE_TOKEN_MFA_CODE"] = ana.CurrentTotpCode() });
        }

        (await device.ProveAsync(wire, asked)).MustSucceed();
        Assert.That((await wire.PasswordSignInAsync("ana", "Passw0rd!")).Challenge, Is.EqualTo("SOFTWARE_TOKEN_MFA"), "without the device key");
    }

    [Test]
    public async Task A_device_named_with_the_second_factor_is_asked_after_it_and_an_unknown_one_leaves_the_code_unused()
    {
        await using Wire wire = await StartAsync(new DeviceConfiguration { ChallengeRequiredOnNewDevice = true });
        WireDevice device = await WireDevice.RememberedAsync(wire);
        EmulatedUser ana = wire.Pool.FindUser("ana")!;
        ana.EnableTotpMfa();
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Passw0rd!");
        Task<WireAnswer> Answer(string key) => wire.RespondAsync(
            "SOFTWARE_TOKEN_MFA", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["SOFTWARE_TOKEN_MFA_CODE"] = ana.CurrentTotpCode(), ["DEVICE_KEY"] = key });

        (await Answer("eu-west-1_0")).MustBe("ResourceNotFoundException", "Device does not exist.");
        (await device.ProveAsync(wire, await Answer(device.Key))).MustSucceed();
    }

    [Test]
    public async Task A_device_proves_itself_after_a_new_password()
    {
        await using Wire wire = await StartAsync(Always);
        WireDevice device = await WireDevice.RememberedAsync(wire);
        wire.Pool.FindUser("ana")!.SetTemporaryPassword("Passw0rd!");
        WireAnswer asked = await SignInWithAsync(wire, device);

        WireAnswer next = await wire.RespondAsync("NEW_PASSWORD_REQUIRED", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["NEW_PASSWORD"] = "N3wPassw0rd!" });

        (await device.ProveAsync(wire, next)).MustSucceed();
    }

    [Test]
    public async Task A_device_works_with_a_client_that_has_a_secret()
    {
        await using Wire wire = await StartAsync(Always, client: new AppClientSettings { GenerateSecret = true });
        WireDevice device = await WireDevice.RememberedAsync(wire);

        (await device.ProveAsync(wire, await SignInWithAsync(wire, device), answer => answer["SECRET_HASH"] = "wrong"))
            .MustBe("NotAuthorizedException", $"Unable to verify secret hash for client {wire.Client.Id}");
        (await device.ProveAsync(wire, await SignInWithAsync(wire, device))).MustSucceed();
    }

    [Test]
    public async Task An_SRP_A_that_is_none_is_refused()
    {
        await using Wire wire = await StartAsync(Always);
        WireDevice device = await WireDevice.RememberedAsync(wire);
        WireAnswer asked = await SignInWithAsync(wire, device);

        (await wire.RespondAsync("DEVICE_SRP_AUTH", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["DEVICE_KEY"] = device.Key, ["SRP_A"] = "0" }))
            .MustBe("InvalidParameterException", "Invalid SRP_A");
        (await device.ProveAsync(wire, asked)).MustSucceed();
    }

    private static Task<WireAnswer> SignInWithAsync(Wire wire, WireDevice device) => wire.InitiateAsync(
        "USER_PASSWORD_AUTH", wire.WithHash("ana", new JsonObject { ["USERNAME"] = "ana", ["PASSWORD"] = "Passw0rd!", ["DEVICE_KEY"] = device.Key }));

    internal static async Task<Wire> StartAsync(DeviceConfiguration? devices, UnsettledBehaviour? unsettled = null, AppClientSettings? client = null)
    {
        Wire wire = await Wire.StartAsync(client, new UserPoolSettings { DeviceConfiguration = devices }, unsettled);
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });
        return wire;
    }
}
