using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>StartWebAuthnRegistration and CompleteWebAuthnRegistration, with an authenticator in software.</summary>
public sealed class PasskeyRegistrationTests
{
    [Test]
    public async Task The_options_say_what_an_authenticator_needs()
    {
        await using Wire wire = await StartAsync();

        JsonObject options = await OptionsAsync(wire, await TokenAsync(wire));

        Assert.That(((string)options["rp"]!["id"]!, (string)options["rp"]!["name"]!), Is.EqualTo(("localhost", "localhost")));
        Assert.That(((string)options["user"]!["name"]!, (string)options["user"]!["displayName"]!), Is.EqualTo(("ana", "Ana Maria")));
        Assert.That(Encoding.UTF8.GetString(Base64Url.DecodeFromChars((string)options["user"]!["id"]!)), Is.EqualTo(wire.Pool.FindUser("ana")!.Sub));
        Assert.That(Base64Url.DecodeFromChars((string)options["challenge"]!), Has.Length.GreaterThanOrEqualTo(16));
        Assert.That(options["pubKeyCredParams"]!.ToJsonString(), Is.EqualTo("""[{"type":"public-key","alg":-7},{"type":"public-key","alg":-257}]"""));
        Assert.That((int)options["timeout"]!, Is.EqualTo(60000));
        Assert.That(options["excludeCredentials"]!.AsArray(), Is.Empty);
        Assert.That(options["authenticatorSelection"]!.ToJsonString(), Is.EqualTo("""{"requireResidentKey":true,"residentKey":"required","userVerification":"preferred"}"""));
        Assert.That(((string)(await OptionsAsync(wire, await TokenAsync(wire)))["challenge"]!), Is.Not.EqualTo((string)options["challenge"]!));
    }

    [TestCase(SoftwareAuthenticator.Es256, "none")]
    [TestCase(SoftwareAuthenticator.Es256, "packed")]
    [TestCase(SoftwareAuthenticator.Rs256, "none")]
    [TestCase(SoftwareAuthenticator.Rs256, "packed")]
    public async Task A_passkey_is_registered_and_excluded_from_then_on(int algorithm, string format)
    {
        await using Wire wire = await StartAsync();
        string token = await TokenAsync(wire);
        var authenticator = new SoftwareAuthenticator { Algorithm = algorithm, AttestationFormat = format };

        WireAnswer completed = await CompleteAsync(wire, token, authenticator.Create(await OptionsAsync(wire, token)));

        Assert.That(completed.MustSucceed().Text, Is.EqualTo("{}"));
        EmulatedPasskey passkey = wire.Pool.FindUser("ana")!.Passkeys.Single();
        Assert.That((passkey.CredentialId, passkey.RelyingPartyId, passkey.AuthenticatorAttachment, passkey.Transports.Single()), Is.EqualTo((authenticator.Credentials[0].IdText, "localhost", "platform", "internal")));
        JsonObject next = await OptionsAsync(wire, token);
        Assert.That(next["excludeCredentials"]!.ToJsonString(), Is.EqualTo($$"""[{"id":"{{passkey.CredentialId}}","type":"public-key","transports":["internal"]}]"""));
        Assert.That(() => authenticator.Create(next), Throws.InvalidOperationException);
        Assert.That((await wire.TokenCallAsync("GetUserAuthFactors", token)).Json["ConfiguredUserAuthFactors"]!.AsArray().Select(factor => (string)factor!), Does.Contain("WEB_AUTHN"));
    }

