using System.Globalization;
using System.Numerics;
using Amplify.SignIn.Srp;
using Amplify.Tests.Support;

namespace Amplify.Tests.Srp;

public sealed class SrpClientTests
{
    private const string SecretBlock = "c2VjcmV0IGJsb2Nr";
    private const string Timestamp = "Tue Sep 3 04:05:06 UTC 2024";

    [TestCaseSource(typeof(SrpVectors), nameof(SrpVectors.All))]
    public void Known_answers_come_out(Dictionary<string, string> vector)
    {
        var client = SrpClient.Create(SrpServer.Number(vector["a"]));

        Assert.That(client.PublicValueHex, Is.EqualTo(vector["SRP_A"]));
        Assert.That(client.Prove(ChallengeOf(vector)), Is.EqualTo(vector["PASSWORD_CLAIM_SIGNATURE"]));
    }

    [TestCaseSource(typeof(SrpVectors), nameof(SrpVectors.All))]
    [SetCulture("th-TH")]
    public void Known_answers_come_out_where_other_digits_and_calendars_are_used(Dictionary<string, string> vector)
    {
        Assert.That(SrpClient.Create(SrpServer.Number(vector["a"])).Prove(ChallengeOf(vector)), Is.EqualTo(vector["PASSWORD_CLAIM_SIGNATURE"]));
    }

    [Test]
    public void Upper_case_and_leading_zeros_in_the_services_numbers_change_nothing()
    {
        Dictionary<string, string> vector = FirstVector();
        string expected = vector["PASSWORD_CLAIM_SIGNATURE"];
        vector["SRP_B"] = "00" + vector["SRP_B"].ToUpperInvariant();
        vector["salt"] = "00" + vector["salt"].ToUpperInvariant();

        Assert.That(SrpClient.Create(SrpServer.Number(vector["a"])).Prove(ChallengeOf(vector)), Is.EqualTo(expected));
    }

    [Test]
    public void The_group_is_the_one_of_the_standard()
    {
        Assert.That(SrpGroup.Prime, Is.EqualTo(SrpServer.Prime));
        Assert.That(SrpGroup.Generator, Is.EqualTo(new BigInteger(2)));
        Assert.That(SrpGroup.Multiplier, Is.EqualTo(SrpServer.Multiplier()));
        Assert.That(SrpServer.Hex(SrpGroup.Multiplier), Is.EqualTo(FirstVector()["k"]));
    }

    [Test]
    public void A_server_that_knows_the_password_agrees_whatever_the_random_values()
    {
        var random = new Seeded("srp");
        for (int round = 0; round < 40; round++)
        {
            // Lengths and first digits vary, so that odd lengths and high bits occur in every value.
            string password = Convert.ToBase64String(random.Bytes(1 + random.Below(40))) + random.Pick(["", "é", "日本", "😀", " "]);
            string salt = SrpServer.Hex(new BigInteger(random.Bytes(1 + random.Below(16)), isUnsigned: true, isBigEndian: true));
            string pool = "Pool" + round;
            BigInteger b = new BigInteger(random.Bytes(8), isUnsigned: true) + 1;
            BigInteger verifier = SrpServer.Verifier(pool, "user", password, salt);
            var client = SrpClient.Create(new BigInteger(random.Bytes(1 + random.Below(32)), isUnsigned: true) + 1);

            string proof = client.Prove(Challenge(serverPublic: SrpServer.Hex(SrpServer.PublicValue(verifier, b)), salt: salt, password: password, pool: pool));

            string expected = SrpServer.Signature(client.PublicValueHex, verifier, b, pool, "user", SecretBlock, Timestamp);
            Assert.That(proof, Is.EqualTo(expected), $"round {round}");
        }
    }

    [Test]
    public void A_server_that_knows_another_password_does_not_agree()
    {
        BigInteger verifier = SrpServer.Verifier("Pool", "user", "right", "0a");
        var client = SrpClient.Create();

        string proof = client.Prove(Challenge(serverPublic: SrpServer.Hex(SrpServer.PublicValue(verifier, 12345)), salt: "0a", password: "wrong", pool: "Pool"));

        Assert.That(proof, Is.Not.EqualTo(SrpServer.Signature(client.PublicValueHex, verifier, 12345, "Pool", "user", SecretBlock, Timestamp)));
    }

    [Test]
    public void Every_exchange_has_a_private_value_of_its_own()
    {
        HashSet<string> publicValues = [.. Enumerable.Range(0, 8).Select(_ => SrpClient.Create().PublicValueHex)];

        Assert.That(publicValues, Has.Count.EqualTo(8));
        Assert.That(publicValues, Is.All.Matches("^[1-9a-f][0-9a-f]{700,767}$"), "as long as the prime, nearly always: lower-case, no zeros in front");
    }

