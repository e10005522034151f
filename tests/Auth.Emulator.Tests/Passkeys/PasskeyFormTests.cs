using System.Buffers.Text;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>What passkeys are read from: keys of other kinds, and bytes that follow no form.</summary>
public sealed class PasskeyFormTests
{
    private static readonly byte[] Coordinate = new byte[32];

    private static IEnumerable<TestCaseData> OtherKeys()
    {
        byte[] modulus = [0xff, .. new byte[255]];
        yield return new TestCaseData(Cbor.Map(), "nothing").SetArgDisplayNames("nothing");
        yield return Named("a point that is not on the curve", 1, 2, 3, -7, -1, 1, -2, Coordinate, -3, Coordinate);
        yield return Named("another curve", 1, 2, 3, -7, -1, 2, -2, Coordinate, -3, Coordinate);
        yield return Named("a coordinate that is cut off", 1, 2, 3, -7, -1, 1, -2, new byte[31], -3, Coordinate);
        yield return Named("half a point", 1, 2, 3, -7, -1, 1, -2, Coordinate);
        yield return Named("another algorithm", 1, 2, 3, -35, -1, 1, -2, Coordinate, -3, Coordinate);
        yield return Named("RSA that is called a curve", 1, 2, 3, -257, -1, modulus, -2, new byte[] { 1, 0, 1 });
        yield return Named("RSA of 1024 bits", 1, 3, 3, -257, -1, modulus[..128], -2, new byte[] { 1, 0, 1 });
        yield return Named("RSA without exponent", 1, 3, 3, -257, -1, modulus);
    }

    [TestCaseSource(nameof(OtherKeys))]
    public void Keys_of_other_kinds_are_not_taken(byte[] key, string why) => Assert.That(CoseKey.Read(key), Is.Null, why);

    [TestCase(SoftwareAuthenticator.Es256)]
    [TestCase(SoftwareAuthenticator.Rs256)]
    public void A_key_knows_its_own_signatures(int algorithm)
    {
        var pair = SoftwareKey.Create(algorithm);
        CoseKey key = CoseKey.Read(pair.ToCose())!;
        byte[] signature = pair.Sign([1, 2, 3]);

        Assert.That((key.Algorithm, key.Verifies([1, 2, 3], signature), key.Verifies([1, 2, 4], signature)), Is.EqualTo((algorithm, true, false)));
        Assert.That(key.Verifies([1, 2, 3], []), Is.False);
        Assert.That(key.Verifies([1, 2, 3], SoftwareKey.Create(algorithm).Sign([1, 2, 3])), Is.False);
    }

    [Test]
    public async Task Bytes_that_follow_no_form_are_a_bad_parameter_wherever_they_go_wrong()
    {
        await using Wire wire = await PasskeyRegistrationTests.StartAsync();
        string token = await PasskeyRegistrationTests.TokenAsync(wire);
        var authenticator = new SoftwareAuthenticator { AttestationFormat = "packed", MoreFlags = 0x80, MoreData = Cbor.Map(Cbor.Text("a"), Cbor.Number(1)) };
        JsonObject made = authenticator.Create(await PasskeyRegistrationTests.OptionsAsync(wire, token));
        byte[] attestation = Base64Url.DecodeFromChars((string)made["response"]!["attestationObject"]!);
        for (int i = 0; i < attestation.Length; i++)
        {
            byte[] broken = [.. attestation];
            broken[i] ^= (byte)(1 << (i % 8));
            Judge(made, broken);
            Judge(made, attestation[..i]);
        }
    }

    private static void Judge(JsonObject made, byte[] attestation)
    {
        JsonObject credential = made.DeepClone().AsObject();
        credential["response"]!["attestationObject"] = Base64Url.EncodeToString(attestation);
        var answer = PasskeyAnswer.Read(credential);
        try
        {
            CoseKey? key = answer.Parse(() => CoseKey.Read(answer.Attestation.Data.CredentialKey));
            _ = key is not null && answer.Parse(() => answer.Attestation.Holds(key, answer.Client.Hash));
        }
        catch (ServiceException refused)
        {
            Assert.That(refused.Code, Is.EqualTo("InvalidParameterException"));
        }
    }

    private static TestCaseData Named(string why, params object[] items) => new TestCaseData(
        Cbor.Map([.. items.Select(item => item is int number ? Cbor.Number(number) : Cbor.Bytes((byte[])item))]), why).SetArgDisplayNames(why);
}