    [TestCase("challenge", "WebAuthnChallengeNotFoundException")]
    [TestCase("origin", "WebAuthnOriginNotAllowedException")]
    [TestCase("cross-origin", "WebAuthnOriginNotAllowedException")]
    [TestCase("relying party", "WebAuthnRelyingPartyMismatchException")]
    [TestCase("type", "InvalidParameterException")]
    [TestCase("user presence", "WebAuthnCredentialNotSupportedException")]
    [TestCase("attestation format", "WebAuthnCredentialNotSupportedException")]
    [TestCase("attestation signature", "WebAuthnCredentialNotSupportedException")]
    [TestCase("attestation algorithm", "WebAuthnCredentialNotSupportedException")]
    [TestCase("attestation certificate", "WebAuthnCredentialNotSupportedException")]
    [TestCase("attestation without a statement has one", "WebAuthnCredentialNotSupportedException")]
    [TestCase("attestation goes on", "InvalidParameterException")]
    [TestCase("backup", "InvalidParameterException")]
    [TestCase("extensions", "InvalidParameterException")]
    [TestCase("trailing bytes", "InvalidParameterException")]
    public async Task What_an_authenticator_says_is_checked(string wrong, string code)
    {
        await using Wire wire = await StartAsync();
        string token = await TokenAsync(wire);
        var authenticator = new SoftwareAuthenticator { Origin = wrong == "origin" ? "https://localhost.example.com" : "https://localhost", CrossOrigin = wrong == "cross-origin" };
        switch (wrong)
        {
            case "challenge":
                authenticator.FalseChallenge = Base64Url.EncodeToString(new byte[32]);
                break;
            case "relying party":
                authenticator.FalseRelyingParty = "example.com";
                break;
            case "type":
                authenticator.FalseType = "webauthn.get";
                break;
            case "user presence":
                authenticator.UserPresent = false;
                break;
            case "attestation format":
                authenticator.AttestationFormat = "fido-u2f";
                break;
            case "attestation signature":
                authenticator.AttestationFormat = "packed";
                authenticator.FalseKey = SoftwareKey.Create(SoftwareAuthenticator.Es256);
                break;
            case "attestation algorithm":
                authenticator.AttestationFormat = "packed";
                authenticator.FalseAlgorithm = SoftwareAuthenticator.Rs256;
                break;
            case "attestation certificate":
                authenticator.AttestationFormat = "packed";
                authenticator.MoreStatement = [Cbor.Text("x5c"), Cbor.Bytes([1])];
                break;
            case "attestation without a statement has one":
                authenticator.MoreStatement = [Cbor.Text("x5c"), Cbor.Bytes([1])];
                break;
            case "attestation goes on":
                authenticator.AfterAttestation = [0xa0];
                break;
            case "backup":
                authenticator.MoreFlags = 0x10;
                break;
            case "extensions":
                authenticator.MoreFlags = 0x80;
                break;
            case "trailing bytes":
                authenticator.MoreData = [0xa0];
                break;
        }

        WireAnswer refused = await CompleteAsync(wire, token, authenticator.Create(await OptionsAsync(wire, token)));

        Assert.That(refused.ErrorCode, Is.EqualTo(code), refused.Text);
        Assert.That(wire.Pool.FindUser("ana")!.Passkeys, Is.Empty);
    }