    [Test]
    public void A_private_value_that_is_not_positive_is_refused([Values(0, -1)] int value)
    {
        Assert.That(() => SrpClient.Create(new BigInteger(value)), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [TestCaseSource(nameof(PublicValuesToRefuse))]
    public void A_public_value_no_honest_server_sends_is_refused(string value)
    {
        AssertRefused(() => SrpClient.Create(7).Prove(Challenge(serverPublic: value)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("0x0a")]
    [TestCase("-0a")]
    [TestCase("0g")]
    [TestCase(" 0a")]
    [TestCase("٠")]
    public void A_salt_that_is_no_hexadecimal_number_is_refused(string? salt)
    {
        AssertRefused(() => SrpClient.Create(7).Prove(Challenge(salt: salt!)));
    }

    [Test]
    public void A_salt_of_unreasonable_length_is_refused()
    {
        AssertRefused(() => SrpClient.Create(7).Prove(Challenge(salt: new string('a', 513))));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("a")]
    [TestCase("c2Vj*mV0")]
    [TestCase("c2VjcmV0_-==")]
    [TestCase("====")]
    [TestCase("    ")]
    public void A_secret_block_that_is_not_base64_is_refused(string? block)
    {
        AssertRefused(() => SrpClient.Create(7).Prove(Challenge(secretBlock: block!)));
    }

    [Test]
    public void A_secret_block_of_unreasonable_length_is_refused()
    {
        AssertRefused(() => SrpClient.Create(7).Prove(Challenge(secretBlock: new string('A', (64 * 1024) + 4))));
    }

    [Test]
    public void A_scrambling_parameter_of_zero_is_refused()
    {
        // No input is known whose hash is zero, so the check is asked directly.
        AssertRefused(() => SrpWire.Scrambler(BigInteger.Zero));
        Assert.That(SrpWire.Scrambler(BigInteger.One), Is.EqualTo(BigInteger.One));
    }

    private static IEnumerable<TestCaseData> PublicValuesToRefuse()
    {
        BigInteger prime = SrpServer.Prime;
        yield return new TestCaseData(null).SetArgDisplayNames("null");
        yield return new TestCaseData("").SetArgDisplayNames("empty");
        yield return new TestCaseData("0").SetArgDisplayNames("zero");
        yield return new TestCaseData(new string('0', 768)).SetArgDisplayNames("zero, padded");
        yield return new TestCaseData(SrpServer.Hex(prime)).SetArgDisplayNames("N");
        yield return new TestCaseData("00" + SrpServer.Hex(prime)).SetArgDisplayNames("N, padded");
        yield return new TestCaseData(SrpServer.Hex(prime * 2)).SetArgDisplayNames("2N");
        yield return new TestCaseData(SrpServer.Hex(prime + 1)).SetArgDisplayNames("N + 1: not reduced");
        yield return new TestCaseData(new string('f', 771)).SetArgDisplayNames("too long");
        yield return new TestCaseData("-2").SetArgDisplayNames("negative");
        yield return new TestCaseData("+2").SetArgDisplayNames("with a sign");
        yield return new TestCaseData("0x2").SetArgDisplayNames("with a prefix");
        yield return new TestCaseData("2 ").SetArgDisplayNames("with a blank");
        yield return new TestCaseData("xyz").SetArgDisplayNames("not hexadecimal");
    }

    private static void AssertRefused(Action action)
    {
        AuthException? refusal = Assert.Throws<AuthException>(() => action());
        Assert.That(refusal!.Reason, Is.EqualTo(AuthErrorReason.InvalidResponse));
        Assert.That(refusal.ToString(), Does.Not.Contain("Pa55word"));
    }

    private static Dictionary<string, string> FirstVector() => (Dictionary<string, string>)SrpVectors.All().First().Arguments[0]!;

    private static SrpChallenge ChallengeOf(Dictionary<string, string> vector) => new()
    {
        PoolName = vector["poolName"],
        UserId = vector["userIdForSrp"],
        Password = new Secret(vector["password"]),
        Salt = vector["salt"],
        ServerPublicValue = vector["SRP_B"],
        SecretBlock = vector["SECRET_BLOCK"],
        Timestamp = vector["TIMESTAMP"],
    };

    private static SrpChallenge Challenge(
        string serverPublic = "2",
        string salt = "0a",
        string secretBlock = SecretBlock,
        string password = "Pa55word",
        string pool = "Pool") => new()
        {
            PoolName = pool,
            UserId = "user",
            Password = new Secret(password),
            Salt = salt,
            ServerPublicValue = serverPublic,
            SecretBlock = secretBlock,
            Timestamp = Timestamp,
        };
}
