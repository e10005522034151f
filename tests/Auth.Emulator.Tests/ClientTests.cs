using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Client secrets, allowed flows, and client ids.</summary>
public sealed class ClientTests
{
    private static readonly AppClientSettings WithSecret = new() { GenerateSecret = true };

    [Test]
    public async Task Ids_and_secrets_have_the_services_form()
    {
        await using Wire wire = await Wire.StartAsync(WithSecret);

        Assert.That(wire.Client.Id, Does.Match("^[0-9a-z]{26}$"));
        Assert.That(wire.Client.ClientSecret, Does.Match("^[0-9a-z]{51}$"));
        Assert.That(wire.Pool.AddClient().ClientSecret, Is.Null);
        Assert.That(wire.Pool.Arn, Is.EqualTo($"arn:aws:cognito-idp:eu-west-1:123456789012:userpool/{wire.Pool.Id}"));
    }

    [Test]
    public async Task With_the_right_hash_everything_works()
    {
        await using Wire wire = await Wire.StartAsync(WithSecret);
        EmulatedUser ana = wire.Pool.AddUser("ana", "Passw0rd!");

        string refreshToken = (string)(await wire.SrpSignInAsync("ana", "Passw0rd!")).MustSucceed().Tokens["RefreshToken"]!;
        (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustSucceed();
        foreach (string name in new[] { ana.Username, ana.Sub })
        {
            (await wire.InitiateAsync("REFRESH_TOKEN_AUTH", new JsonObject { ["REFRESH_TOKEN"] = refreshToken, ["SECRET_HASH"] = wire.SecretHash(name) })).MustSucceed();
        }

        (await wire.ClientCallAsync("GetTokensFromRefreshToken", new JsonObject { ["RefreshToken"] = refreshToken, ["ClientSecret"] = wire.Client.ClientSecret })).MustSucceed();
        (await wire.ClientCallAsync("RevokeToken", new JsonObject { ["Token"] = refreshToken, ["ClientSecret"] = wire.Client.ClientSecret })).MustSucceed();
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Every_call_with_a_name_needs_the_right_hash(bool sendWrongOne)
    {
        await using Wire wire = await Wire.StartAsync(WithSecret);
        wire.Pool.AddUser("ana", "Passw0rd!");
        string message = sendWrongOne
            ? $"Unable to verify secret hash for client {wire.Client.Id}"
            : $"Client {wire.Client.Id} is configured with secret but SECRET_HASH was not received";
        JsonObject Parameters(params (string Name, string Value)[] values)
        {
            var parameters = new JsonObject(values.Select(pair => KeyValuePair.Create(pair.Name, (JsonNode?)pair.Value)));
            if (sendWrongOne)
            {
                parameters["SECRET_HASH"] = wire.SecretHash("bert");
            }

            return parameters;
        }

        JsonObject Body(params (string Name, string Value)[] values)
        {
            JsonObject body = Parameters(values);
            if (body.Remove("SECRET_HASH", out JsonNode? hash))
            {
                body["SecretHash"] = hash;
            }

            return body;
        }

        (await wire.ClientCallAsync("SignUp", Body(("Username", "carl"), ("Password", "Passw0rd!")))).MustBe("NotAuthorizedException", message);
        (await wire.ClientCallAsync("ConfirmSignUp", Body(("Username", "ana"), ("ConfirmationCode", "1")))).MustBe("NotAuthorizedException", message);
        (await wire.ClientCallAsync("ResendConfirmationCode", Body(("Username", "ana")))).MustBe("NotAuthorizedException", message);
        (await wire.InitiateAsync("USER_PASSWORD_AUTH", Parameters(("USERNAME", "ana"), ("PASSWORD", "Passw0rd!")))).MustBe("NotAuthorizedException", message);
        (await wire.InitiateAsync("USER_SRP_AUTH", Parameters(("USERNAME", "ana"), ("SRP_A", "abc")))).MustBe("NotAuthorizedException", message);
        string refreshToken = (string)(await wire.SignInAsync())["RefreshToken"]!;
        (await wire.InitiateAsync("REFRESH_TOKEN_AUTH", Parameters(("REFRESH_TOKEN", refreshToken)))).MustBe("NotAuthorizedException", message);
        (await wire.SrpSignInAsync("ana", "Passw0rd!", responses =>
        {
            responses.Remove("SECRET_HASH");
            if (sendWrongOne)
            {
                responses["SECRET_HASH"] = wire.SecretHash("bert");
            }
        })).MustBe("NotAuthorizedException", message);
    }

    [Test]
    public async Task The_answer_to_a_challenge_hashes_the_real_name_not_the_alias_typed()
    {
        await using Wire wire = await Wire.StartAsync(WithSecret, new UserPoolSettings { AliasAttributes = ["email"] });
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });

        (await wire.SrpSignInAsync("ana@example.com", "Passw0rd!")).MustSucceed();
        (await wire.SrpSignInAsync("ana@example.com", "Passw0rd!", responses => responses["SECRET_HASH"] = wire.SecretHash("ana@example.com")))
            .MustBe("NotAuthorizedException", $"Unable to verify secret hash for client {wire.Client.Id}");
    }