    [Test]
    public async Task Extensions_and_backup_flags_are_taken_where_they_follow_the_form()
    {
        await using Wire wire = await StartAsync();
        string token = await TokenAsync(wire);
        var authenticator = new SoftwareAuthenticator { MoreFlags = 0x98, MoreData = Cbor.Map(Cbor.Text("credProtect"), Cbor.Number(2)) };

        (await CompleteAsync(wire, token, authenticator.Create(await OptionsAsync(wire, token)))).MustSucceed();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task User_verification_is_demanded_where_the_pool_does(bool required)
    {
        await using Wire wire = await StartAsync(new WebAuthnConfiguration { RelyingPartyId = "localhost", UserVerification = required ? "required" : "preferred" });
        string token = await TokenAsync(wire);
        JsonObject options = await OptionsAsync(wire, token);
        Assert.That((string)options["authenticatorSelection"]!["userVerification"]!, Is.EqualTo(required ? "required" : "preferred"));

        WireAnswer completed = await CompleteAsync(wire, token, new SoftwareAuthenticator { UserVerified = false }.Create(options));

        Assert.That(completed.ErrorCode, Is.EqualTo(required ? "WebAuthnCredentialNotSupportedException" : null));
    }

    [TestCase("localhost", "http://localhost", true)]
    [TestCase("localhost", "http://localhost:5173", true)]
    [TestCase("localhost", "https://app.localhost", true)]
    [TestCase("localhost", "http://127.0.0.1", false)]
    [TestCase("example.com", "https://example.com", true)]
    [TestCase("example.com", "https://example.com:8443", true)]
    [TestCase("example.com", "https://login.example.com", true)]
    [TestCase("example.com", "http://example.com", false)]
    [TestCase("example.com", "https://notexample.com", false)]
    [TestCase("example.com", "https://example.com.evil.net", false)]
    [TestCase("example.com", "https://example.com/", false)]
    [TestCase("example.com", "android:apk-key-hash:abc", false)]
    [TestCase("example.com", "null", false)]
    public async Task Without_a_list_origins_are_those_of_the_relying_party(string relyingParty, string origin, bool allowed) =>
        await OriginAsync(new WebAuthnConfiguration { RelyingPartyId = relyingParty }, origin, allowed);

    [TestCase("android:apk-key-hash:abc", true)]
    [TestCase("https://example.com", false)]
    public async Task A_list_of_origins_is_exact(string origin, bool allowed) =>
        await OriginAsync(new WebAuthnConfiguration { RelyingPartyId = "example.com", Origins = ["android:apk-key-hash:abc", "https://app.example.com"] }, origin, allowed);

    [Test]
    public async Task A_challenge_is_good_for_one_answer_even_a_wrong_one()
    {
        await using Wire wire = await StartAsync();
        string token = await TokenAsync(wire);
        JsonObject options = await OptionsAsync(wire, token);
        var authenticator = new SoftwareAuthenticator { Origin = "https://example.com" };

        Assert.That((await CompleteAsync(wire, token, authenticator.Create(options))).ErrorCode, Is.EqualTo("WebAuthnOriginNotAllowedException"));
        authenticator.Origin = "https://localhost";
        Assert.That((await CompleteAsync(wire, token, authenticator.Create(options))).ErrorCode, Is.EqualTo("WebAuthnChallengeNotFoundException"));
    }

    [Test]
    public async Task A_challenge_ends()
    {
        await using Wire wire = await StartAsync();
        string token = await TokenAsync(wire);
        JsonObject made = new SoftwareAuthenticator().Create(await OptionsAsync(wire, token));
        wire.Emulator.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.That((await CompleteAsync(wire, token, made)).ErrorCode, Is.EqualTo("WebAuthnChallengeNotFoundException"));
    }

    [Test]
    public async Task A_challenge_is_of_one_user_and_one_client()
    {
        await using Wire wire = await StartAsync();
        wire.Pool.AddUser("bob", "Passw0rd!");
        string token = await TokenAsync(wire);
        JsonObject made = new SoftwareAuthenticator().Create(await OptionsAsync(wire, token));
        string bob = (string)(await wire.SignInAsync("bob"))["AccessToken"]!;
        wire.Client = wire.Pool.AddClient();
        string otherClient = await TokenAsync(wire);

        Assert.That((await CompleteAsync(wire, bob, made)).ErrorCode, Is.EqualTo("WebAuthnChallengeNotFoundException"));
        Assert.That((await CompleteAsync(wire, otherClient, made)).ErrorCode, Is.EqualTo("WebAuthnClientMismatchException"));
        (await CompleteAsync(wire, token, made)).MustSucceed();
    }

    [Test]
    public async Task Two_registrations_can_wait_at_once()
    {
        await using Wire wire = await StartAsync();
        string token = await TokenAsync(wire);
        JsonObject first = await OptionsAsync(wire, token);
        JsonObject second = await OptionsAsync(wire, token);

        (await CompleteAsync(wire, token, new SoftwareAuthenticator().Create(first))).MustSucceed();
        (await CompleteAsync(wire, token, new SoftwareAuthenticator().Create(second))).MustSucceed();
    }

    [TestCase("id")]
    [TestCase("rawId")]
    [TestCase("type")]
    [TestCase("response")]
    [TestCase("response.clientDataJSON")]
    [TestCase("response.attestationObject")]
    public async Task A_credential_that_is_none_is_refused(string member)
    {
        await using Wire wire = await StartAsync();
        string token = await TokenAsync(wire);
        string[] path = member.Split('.');
        foreach (JsonNode? value in new JsonNode?[] { null, "!!!", "", Base64Url.EncodeToString("{}"u8), Base64Url.EncodeToString([0xa0, 0xa0]), 7, new JsonObject() })
        {
            JsonObject made = new SoftwareAuthenticator().Create(await OptionsAsync(wire, token));
            (path.Length == 2 ? made["response"]!.AsObject() : made)[path[^1]] = value;

            WireAnswer refused = await CompleteAsync(wire, token, made);

            Assert.That(refused.ErrorCode, Is.EqualTo("InvalidParameterException").Or.EqualTo("SerializationException"), $"{value?.ToJsonString()}: {refused.Text}");
        }
    }

    [Test]
    public async Task A_passkey_is_registered_once()
    {
        await using Wire wire = await StartAsync();
        wire.Pool.AddUser("bob", "Passw0rd!");
        string token = await TokenAsync(wire);
        string bob = (string)(await wire.SignInAsync("bob"))["AccessToken"]!;
        var authenticator = new SoftwareAuthenticator();
        JsonObject made = authenticator.Create(await OptionsAsync(wire, token));
        (await CompleteAsync(wire, token, made)).MustSucceed();

        // The same attestation, brought back under the challenge of someone else.
        JsonObject replayed = made.DeepClone().AsObject();
        string challenge = (string)(await OptionsAsync(wire, bob))["challenge"]!;
        replayed["response"]!["clientDataJSON"] = Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes(new JsonObject { ["type"] = "webauthn.create", ["challenge"] = challenge, ["origin"] = "https://localhost" }.ToJsonString()));

        (await CompleteAsync(wire, bob, replayed)).MustBe("InvalidParameterException", "The passkey is registered already.");
    }

