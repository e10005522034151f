using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Amplify.Tests;

/// <summary>A device as a client keeps it: the keys the service gave it and the secret it made itself.</summary>
internal sealed class WireDevice(string key, string groupKey)
{
    public string Key { get; } = key;

    public string GroupKey { get; } = groupKey;

    public string Secret { get; init; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(40));

    public BigInteger Salt { get; init; } = new(RandomNumberGenerator.GetBytes(16), isUnsigned: true, isBigEndian: true);

    /// <summary>What the device is known by: g^x of its secret.</summary>
    public BigInteger Verifier
    {
        get
        {
            byte[] inner = SHA256.HashData(Encoding.UTF8.GetBytes($"{GroupKey}{Key}:{Secret}"));
            byte[] x = SHA256.HashData([.. Padded(Salt), .. inner]);
            return BigInteger.ModPow(2, new BigInteger(x, isUnsigned: true, isBigEndian: true), MiniSrpClient.Prime);
        }
    }

    public JsonObject Config => new() { [nameof(Salt)] = Convert.ToBase64String(Padded(Salt)), ["PasswordVerifier"] = Convert.ToBase64String(Padded(Verifier)) };

    /// <summary>The device that came with the tokens of a sign-in.</summary>
    public static WireDevice Of(JsonObject tokens) => new((string)tokens["NewDeviceMetadata"]!["DeviceKey"]!, (string)tokens["NewDeviceMetadata"]!["DeviceGroupKey"]!);

    /// <summary>Signs in with the password, confirms the new device and, in pools that ask, has it remembered.</summary>
    public static async Task<WireDevice> RememberedAsync(Wire wire, string username = "ana", string password = "Passw0rd!")
    {
        JsonObject tokens = await wire.SignInAsync(username, password);
        WireDevice device = Of(tokens);
        bool ask = (bool)(await device.ConfirmAsync(wire, tokens)).MustSucceed().Json["UserConfirmationNecessary"]!;
        if (ask)
        {
            (await wire.TokenCallAsync("UpdateDeviceStatus", (string)tokens["AccessToken"]!, new JsonObject { ["DeviceKey"] = device.Key, ["DeviceRememberedStatus"] = "remembered" })).MustSucceed();
        }

        return device;
    }

    public Task<WireAnswer> ConfirmAsync(Wire wire, JsonObject tokens, JsonObject? config = null) =>
        wire.TokenCallAsync("ConfirmDevice", (string)tokens["AccessToken"]!, new JsonObject { ["DeviceKey"] = Key, ["DeviceName"] = "test", ["DeviceSecretVerifierConfig"] = config ?? Config });

    /// <summary>Answers DEVICE_SRP_AUTH and DEVICE_PASSWORD_VERIFIER; <paramref name="change"/> may spoil the last answer.</summary>
    public async Task<WireAnswer> ProveAsync(Wire wire, WireAnswer asked, Action<JsonObject>? change = null, string username = "ana")
    {
        Assert.That(asked.MustSucceed().Challenge, Is.EqualTo("DEVICE_SRP_AUTH"), asked.Text);
        var srp = new MiniSrpClient();
        JsonObject first = wire.WithHash(username, new JsonObject { ["USERNAME"] = username, ["DEVICE_KEY"] = Key, ["SRP_A"] = srp.PublicHex });
        WireAnswer started = await wire.RespondAsync("DEVICE_SRP_AUTH", asked.Session, first);
        return started.Challenge is null ? started : await FinishAsync(wire, srp, started, change, username);
    }

    public Task<WireAnswer> FinishAsync(Wire wire, MiniSrpClient srp, WireAnswer started, Action<JsonObject>? change = null, string username = "ana")
    {
        string timestamp = MiniSrpClient.Timestamp(wire.Emulator.Clock.GetUtcNow());
        string block = started.Parameter("SECRET_BLOCK");
        JsonObject answer = wire.WithHash(username, new JsonObject
        {
            ["USERNAME"] = username,
            ["DEVICE_KEY"] = Key,
            ["PASSWORD_CLAIM_SECRET_BLOCK"] = block,
            ["TIMESTAMP"] = timestamp,
            ["PASSWORD_CLAIM_SIGNATURE"] = srp.Sign(GroupKey, Key, Secret, started.Parameter("SALT"), started.Parameter("SRP_B"), block, timestamp),
        });
        change?.Invoke(answer);
        return wire.RespondAsync("DEVICE_PASSWORD_VERIFIER", (string?)started.Json["Session"], answer);
    }

    private static byte[] Padded(BigInteger value) => value.ToByteArray(isUnsigned: false, isBigEndian: true);
}
