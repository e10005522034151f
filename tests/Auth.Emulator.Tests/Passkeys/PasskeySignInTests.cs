using System.Buffers.Text;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>WEB_AUTHN: signing in with a passkey, with an authenticator in software.</summary>
public sealed class PasskeySignInTests
{
    private const string WrongPassword = "Incorrect username or password.";

    [TestCase(SoftwareAuthenticator.Es256)]
    [TestCase(SoftwareAuthenticator.Rs256)]
    public async Task A_passkey_signs_in(int algorithm)
    {
        await using Wire wire = await PasskeyRegistrationTests.StartAsync();
        var authenticator = new SoftwareAuthenticator { Algorithm = algorithm };
        await PasskeyRegistrationTests.RegisterAsync(wire, authenticator);

        WireAnswer asked = (await ChoiceTests.UserAuthAsync(wire, "WEB_AUTHN")).MustSucceed();
        JsonObject options = Options(asked);
        Assert.That(asked.Challenge, Is.EqualTo("WEB_AUTHN"));
        Assert.That(((string)options["rpId"]!, (int)options["timeout"]!, (string)options["userVerification"]!), Is.EqualTo(("localhost", 180000, "preferred")));
        Assert.That(options["allowCredentials"]!.ToJsonString(), Is.EqualTo($$"""[{"id":"{{authenticator.Credentials[0].IdText}}","type":"public-key","transports":["internal"]}]"""));
        Assert.That(Base64Url.DecodeFromChars((string)options["challenge"]!), Has.Length.GreaterThanOrEqualTo(16));

        Assert.That((await AnswerAsync(wire, asked, authenticator.Get(options))).MustSucceed().Tokens, Is.Not.Null);
        Assert.That(wire.Pool.FindUser("ana")!.Passkeys[0].SignCount, Is.EqualTo(1));
        (await AnswerAsync(wire, asked, authenticator.Get(options))).MustBe("NotAuthorizedException", "Invalid session for the user, session can only be used once.");
    }

    [Test]
    public async Task It_is_offered_to_users_who_have_one()
    {
        await using Wire wire = await PasskeyRegistrationTests.StartAsync();
        Assert.That(ChoiceTests.Available(await ChoiceTests.UserAuthAsync(wire, "WEB_AUTHN")), Does.Not.Contain("WEB_AUTHN"));
        var authenticator = new SoftwareAuthenticator();
        await PasskeyRegistrationTests.RegisterAsync(wire, authenticator);

        WireAnswer offered = await ChoiceTests.UserAuthAsync(wire);
        Assert.That(ChoiceTests.Available(offered), Is.EqualTo(new[] { "PASSWORD_SRP", "PASSWORD", "EMAIL_OTP", "WEB_AUTHN" }));
        WireAnswer asked = await ChoiceTests.SelectAsync(wire, offered, "WEB_AUTHN");

        (await AnswerAsync(wire, asked, authenticator.Get(Options(asked)))).MustSucceed();
    }

    [Test]
    public async Task Another_factor_can_be_taken_when_the_dialog_was_cancelled()
    {
        await using Wire wire = await PasskeyRegistrationTests.StartAsync();
        await PasskeyRegistrationTests.RegisterAsync(wire, new SoftwareAuthenticator());
        WireAnswer asked = await ChoiceTests.UserAuthAsync(wire, "WEB_AUTHN");

        WireAnswer code = await ChoiceTests.SelectAsync(wire, asked, "EMAIL_OTP");

        (await ChoiceTests.CodeAsync(wire, code, wire.Emulator.Outbox.LatestCode("ana"))).MustSucceed();
    }