    [Test]
    public async Task The_two_ids_of_a_passkey_are_the_same()
    {
        await using Wire wire = await StartAsync();
        string token = await TokenAsync(wire);
        JsonObject made = new SoftwareAuthenticator().Create(await OptionsAsync(wire, token));
        foreach (string member in new[] { "id", "rawId" })
        {
            made[member] = Base64Url.EncodeToString(new byte[32]);
        }

        (await CompleteAsync(wire, token, made)).MustBe("InvalidParameterException", "The passkey has two different ids.");
    }

    [Test]
    public async Task A_user_can_have_twenty()
    {
        await using Wire wire = await StartAsync();
        string token = await TokenAsync(wire);
        for (int i = 0; i < 20; i++)
        {
            (await CompleteAsync(wire, token, new SoftwareAuthenticator().Create(await OptionsAsync(wire, token)))).MustSucceed();
        }

        Assert.That((await CompleteAsync(wire, token, new SoftwareAuthenticator().Create(await OptionsAsync(wire, token)))).ErrorCode, Is.EqualTo("LimitExceededException"));
    }

    [TestCase("StartWebAuthnRegistration")]
    [TestCase("CompleteWebAuthnRegistration")]
    public async Task A_pool_that_does_not_use_passkeys_makes_none(string operation)
    {
        await using Wire wire = await StartAsync(settings: new UserPoolSettings { AllowedFirstAuthFactors = ["PASSWORD"] });

        Assert.That((await wire.TokenCallAsync(operation, await TokenAsync(wire), new JsonObject { ["Credential"] = new JsonObject() })).ErrorCode, Is.EqualTo("WebAuthnNotEnabledException"));
    }

    [Test]
    public async Task A_pool_without_a_relying_party_makes_none()
    {
        await using Wire wire = await StartAsync(new WebAuthnConfiguration());

        Assert.That((await wire.TokenCallAsync("StartWebAuthnRegistration", await TokenAsync(wire))).ErrorCode, Is.EqualTo("WebAuthnConfigurationMissingException"));
    }

    [Test]
    public void User_verification_is_preferred_or_required() => Assert.That(
        async () => await StartAsync(new WebAuthnConfiguration { UserVerification = "discouraged" }), Throws.ArgumentException);

    internal static async Task<Wire> StartAsync(WebAuthnConfiguration? configuration = null, UserPoolSettings? settings = null)
    {
        settings ??= configuration is null ? new UserPoolSettings() : new UserPoolSettings { WebAuthnConfiguration = configuration };
        Wire wire = await Wire.StartAsync(pool: settings);
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com", ["name"] = "Ana Maria" });
        return wire;
    }

    internal static async Task<string> TokenAsync(Wire wire) => (string)(await wire.SignInAsync())["AccessToken"]!;

    internal static async Task<JsonObject> OptionsAsync(Wire wire, string token) =>
        (await wire.TokenCallAsync("StartWebAuthnRegistration", token)).MustSucceed().Json["CredentialCreationOptions"]!.AsObject();

    internal static Task<WireAnswer> CompleteAsync(Wire wire, string token, JsonObject credential) =>
        wire.TokenCallAsync("CompleteWebAuthnRegistration", token, new JsonObject { ["Credential"] = credential.DeepClone() });

    /// <summary>Registers a passkey of this authenticator.</summary>
    internal static async Task RegisterAsync(Wire wire, SoftwareAuthenticator authenticator)
    {
        string token = await TokenAsync(wire);
        (await CompleteAsync(wire, token, authenticator.Create(await OptionsAsync(wire, token)))).MustSucceed();
    }

    private static async Task OriginAsync(WebAuthnConfiguration configuration, string origin, bool allowed)
    {
        await using Wire wire = await StartAsync(configuration);
        string token = await TokenAsync(wire);

        WireAnswer answer = await CompleteAsync(wire, token, new SoftwareAuthenticator { Origin = origin }.Create(await OptionsAsync(wire, token)));

        Assert.That(answer.ErrorCode, Is.EqualTo(allowed ? null : "WebAuthnOriginNotAllowedException"));
    }
}
