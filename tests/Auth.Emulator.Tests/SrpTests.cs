using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class SrpTests
{
    private const string WrongPassword = "Incorrect username or password.";

    private static readonly JsonObject Vectors =
        JsonNode.Parse(File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "TestData", "srp-user.json")))!.AsObject();

    public static IEnumerable<string> VectorNames => Vectors.Select(pair => pair.Key);

    [TestCaseSource(nameof(VectorNames))]
    public void The_client_of_these_tests_agrees_with_the_vectors(string name)
    {
        JsonObject vector = Vectors[name]!.AsObject();
        string Of(string key) => (string)vector[key]!;
        var client = new MiniSrpClient(Of("a"));

        Assert.That(client.A, Is.EqualTo(MiniSrpClient.FromHex(Of("SRP_A"))));
        string signature = client.Sign($"eu-west-1_{Of("poolName")}", Of("userIdForSrp"), Of("password"), Of("salt"), Of("SRP_B"), Of("SECRET_BLOCK"), Of("TIMESTAMP"));
        Assert.That(signature, Is.EqualTo(Of("PASSWORD_CLAIM_SIGNATURE")));
    }

    [TestCaseSource(nameof(VectorNames))]
    public void The_server_agrees_with_the_vectors(string name)
    {
        JsonObject vector = Vectors[name]!.AsObject();
        string Of(string key) => (string)vector[key]!;
        PasswordVerifier verifier = PasswordVerifier.Create(Of("poolName"), Of("userIdForSrp"), Of("password"), MiniSrpClient.FromHex(Of("salt")));
        SrpHandshake handshake = SrpHandshake.Start(verifier, Of("SRP_A"), MiniSrpClient.FromHex(Of("b")), Of("SECRET_BLOCK"))!;

        Assert.That(MiniSrpClient.FromHex(handshake.ServerPublicHex), Is.EqualTo(MiniSrpClient.FromHex(Of("SRP_B"))));
        Assert.That(Convert.ToBase64String(handshake.ExpectedSignature(Of("TIMESTAMP"))), Is.EqualTo(Of("PASSWORD_CLAIM_SIGNATURE")));
    }

    [Test]
    public async Task The_challenge_has_these_parameters_and_no_session()
    {
        await using Wire wire = await StartWithAnaAsync();

        WireAnswer answer = (await StartSrpAsync(wire, "ana", new MiniSrpClient().PublicHex)).MustSucceed();

        Assert.That(answer.Json.Select(pair => pair.Key), Is.EquivalentTo(new[] { "ChallengeName", "ChallengeParameters" }));
        Assert.That(answer.Challenge, Is.EqualTo("PASSWORD_VERIFIER"));
        Assert.That(
            answer.Json["ChallengeParameters"]!.AsObject().Select(pair => pair.Key),
            Is.EquivalentTo(new[] { "SALT", "SECRET_BLOCK", "SRP_B", "USERNAME", "USER_ID_FOR_SRP" }));
        Assert.That(Convert.FromBase64String(answer.Parameter("SECRET_BLOCK")), Has.Length.EqualTo(1024));
        Assert.That(answer.Parameter("SRP_B"), Does.Match("^[1-9a-f][0-9a-f]*$"));
    }

    [Test]
    public async Task The_answer_to_a_good_proof_is_tokens_and_empty_challenge_parameters()
    {
        await using Wire wire = await StartWithAnaAsync();

        WireAnswer answer = (await wire.SrpSignInAsync("ana", "Passw0rd!")).MustSucceed();

        Assert.That(answer.Json.Select(pair => pair.Key), Is.EquivalentTo(new[] { "AuthenticationResult", "ChallengeParameters" }));
        Assert.That(answer.Tokens.Select(pair => pair.Key), Is.EquivalentTo(new[] { "AccessToken", "ExpiresIn", "IdToken", "RefreshToken", "TokenType" }));
        Assert.That((string)answer.Tokens["TokenType"]!, Is.EqualTo("Bearer"));
        Assert.That((int)answer.Tokens["ExpiresIn"]!, Is.EqualTo(3600));
    }

    [Test]
    public async Task Every_byte_length_of_the_numbers_signs_in()
    {
        // Salt, A and B vary in length and top bit from run to run; enough runs meet odd and high-bit ones.
        await using Wire wire = await Wire.StartAsync();
        for (int i = 0; i < 24; i++)
        {
            string password = $"Passw0rd!{i}é日本";
            wire.Pool.AddUser($"user{i}", password);
            (await wire.SrpSignInAsync($"user{i}", password)).MustSucceed();
        }
    }

    [Test]
    public async Task SRP_A_of_odd_length_and_in_capitals_is_a_number_too()
    {
        await using Wire wire = await StartWithAnaAsync();
        MiniSrpClient odd = ClientWithOddLengthPublicValue();

        foreach (string hex in new[] { odd.PublicHex, odd.PublicHex.ToUpperInvariant(), "000" + odd.PublicHex })
        {
            WireAnswer started = (await StartSrpAsync(wire, "ana", hex)).MustSucceed();
            (await wire.ProveAsync(odd, started, "Passw0rd!")).MustSucceed();
        }
    }

    [TestCase("0")]
    [TestCase("00")]
    [TestCase("N")]
    [TestCase("2N")]
    [TestCase("xyz")]
    [TestCase("-1")]
    public async Task SRP_A_that_is_no_usable_number_is_refused(string value)
    {
        await using Wire wire = await StartWithAnaAsync();
        string hex = value switch
        {
            "N" => MiniSrpClient.ToHex(MiniSrpClient.Prime),
            "2N" => MiniSrpClient.ToHex(2 * MiniSrpClient.Prime),
            _ => value,
        };

        Assert.That((await StartSrpAsync(wire, "ana", hex)).ErrorCode, Is.EqualTo("InvalidParameterException"));
    }

    [TestCase("USERNAME")]
    [TestCase("SRP_A")]
    public async Task Starting_needs_every_parameter(string missing)
    {
        await using Wire wire = await StartWithAnaAsync();
        var parameters = new JsonObject { ["USERNAME"] = "ana", ["SRP_A"] = "2" };
        parameters.Remove(missing);

        (await wire.InitiateAsync("USER_SRP_AUTH", parameters)).MustBe("InvalidParameterException", $"Missing required parameter {missing}");
    }

    [TestCase("USERNAME")]
    [TestCase("PASSWORD_CLAIM_SECRET_BLOCK")]
    [TestCase("TIMESTAMP")]
    [TestCase("PASSWORD_CLAIM_SIGNATURE")]
    public async Task Proving_needs_every_parameter(string missing)
    {
        await using Wire wire = await StartWithAnaAsync();

        (await wire.SrpSignInAsync("ana", "Passw0rd!", responses => responses.Remove(missing)))
            .MustBe("InvalidParameterException", $"Missing required parameter {missing}");
    }

    [TestCase("PASSWORD_CLAIM_SIGNATURE", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [TestCase("PASSWORD_CLAIM_SIGNATURE", "not base64!")]
    [TestCase("PASSWORD_CLAIM_SECRET_BLOCK", "AAAA")]
    [TestCase("USERNAME", "bert")]
    public async Task A_spoilt_proof_is_refused_like_a_wrong_password(string parameter, string value)
    {
        await using Wire wire = await StartWithAnaAsync();
        wire.Pool.AddUser("bert", "Passw0rd!");

        (await wire.SrpSignInAsync("ana", "Passw0rd!", responses => responses[parameter] = value)).MustBe("NotAuthorizedException", WrongPassword);
    }

    [TestCase("Thu Mar 05 09:08:07 UTC 2026", TestName = "A zero-padded day is refused")]
    [TestCase("Wed Mar 5 09:08:07 UTC 2026", TestName = "A wrong weekday is refused")]
    [TestCase("Thu Mar 5 09:08:07 GMT 2026", TestName = "Another zone name is refused")]
    [TestCase("thu mar 5 09:08:07 UTC 2026", TestName = "Lower case names are refused")]
    [TestCase("Do Mrz 5 09:08:07 UTC 2026", TestName = "German names are refused")]
    [TestCase("2026-03-05T09:08:07Z", TestName = "ISO 8601 is refused")]
    [TestCase("Thu Mar 5 09:13:08 UTC 2026", TestName = "A clock more than five minutes fast is refused")]
    [TestCase("Thu Mar 5 09:03:06 UTC 2026", TestName = "A clock more than five minutes slow is refused")]
    public async Task A_timestamp_out_of_form_or_time_is_refused(string timestamp)
    {
        await using Wire wire = await StartWithAnaAsync();

        (await wire.SrpSignInAsync("ana", "Passw0rd!", timestamp: timestamp)).MustBe("NotAuthorizedException", WrongPassword);
    }

    [TestCase("Thu Mar 5 09:08:07 UTC 2026")]
    [TestCase("Thu Mar 5 09:13:07 UTC 2026")]
    [TestCase("Thu Mar 5 09:03:07 UTC 2026")]
    public async Task A_timestamp_in_form_and_time_is_taken(string timestamp)
    {
        await using Wire wire = await StartWithAnaAsync();

        (await wire.SrpSignInAsync("ana", "Passw0rd!", timestamp: timestamp)).MustSucceed();
    }

    [Test]
    public async Task The_clock_skew_is_a_setting()
    {
        await using Wire wire = await Wire.StartAsync(unsettled: new UnsettledBehaviour { SrpClockSkew = TimeSpan.FromSeconds(2) });
        wire.Pool.AddUser("ana", "Passw0rd!");

        (await wire.SrpSignInAsync("ana", "Passw0rd!", timestamp: "Thu Mar 5 09:08:10 UTC 2026")).MustBe("NotAuthorizedException", WrongPassword);
        (await wire.SrpSignInAsync("ana", "Passw0rd!", timestamp: "Thu Mar 5 09:08:09 UTC 2026")).MustSucceed();
    }

    [Test]
    public async Task A_secret_block_ends_after_its_lifetime()
    {
        await using Wire wire = await StartWithAnaAsync();
        var srp = new MiniSrpClient();
        WireAnswer started = await StartSrpAsync(wire, "ana", srp.PublicHex);
        wire.Emulator.Clock.Advance(TimeSpan.FromMinutes(5));

        (await wire.ProveAsync(srp, started, "Passw0rd!")).MustBe("NotAuthorizedException", WrongPassword);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Whether_a_secret_block_can_be_answered_twice_is_a_setting(bool singleUse)
    {
        await using Wire wire = await Wire.StartAsync(unsettled: new UnsettledBehaviour { SecretBlockSingleUse = singleUse });
        wire.Pool.AddUser("ana", "Passw0rd!");
        var srp = new MiniSrpClient();
        WireAnswer started = await StartSrpAsync(wire, "ana", srp.PublicHex);
        (await wire.ProveAsync(srp, started, "Passw0rd!")).MustSucceed();

        WireAnswer again = await wire.ProveAsync(srp, started, "Passw0rd!");

        Assert.That(again.ErrorCode, Is.EqualTo(null).Or.EqualTo("NotAuthorizedException"));
        Assert.That(again.ErrorCode is null, Is.EqualTo(!singleUse));
    }

    [Test]
    public async Task A_secret_block_of_another_client_is_refused()
    {
        await using Wire wire = await StartWithAnaAsync();
        var srp = new MiniSrpClient();
        WireAnswer started = await StartSrpAsync(wire, "ana", srp.PublicHex);
        wire.Client = wire.Pool.AddClient();

        (await wire.ProveAsync(srp, started, "Passw0rd!")).MustBe("NotAuthorizedException", WrongPassword);
    }

    [TestCase("Tue Sep 3 04:05:06 UTC 2024", true)]
    [TestCase("Tue Sep 03 04:05:06 UTC 2024", false)]
    [TestCase("Mon Sep 3 04:05:06 UTC 2024", false)]
    [TestCase("Tue Dec 31 23:59:59 UTC 2024", true)]
    [TestCase("Tue Sep 3 04:05:06 UTC 2024 ", false)]
    [TestCase("", false)]
    public void The_form_of_a_timestamp_is_strict(string text, bool valid) => Assert.That(SrpTimestamp.TryParse(text, out _), Is.EqualTo(valid));

    [Test]
    public void The_prime_is_the_one_of_RFC_3526()
    {
        // 2^3072 - 2^3008 - 1 + 2^64 * ([2^2942 pi] + 1690314): its ends are all ones, and g = 2 has the prime's own multiplier.
        Assert.That(MiniSrpClient.Prime.GetBitLength(), Is.EqualTo(3072));
        Assert.That(SrpGroup.N, Is.EqualTo(MiniSrpClient.Prime));
        Assert.That(SrpGroup.K, Is.EqualTo(BigInteger.Parse("0" + (string)Vectors["plain"]!["k"]!, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }

    private static MiniSrpClient ClientWithOddLengthPublicValue()
    {
        while (true)
        {
            var client = new MiniSrpClient();
            if (client.PublicHex.Length % 2 == 1)
            {
                return client;
            }
        }
    }

    private static async Task<Wire> StartWithAnaAsync()
    {
        Wire wire = await Wire.StartAsync();
        wire.Pool.AddUser("ana", "Passw0rd!");
        return wire;
    }

    private static Task<WireAnswer> StartSrpAsync(Wire wire, string username, string publicHex) =>
        wire.InitiateAsync("USER_SRP_AUTH", new JsonObject { ["USERNAME"] = username, ["SRP_A"] = publicHex });
}