    [Test]
    public async Task Challenges_with_a_session_need_the_hash_too()
    {
        await using Wire wire = await Wire.StartAsync(WithSecret);
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" }).EnableEmailMfa();
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Passw0rd!");
        var responses = new JsonObject { ["USERNAME"] = "ana", ["EMAIL_OTP_CODE"] = wire.Emulator.Outbox.LatestCode("ana") };

        (await wire.RespondAsync("EMAIL_OTP", asked.Session, responses.DeepClone().AsObject()))
            .MustBe("NotAuthorizedException", $"Client {wire.Client.Id} is configured with secret but SECRET_HASH was not received");
        responses["SECRET_HASH"] = wire.SecretHash("ana");
        (await wire.RespondAsync("EMAIL_OTP", asked.Session, responses)).MustSucceed();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Whether_a_needless_hash_is_refused_is_a_setting(bool refused)
    {
        await using Wire wire = await Wire.StartAsync(unsettled: new UnsettledBehaviour { RefuseUnexpectedSecretHash = refused });
        wire.Pool.AddUser("ana", "Passw0rd!");

        WireAnswer answer = await wire.InitiateAsync("USER_PASSWORD_AUTH", new JsonObject { ["USERNAME"] = "ana", ["PASSWORD"] = "Passw0rd!", ["SECRET_HASH"] = "abc=" });

        Assert.That(answer.ErrorCode, Is.EqualTo(refused ? "NotAuthorizedException" : null));
    }

    [TestCase(null)]
    [TestCase("wrongwrongwrongwrongwrongwrong")]
    public async Task Operations_that_take_the_secret_itself_need_the_right_one(string? secret)
    {
        await using Wire wire = await Wire.StartAsync(WithSecret);
        wire.Pool.AddUser("ana", "Passw0rd!");
        string refreshToken = (string)(await wire.SignInAsync())["RefreshToken"]!;

        WireAnswer refreshed = await wire.ClientCallAsync("GetTokensFromRefreshToken", new JsonObject { ["RefreshToken"] = refreshToken, ["ClientSecret"] = secret });
        WireAnswer revoked = await wire.ClientCallAsync("RevokeToken", new JsonObject { ["Token"] = refreshToken, ["ClientSecret"] = secret });

        Assert.That((refreshed.ErrorCode, revoked.ErrorCode), Is.EqualTo(("NotAuthorizedException", "UnauthorizedException")));
    }

    [TestCase("USER_SRP_AUTH", "USER_SRP_AUTH flow not enabled for this client")]
    [TestCase("USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH flow not enabled for this client")]
    [TestCase("REFRESH_TOKEN_AUTH", "REFRESH_TOKEN_AUTH flow not enabled for this client")]
    [TestCase("CUSTOM_AUTH", "CUSTOM_AUTH flow not enabled for this client")]
    [TestCase("USER_AUTH", "USER_AUTH flow not enabled for this client")]
    [TestCase("ADMIN_NO_SRP_AUTH", "Initiate Auth method not supported.")]
    [TestCase("ADMIN_USER_PASSWORD_AUTH", "Initiate Auth method not supported.")]
    public async Task A_flow_that_is_not_allowed_is_refused(string flow, string message)
    {
        await using Wire wire = await Wire.StartAsync(new AppClientSettings { ExplicitAuthFlows = [] });

        (await wire.InitiateAsync(flow, new JsonObject { ["USERNAME"] = "ana" })).MustBe("InvalidParameterException", message);
    }

    [Test]
    public async Task A_client_that_does_not_exist_is_told()
    {
        await using Wire wire = await Wire.StartAsync();
        const string id = "abcdefghijklmnopqrstuvwxyz";

        foreach ((string operation, JsonObject body) in new (string, JsonObject)[]
        {
            ("InitiateAuth", new JsonObject { ["AuthFlow"] = "USER_PASSWORD_AUTH" }),
            ("RespondToAuthChallenge", new JsonObject { ["ChallengeName"] = "PASSWORD_VERIFIER" }),
            ("SignUp", new JsonObject { ["Username"] = "ana", ["Password"] = "Passw0rd!" }),
            ("ConfirmSignUp", new JsonObject { ["Username"] = "ana", ["ConfirmationCode"] = "1" }),
            ("ResendConfirmationCode", new JsonObject { ["Username"] = "ana" }),
            ("GetTokensFromRefreshToken", new JsonObject { ["RefreshToken"] = "abc" }),
            ("RevokeToken", new JsonObject { ["Token"] = "abc" }),
        })
        {
            body["ClientId"] = id;
            (await wire.CallAsync(operation, body)).MustBe("ResourceNotFoundException", $"User pool client {id} does not exist.");
        }
    }
}