    [TestCase("challenge")]
    [TestCase("origin")]
    [TestCase("cross-origin")]
    [TestCase("relying party")]
    [TestCase("type")]
    [TestCase("user presence")]
    [TestCase("user handle")]
    [TestCase("signature")]
    [TestCase("credential")]
    public async Task What_an_authenticator_says_is_checked_and_a_wrong_answer_ends_the_attempt(string wrong)
    {
        await using Wire wire = await PasskeyRegistrationTests.StartAsync();
        var authenticator = new SoftwareAuthenticator();
        await PasskeyRegistrationTests.RegisterAsync(wire, authenticator);
        WireAnswer asked = await ChoiceTests.UserAuthAsync(wire, "WEB_AUTHN");
        string challenge = (string)Options(asked)["challenge"]!;
        SoftwareCredential credential = authenticator.Credentials[0];
        switch (wrong)
        {
            case "challenge":
                authenticator.FalseChallenge = (string)Options(await ChoiceTests.UserAuthAsync(wire, "WEB_AUTHN"))["challenge"]!;
                break;
            case "origin":
                authenticator.Origin = "https://example.com";
                break;
            case "cross-origin":
                authenticator.CrossOrigin = true;
                break;
            case "relying party":
                authenticator.FalseRelyingParty = "example.com";
                break;
            case "type":
                authenticator.FalseType = "webauthn.create";
                break;
            case "user presence":
                authenticator.UserPresent = false;
                break;
            case "user handle":
                authenticator.FalseUserHandle = new byte[36];
                break;
            case "signature":
                authenticator.FalseKey = SoftwareKey.Create(SoftwareAuthenticator.Es256);
                break;
            default:
                credential = new SoftwareCredential("localhost", credential.UserHandle, credential.Key);
                break;
        }

        (await AnswerAsync(wire, asked, authenticator.Use(credential, challenge))).MustBe("NotAuthorizedException", WrongPassword);
        (await AnswerAsync(wire, asked, authenticator.Use(credential, challenge))).MustBe("NotAuthorizedException", "Invalid session for the user, session can only be used once.");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task User_verification_is_demanded_where_the_pool_does(bool required)
    {
        await using Wire wire = await PasskeyRegistrationTests.StartAsync(new WebAuthnConfiguration { RelyingPartyId = "localhost", UserVerification = required ? "required" : "preferred" });
        var authenticator = new SoftwareAuthenticator();
        await PasskeyRegistrationTests.RegisterAsync(wire, authenticator);
        WireAnswer asked = await ChoiceTests.UserAuthAsync(wire, "WEB_AUTHN");
        authenticator.UserVerified = false;

        WireAnswer answer = await AnswerAsync(wire, asked, authenticator.Get(Options(asked)));

        Assert.That(answer.ErrorMessage, Is.EqualTo(required ? WrongPassword : null));
    }

    [TestCase(0, 0, true, TestName = "Counter: an authenticator that does not count")]
    [TestCase(0, 5, true, TestName = "Counter: goes on from zero")]
    [TestCase(5, 6, true, TestName = "Counter: goes on")]
    [TestCase(5, 5, false, TestName = "Counter: stands still")]
    [TestCase(5, 4, false, TestName = "Counter: goes back")]
    [TestCase(5, 0, false, TestName = "Counter: counts no longer")]
    public async Task A_counter_goes_on(int before, int now, bool accepted)
    {
        await using Wire wire = await PasskeyRegistrationTests.StartAsync();
        var authenticator = new SoftwareAuthenticator { CounterStep = 0 };
        await PasskeyRegistrationTests.RegisterAsync(wire, authenticator);
        SoftwareCredential credential = authenticator.Credentials[0];
        credential.Counter = (uint)before;
        (await SignInAsync(wire, authenticator)).MustSucceed();
        credential.Counter = (uint)now;

        WireAnswer answer = await SignInAsync(wire, authenticator);

        Assert.That(answer.ErrorMessage, Is.EqualTo(accepted ? null : WrongPassword));
        Assert.That(wire.Pool.FindUser("ana")!.Passkeys[0].SignCount, Is.EqualTo(accepted ? now : before));
    }

    [TestCase("not json")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"type":"public-key","id":"AA","rawId":"AA"}""")]
    [TestCase("""{"type":"public-key","id":"AA","rawId":"AA","response":{"clientDataJSON":"e30","authenticatorData":"AA","signature":"AA"}}""")]
    public async Task A_credential_that_is_none_is_refused_and_leaves_the_session(string credential)
    {
        await using Wire wire = await PasskeyRegistrationTests.StartAsync();
        var authenticator = new SoftwareAuthenticator();
        await PasskeyRegistrationTests.RegisterAsync(wire, authenticator);
        WireAnswer asked = await ChoiceTests.UserAuthAsync(wire, "WEB_AUTHN");

        WireAnswer refused = await wire.RespondAsync("WEB_AUTHN", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["CREDENTIAL"] = credential });

        Assert.That(refused.ErrorCode, Is.EqualTo("InvalidParameterException"), refused.Text);
        (await AnswerAsync(wire, asked, authenticator.Get(Options(asked)))).MustSucceed();
    }

    [Test]
    public async Task Another_users_passkey_does_not_sign_in()
    {
        await using Wire wire = await PasskeyRegistrationTests.StartAsync();
        EmulatedUser bob = wire.Pool.AddUser("bob", "Passw0rd!");
        var anas = new SoftwareAuthenticator();
        await PasskeyRegistrationTests.RegisterAsync(wire, anas);
        var bobs = new SoftwareAuthenticator();
        string token = (string)(await wire.SignInAsync("bob"))["AccessToken"]!;
        (await PasskeyRegistrationTests.CompleteAsync(wire, token, bobs.Create(await PasskeyRegistrationTests.OptionsAsync(wire, token)))).MustSucceed();
        WireAnswer asked = await ChoiceTests.UserAuthAsync(wire, "WEB_AUTHN");

        (await AnswerAsync(wire, asked, bobs.Use(bobs.Credentials[0], (string)Options(asked)["challenge"]!))).MustBe("NotAuthorizedException", WrongPassword);
        Assert.That(bob.Passkeys, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_remembered_device_proves_itself_after_a_passkey()
    {
        await using Wire wire = await PasskeyRegistrationTests.StartAsync(settings: new UserPoolSettings { DeviceConfiguration = DeviceSignInTests.Always });
        var authenticator = new SoftwareAuthenticator();
        await PasskeyRegistrationTests.RegisterAsync(wire, authenticator);
        WireDevice device = await WireDevice.RememberedAsync(wire);
        WireAnswer asked = await ChoiceTests.UserAuthAsync(wire, "WEB_AUTHN", ("DEVICE_KEY", device.Key));

        (await device.ProveAsync(wire, await AnswerAsync(wire, asked, authenticator.Get(Options(asked))))).MustSucceed();
    }

    [Test]
    public async Task Passkeys_are_listed_in_pages_and_deleted()
    {
        await using Wire wire = await PasskeyRegistrationTests.StartAsync();
        var ids = new List<string>();
        for (int i = 0; i < 3; i++)
        {
            var authenticator = new SoftwareAuthenticator();
            await PasskeyRegistrationTests.RegisterAsync(wire, authenticator);
            ids.Add(authenticator.Credentials[0].IdText);
        }

        string token = await PasskeyRegistrationTests.TokenAsync(wire);
        WireAnswer first = (await ListAsync(new JsonObject { ["MaxResults"] = 2 })).MustSucceed();
        WireAnswer second = (await ListAsync(new JsonObject { ["MaxResults"] = 2, ["NextToken"] = (string)first.Json["NextToken"]! })).MustSucceed();
        Assert.That(Ids(first).Concat(Ids(second)), Is.EqualTo(ids));
        Assert.That(second.Json.ContainsKey("NextToken"), Is.False);
        Assert.That(first.Json["Credentials"]![0]!.AsObject().Select(member => member.Key), Is.EquivalentTo(
            new[] { "CredentialId", "FriendlyCredentialName", "RelyingPartyId", "AuthenticatorAttachment", "AuthenticatorTransports", "CreatedAt" }));
        Assert.That((await ListAsync(new JsonObject { ["MaxResults"] = 21 })).ErrorCode, Is.EqualTo("InvalidParameterException"));
        (await ListAsync(new JsonObject { ["NextToken"] = "x" })).MustBe("InvalidParameterException", "Invalid pagination token.");

        Assert.That((await DeleteAsync(ids[1])).MustSucceed().Text, Is.EqualTo("{}"));
        Assert.That((await DeleteAsync(ids[1])).ErrorCode, Is.EqualTo("ResourceNotFoundException"));
        Assert.That(Ids(await ListAsync([])), Is.EqualTo(new[] { ids[0], ids[2] }));

        Task<WireAnswer> ListAsync(JsonObject body) => wire.TokenCallAsync("ListWebAuthnCredentials", token, body);
        Task<WireAnswer> DeleteAsync(string id) => wire.TokenCallAsync("DeleteWebAuthnCredential", token, new JsonObject { ["CredentialId"] = id });
        static IEnumerable<string> Ids(WireAnswer answer) => answer.Json["Credentials"]!.AsArray().Select(passkey => (string)passkey!["CredentialId"]!);
    }

    internal static JsonObject Options(WireAnswer asked) => JsonNode.Parse(asked.Parameter("CREDENTIAL_REQUEST_OPTIONS"))!.AsObject();

    private static async Task<WireAnswer> SignInAsync(Wire wire, SoftwareAuthenticator authenticator)
    {
        WireAnswer asked = await ChoiceTests.UserAuthAsync(wire, "WEB_AUTHN");
        return await AnswerAsync(wire, asked, authenticator.Get(Options(asked)));
    }

    internal static Task<WireAnswer> AnswerAsync(Wire wire, WireAnswer asked, JsonObject credential) =>
        wire.RespondAsync("WEB_AUTHN", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["CREDENTIAL"] = credential.ToJsonString() });
}
