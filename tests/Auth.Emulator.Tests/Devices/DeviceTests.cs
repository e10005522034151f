using System.Numerics;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Confirming, listing and forgetting devices, and refreshing with them.</summary>
public sealed class DeviceTests
{
    private static readonly JsonArray Vectors =
        JsonNode.Parse(File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "TestData", "srp-device.json")))!.AsArray();

    public static IEnumerable<int> VectorNumbers => Enumerable.Range(0, Vectors.Count);

    [TestCaseSource(nameof(VectorNumbers))]
    public void The_verifier_of_the_vectors_is_the_one_the_emulator_expects(int number)
    {
        string Of(string name) => (string)Vectors[number]![name]!;
        var client = new WireDevice(Of("deviceKey"), Of("deviceGroupKey")) { Secret = Of("devicePassword"), Salt = MiniSrpClient.FromHex(Of("saltHex")) };
        Assert.That((string)client.Config["PasswordVerifier"]!, Is.EqualTo(Of("PasswordVerifier")), "the device of these tests");
        Assert.That((string)client.Config["Salt"]!, Is.EqualTo(Of("Salt")));

        PasswordVerifier read = DeviceSecret.Read(new EmulatedDevice("us-east-1", default), new OperationCall(new JsonObject { ["Salt"] = Of("Salt"), ["PasswordVerifier"] = Of("PasswordVerifier") }));

        PasswordVerifier own = PasswordVerifier.Create(Of("deviceGroupKey"), Of("deviceKey"), Of("devicePassword"), client.Salt);
        Assert.That((read.Value, read.SaltHex), Is.EqualTo((own.Value, own.SaltHex)));
    }

    [Test]
    public async Task Zero_bytes_in_front_of_salt_and_verifier_make_no_difference()
    {
        await using Wire wire = await DeviceSignInTests.StartAsync(DeviceSignInTests.Always);
        foreach ((byte first, byte[] beforeSalt, byte[] beforeVerifier) in new (byte, byte[], byte[])[]
        {
            (0x00, [], [0]), (0x01, [0], []), (0x7f, [], []), (0x80, [0, 0], [0, 0, 0]), (0xff, [], [0]),
        })
        {
            JsonObject tokens = await wire.SignInAsync();
            WireDevice given = WireDevice.Of(tokens);
            var device = new WireDevice(given.Key, given.GroupKey) { Salt = new BigInteger([first, .. new byte[14], 7], isUnsigned: true, isBigEndian: true) };
            var config = new JsonObject { ["Salt"] = Encode(beforeSalt, device.Salt), ["PasswordVerifier"] = Encode(beforeVerifier, device.Verifier) };
            (await device.ConfirmAsync(wire, tokens, config)).MustSucceed();

            WireAnswer asked = await wire.InitiateAsync("USER_PASSWORD_AUTH", new JsonObject { ["USERNAME"] = "ana", ["PASSWORD"] = "Passw0rd!", ["DEVICE_KEY"] = device.Key });
            (await device.ProveAsync(wire, asked)).MustSucceed();
        }

        static string Encode(byte[] before, BigInteger value) => Convert.ToBase64String([.. before, .. value.ToByteArray(isUnsigned: true, isBigEndian: true)]);
    }

    [TestCase("{}", "InvalidParameterException")]
    [TestCase("""{"Salt":"AA=="}""", "InvalidParameterException")]
    [TestCase("""{"Salt":"AA==","PasswordVerifier":"AA=="}""", "InvalidParameterException")]
    [TestCase("""{"Salt":"AA==","PasswordVerifier":"no-base-64"}""", "InvalidParameterException")]
    [TestCase("""{"Salt":"!","PasswordVerifier":"AQ=="}""", "InvalidParameterException")]
    [TestCase("""{"Salt":7,"PasswordVerifier":"AQ=="}""", "SerializationException")]
    public async Task A_secret_that_is_none_is_refused(string config, string code)
    {
        await using Wire wire = await DeviceSignInTests.StartAsync(DeviceSignInTests.Always);
        JsonObject tokens = await wire.SignInAsync();

        WireAnswer refused = await WireDevice.Of(tokens).ConfirmAsync(wire, tokens, JsonNode.Parse(config)!.AsObject());

        Assert.That(refused.ErrorCode, Is.EqualTo(code), refused.Text);
        Assert.That(wire.Pool.FindUser("ana")!.Devices, Is.Empty);
    }

    [Test]
    public async Task A_verifier_beyond_the_group_is_refused()
    {
        await using Wire wire = await DeviceSignInTests.StartAsync(DeviceSignInTests.Always);
        JsonObject tokens = await wire.SignInAsync();
        string prime = Convert.ToBase64String(MiniSrpClient.Prime.ToByteArray(isUnsigned: true, isBigEndian: true));

        (await WireDevice.Of(tokens).ConfirmAsync(wire, tokens, new JsonObject { ["Salt"] = "AQ==", ["PasswordVerifier"] = prime }))
            .MustBe("InvalidParameterException", "Invalid PasswordVerifier given.");
    }

    [Test]
    public async Task A_token_confirms_the_device_it_came_with_and_once()
    {
        await using Wire wire = await DeviceSignInTests.StartAsync(DeviceSignInTests.Always);
        JsonObject first = await wire.SignInAsync();
        JsonObject second = await wire.SignInAsync();

        (await WireDevice.Of(first).ConfirmAsync(wire, second)).MustBe("InvalidParameterException", "Invalid device key given.");
        (await WireDevice.Of(first).ConfirmAsync(wire, first)).MustSucceed();
        (await WireDevice.Of(first).ConfirmAsync(wire, first)).MustBe("DeviceKeyExistsException", "Device key already exists.");
        Assert.That(wire.Pool.FindUser("ana")!.Devices.Select(device => (device.Key, device.Name, device.IsRemembered)), Is.EqualTo(new[] { (WireDevice.Of(first).Key, "test", true) }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_tracked_session_is_refreshed_with_its_device_key_only(bool confirmed)
    {
        await using Wire wire = await DeviceSignInTests.StartAsync(DeviceSignInTests.Always);
        JsonObject tokens = await wire.SignInAsync();
        WireDevice device = WireDevice.Of(tokens);
        if (confirmed)
        {
            (await device.ConfirmAsync(wire, tokens)).MustSucceed();
        }

        foreach (string? wrong in new[] { null, "eu-west-1_00000000-0000-0000-0000-000000000000" })
        {
            (await RefreshAsync(wire, tokens, wrong)).MustBe("NotAuthorizedException", "Invalid Refresh Token.");
            (await GetTokensAsync(wire, tokens, wrong)).MustBe("NotAuthorizedException", "Invalid Refresh Token.");
        }

        JsonObject refreshed = (await RefreshAsync(wire, tokens, device.Key)).MustSucceed().Tokens;
        Assert.That((string)new Jwt((string)refreshed["AccessToken"]!).Claims["device_key"]!, Is.EqualTo(device.Key));
        Assert.That(refreshed.ContainsKey("NewDeviceMetadata"), Is.False);
        (await GetTokensAsync(wire, tokens, device.Key)).MustSucceed();
    }

    [Test]
    public async Task Whether_a_device_binds_before_it_is_confirmed_is_a_setting()
    {
        await using Wire wire = await DeviceSignInTests.StartAsync(DeviceSignInTests.Always, new UnsettledBehaviour { UnconfirmedDeviceBindsRefresh = false });
        JsonObject tokens = await wire.SignInAsync();

        (await RefreshAsync(wire, tokens, null)).MustSucceed();
        (await WireDevice.Of(tokens).ConfirmAsync(wire, tokens)).MustSucceed();
        (await RefreshAsync(wire, tokens, null)).MustBe("NotAuthorizedException", "Invalid Refresh Token.");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Whether_forgetting_a_device_ends_its_refresh_tokens_is_a_setting(bool ends)
    {
        await using Wire wire = await DeviceSignInTests.StartAsync(DeviceSignInTests.Always, new UnsettledBehaviour { ForgettingDeviceEndsRefresh = ends });
        JsonObject tokens = await wire.SignInAsync();
        WireDevice device = WireDevice.Of(tokens);
        (await device.ConfirmAsync(wire, tokens)).MustSucceed();
        (await wire.TokenCallAsync("ForgetDevice", (string)tokens["AccessToken"]!, new JsonObject { ["DeviceKey"] = device.Key })).MustSucceedWithoutBody();

        WireAnswer refreshed = await RefreshAsync(wire, tokens, device.Key);

        Assert.That(refreshed.ErrorMessage, Is.EqualTo(ends ? "Invalid Refresh Token." : null));
    }

    [Test]
    public async Task A_device_is_described_and_forgotten()
    {
        await using Wire wire = await DeviceSignInTests.StartAsync(DeviceSignInTests.Always);
        JsonObject tokens = await wire.SignInAsync();
        string token = (string)tokens["AccessToken"]!;
        WireDevice device = WireDevice.Of(tokens);
        (await device.ConfirmAsync(wire, tokens)).MustSucceed();
        Task<WireAnswer> Call(string operation) => wire.TokenCallAsync(operation, token, new JsonObject { ["DeviceKey"] = device.Key });

        JsonObject described = (await Call("GetDevice")).MustSucceed().Json["Device"]!.AsObject();

        Assert.That(described.Select(member => member.Key), Is.EqualTo(new[] { "DeviceKey", "DeviceAttributes", "DeviceCreateDate", "DeviceLastModifiedDate", "DeviceLastAuthenticatedDate" }));
        Assert.That(described["DeviceAttributes"]!.ToJsonString(), Is.EqualTo(
            """[{"Name":"device_status","Value":"valid"},{"Name":"device_name","Value":"test"},{"Name":"dev:device_remembered_status","Value":"remembered"}]"""));
        Assert.That((double)described["DeviceCreateDate"]!, Is.EqualTo(wire.Emulator.Clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0));
        (await Call("ForgetDevice")).MustSucceedWithoutBody();
        (await Call("ForgetDevice")).MustBe("ResourceNotFoundException", "Device does not exist.");
        (await Call("GetDevice")).MustBe("ResourceNotFoundException", "Device does not exist.");
        (await Call("UpdateDeviceStatus")).MustBe("ResourceNotFoundException", "Device does not exist.");
    }

    [Test]
    public async Task Devices_are_listed_in_pages()
    {
        await using Wire wire = await DeviceSignInTests.StartAsync(DeviceSignInTests.Always);
        var keys = new List<string>();
        for (int i = 0; i < 5; i++)
        {
            keys.Add((await WireDevice.RememberedAsync(wire)).Key);
        }

        string token = (string)(await wire.SignInAsync())["AccessToken"]!;
        var listed = new List<string>();
        string? page = null;
        int pages = 0;
        do
        {
            WireAnswer answer = (await wire.TokenCallAsync("ListDevices", token, new JsonObject { ["Limit"] = 2, ["PaginationToken"] = page })).MustSucceed();
            listed.AddRange(answer.Json["Devices"]!.AsArray().Select(device => (string)device!["DeviceKey"]!));
            page = (string?)answer.Json["PaginationToken"];
            pages++;
        }
        while (page is not null);

        Assert.That((listed, pages), Is.EqualTo((keys, 3)));
        Assert.That((await wire.TokenCallAsync("ListDevices", token)).MustSucceed().Json["Devices"]!.AsArray(), Has.Count.EqualTo(5));
        (await wire.TokenCallAsync("ListDevices", token, new JsonObject { ["PaginationToken"] = "x" })).MustBe("InvalidParameterException", "Invalid pagination token.");
        Assert.That((await wire.TokenCallAsync("ListDevices", token, new JsonObject { ["Limit"] = 61 })).ErrorCode, Is.EqualTo("InvalidParameterException"));
    }

    [Test]
    public async Task Administrators_see_and_forget_devices()
    {
        await using Wire wire = await DeviceSignInTests.StartAsync(DeviceSignInTests.OptIn);
        WireDevice device = await WireDevice.RememberedAsync(wire);
        Task<WireAnswer> Call(string operation, JsonObject? body = null) => wire.AdminCallAsync(operation, "ana", body ?? new JsonObject { ["DeviceKey"] = device.Key });

        Assert.That((await Call("AdminListDevices", [])).MustSucceed().Json["Devices"]!.AsArray(), Has.Count.EqualTo(1));
        (await Call("AdminUpdateDeviceStatus", new JsonObject { ["DeviceKey"] = device.Key, ["DeviceRememberedStatus"] = "not_remembered" })).MustSucceed();
        Assert.That((await Call("AdminGetDevice")).MustSucceed().Text, Does.Contain("not_remembered"));
        (await Call("AdminForgetDevice")).MustSucceedWithoutBody();
        Assert.That(wire.Pool.FindUser("ana")!.Devices, Is.Empty);
        (await wire.AdminCallAsync("AdminListDevices", "nobody", [])).MustBe("UserNotFoundException", "User does not exist.");
    }

    [TestCase("ConfirmDevice")]
    [TestCase("GetDevice")]
    [TestCase("ListDevices")]
    [TestCase("ForgetDevice")]
    [TestCase("UpdateDeviceStatus")]
    public async Task A_pool_without_tracking_has_no_devices(string operation)
    {
        await using Wire wire = await DeviceSignInTests.StartAsync(null);

        (await wire.TokenCallAsync(operation, (string)(await wire.SignInAsync())["AccessToken"]!, new JsonObject { ["DeviceKey"] = "eu-west-1_0" }))
            .MustBe("InvalidUserPoolConfigurationException", "Device tracking is not enabled for the user pool.");
    }

    [Test]
    public async Task Forgetting_in_process_needs_a_device()
    {
        await using Wire wire = await DeviceSignInTests.StartAsync(DeviceSignInTests.Always);

        Assert.That(() => wire.Pool.FindUser("ana")!.ForgetDevice("eu-west-1_0"), Throws.InvalidOperationException);
    }

    private static Task<WireAnswer> RefreshAsync(Wire wire, JsonObject tokens, string? key) =>
        wire.InitiateAsync("REFRESH_TOKEN_AUTH", new JsonObject { ["REFRESH_TOKEN"] = (string)tokens["RefreshToken"]!, ["DEVICE_KEY"] = key });

    private static Task<WireAnswer> GetTokensAsync(Wire wire, JsonObject tokens, string? key) =>
        wire.ClientCallAsync("GetTokensFromRefreshToken", new JsonObject { ["RefreshToken"] = (string)tokens["RefreshToken"]!, ["DeviceKey"] = key });
}
