using System.Numerics;
using System.Text.Json;
using Amplify.SignIn.Srp;
using Amplify.Tests.Support;

namespace Amplify.Tests.Srp;

/// <summary>What a device registers with is what it is proved against: for every salt, also those that begin with zeros or a high bit.</summary>
public sealed class DeviceVerifierTests
{
    private const string Group = "-AbCdEfGh";
    private const string Device = "eu-west-1_0f0f0f0f-1111-2222-3333-444444444444";
    private const string Password = "c2VjcmV0LW9mLXRoZS1kZXZpY2U=";
    private const string SecretBlock = "c2VjcmV0IGJsb2Nr";
    private const string Timestamp = "Tue Sep 3 04:05:06 UTC 2024";

    private static IEnumerable<TestCaseData> Vectors()
    {
        using Stream file = typeof(DeviceVerifierTests).Assembly.GetManifestResourceStream("srp-device.json")!;
        using JsonDocument document = JsonDocument.Parse(file);
        foreach (JsonElement vector in document.RootElement.EnumerateArray())
        {
            Dictionary<string, string> values = vector.EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetString()!);
            yield return new TestCaseData(values).SetArgDisplayNames(values["saltHex"]);
        }
    }

    [TestCaseSource(nameof(Vectors))]
    public void Known_answers_come_out(Dictionary<string, string> vector)
    {
        var verifier = DeviceVerifier.Create(vector["deviceGroupKey"], vector["deviceKey"], new Secret(vector["devicePassword"]), SrpServer.Number(vector["saltHex"]));

        Assert.That(verifier.Salt, Is.EqualTo(vector["Salt"]));
        Assert.That(verifier.PasswordVerifier, Is.EqualTo(vector["PasswordVerifier"]));
    }

    private static IEnumerable<byte[]> Salts()
    {
        yield return new byte[16];
        yield return [.. new byte[15], 1];
        yield return [.. new byte[15], 0x80];
        yield return [.. Enumerable.Repeat((byte)0xff, 16)];

        // One device in 254 was locked out for good by another library: a zero byte first, and no high bit behind it.
        var random = new Seeded("device salts");
        for (int zeros = 0; zeros < 4; zeros++)
        {
            foreach (byte first in new byte[] { 0x01, 0x7f, 0x80, 0xff })
            {
                byte[] salt = random.Bytes(16);
                Array.Clear(salt, 0, zeros);
                salt[zeros] = first;
                yield return salt;
            }
        }

        for (int i = 0; i < 12; i++)
        {
            yield return random.Bytes(16);
        }
    }

    [TestCaseSource(nameof(Salts))]
    public void A_device_is_proved_with_the_salt_it_was_registered_with(byte[] salt)
    {
        // Registered: the service keeps two texts.
        var registered = DeviceVerifier.Create(Group, Device, new Secret(Password), new BigInteger(salt, isUnsigned: true, isBigEndian: true));
        var keptSalt = new BigInteger(Convert.FromBase64String(registered.Salt), isUnsigned: true, isBigEndian: true);
        var keptVerifier = new BigInteger(Convert.FromBase64String(registered.PasswordVerifier), isUnsigned: true, isBigEndian: true);

        // Asked for, later: numbers in hexadecimal, without leading zeros.
        BigInteger b = SrpServer.Number("1234567890abcdef1234567890abcdef1234567890abcdef1234567890abcdef");
        var srp = SrpClient.Create(SrpServer.Number("fedcba0987654321fedcba0987654321fedcba0987654321fedcba0987654321"));
        string signature = srp.Prove(new SrpChallenge
        {
            PoolName = Group,
            UserId = Device,
            Password = new Secret(Password),
            Salt = SrpServer.Hex(keptSalt),
            ServerPublicValue = SrpServer.Hex(SrpServer.PublicValue(keptVerifier, b)),
            SecretBlock = SecretBlock,
            Timestamp = Timestamp,
        });

        Assert.That(keptVerifier, Is.EqualTo(SrpServer.Verifier(Group, Device, Password, SrpServer.Hex(keptSalt))), "the service's own arithmetic");
        Assert.That(signature, Is.EqualTo(SrpServer.Signature(srp.PublicValueHex, keptVerifier, b, Group, Device, SecretBlock, Timestamp)));
    }

    [Test]
    public void Every_registration_has_a_salt_of_its_own()
    {
        DeviceVerifier[] made = [.. Enumerable.Range(0, 3).Select(_ => DeviceVerifier.Create(Group, Device, new Secret(Password)))];

        Assert.That(made.Select(v => v.Salt), Is.Unique);
        Assert.That(made.Select(v => v.PasswordVerifier), Is.Unique);
        Assert.That(made.Select(v => Convert.FromBase64String(v.Salt).Length), Is.All.LessThanOrEqualTo(17));
    }
}
