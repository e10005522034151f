using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Pre and post authentication, pre token generation.</summary>
public sealed class SignInTriggerTests
{
    private static readonly JsonObject Metadata = new() { ["from"] = "web" };

    [Test]
    public async Task The_triggers_of_a_sign_in_come_in_order_with_the_metadata_each_gets()
    {
        await using Wire wire = await StartAsync();
        List<string> calls = Record(wire);
        wire.Pool.FindUser("ana")!.EnableTotpMfa();

        WireAnswer asked = await SignInAsync(wire);
        Assert.That(calls, Is.EqualTo(new[] { "PreAuthentication_Authentication web" }));
        await wire.ClientCallAsync("RespondToAuthChallenge", new JsonObject
        {
            ["ChallengeName"] = "SOFTWARE_TOKEN_MFA",
            ["Session"] = asked.Session,
            ["ClientMetadata"] = new JsonObject { ["from"] = "answer" },
            ["ChallengeResponses"] = new JsonObject { ["USERNAME"] = "ana", ["SOFTWARE_TOKEN_MFA_CODE"] = wire.Pool.FindUser("ana")!.CurrentTotpCode() },
        });

        Assert.That(calls, Is.EqualTo(new[] { "PreAuthentication_Authentication web", "PostAuthentication_Authentication answer", "TokenGeneration_Authentication answer" }));
    }

    [TestCase(false, "")]
    [TestCase(true, "web")]
    public async Task Metadata_of_the_first_call_ends_before_the_password_unless_set_so(bool passedOn, string seen)
    {
        await using Wire wire = await StartAsync(new UnsettledBehaviour { InitiateAuthMetadataReachesLaterTriggers = passedOn });
        List<string> calls = Record(wire);

        (await SignInAsync(wire)).MustSucceed();

        Assert.That(calls, Is.EqualTo(new[] { "PreAuthentication_Authentication web", $"PostAuthentication_Authentication {seen}", $"TokenGeneration_Authentication {seen}" }));
    }

    [Test]
    public async Task A_refresh_and_a_new_password_have_sources_of_their_own()
    {
        await using Wire wire = await StartAsync();
        JsonObject tokens = await wire.SignInAsync();
        List<string> calls = Record(wire);

        await wire.ClientCallAsync("GetTokensFromRefreshToken", new JsonObject { ["RefreshToken"] = (string)tokens["RefreshToken"]!, ["ClientMetadata"] = Metadata.DeepClone() });
        Assert.That(calls, Is.EqualTo(new[] { "TokenGeneration_RefreshTokens web" }));
        wire.Pool.FindUser("ana")!.SetTemporaryPassword("Temp0rary!");
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Temp0rary!");
        await wire.RespondAsync("NEW_PASSWORD_REQUIRED", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["NEW_PASSWORD"] = "N3wPassw0rd!" });
        Assert.That(calls[^1], Is.EqualTo("TokenGeneration_NewPasswordChallenge "));
    }

    [Test]
    public async Task Claims_groups_and_scopes_are_changed_but_not_what_identifies_the_token()
    {
        await using Wire wire = await StartAsync();
        wire.Pool.FindUser("ana")!.AddToGroup("old");
        wire.Pool.Triggers.PreTokenGeneration = told =>
        {
            Assert.That(told.Groups, Is.EqualTo(new[] { "old" }));
            told.GroupsToOverride = ["new"];
            told.IdTokenClaims["tenant"] = "acme";
            told.IdTokenClaims["sub"] = "forged";
            told.IdTokenClaimsToSuppress.Add("email");
            told.IdTokenClaimsToSuppress.Add("aud");
            told.AccessTokenClaims["limits"] = new JsonObject { ["max"] = 3 };
            told.ScopesToAdd.Add("photos/read");
            told.ScopesToSuppress.Add("aws.cognito.signin.user.admin");
            return told;
        };

        JsonObject tokens = await wire.SignInAsync();

        JsonObject id = new Jwt((string)tokens["IdToken"]!).Claims;
        JsonObject access = new Jwt((string)tokens["AccessToken"]!).Claims;
        string sub = wire.Pool.FindUser("ana")!.Sub;
        Assert.That(((string)id["tenant"]!, (string)id["sub"]!, (string)id["aud"]!, id.ContainsKey("email")), Is.EqualTo(("acme", sub, wire.Client.Id, false)));
        Assert.That(id["cognito:groups"]!.ToJsonString(), Is.EqualTo("""["new"]"""));
        Assert.That(access["cognito:groups"]!.ToJsonString(), Is.EqualTo("""["new"]"""));
        Assert.That((int)access["limits"]!["max"]!, Is.EqualTo(3));
        Assert.That((string)access["scope"]!, Is.EqualTo("photos/read"));
        (await wire.GetUserAsync((string)tokens["AccessToken"]!)).MustBe("NotAuthorizedException", "Access Token does not have required scopes");
    }

    [Test]
    public async Task A_refusal_issues_nothing_and_replaces_nothing()
    {
        await using Wire wire = await StartAsync(client: new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation() });
        string refreshToken = (string)(await wire.SignInAsync())["RefreshToken"]!;
        wire.Pool.Triggers.PreTokenGeneration = told => throw new TriggerRefusedException("closed");

        (await wire.GetTokensAsync(refreshToken)).MustBe("UserLambdaValidationException", "PreTokenGeneration failed with error closed.");
        (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustBe("UserLambdaValidationException", "PreTokenGeneration failed with error closed.");
        wire.Pool.Triggers.PreTokenGeneration = null;
        (await wire.GetTokensAsync(refreshToken)).MustSucceed();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Pre_authentication_refuses_before_the_password_in_either_flow(bool srp)
    {
        await using Wire wire = await StartAsync();
        wire.Pool.Triggers.PreAuthentication = told => told.UserNotFound ? told : throw new TriggerRefusedException("closed");

        Task<WireAnswer> SignIn(string name) => srp ? wire.SrpSignInAsync(name, "wrong") : wire.PasswordSignInAsync(name, "wrong");
        (await SignIn("ana")).MustBe("UserLambdaValidationException", "PreAuthentication failed with error closed.");
        (await SignIn("nobody")).MustBe("NotAuthorizedException", "Incorrect username or password.");
    }

    [Test]
    public async Task Post_authentication_refuses_after_the_password()
    {
        await using Wire wire = await StartAsync();
        wire.Pool.Triggers.PostAuthentication = told => throw new TriggerRefusedException("closed");

        (await wire.SrpSignInAsync("ana", "wrong")).MustBe("NotAuthorizedException", "Incorrect username or password.");
        (await wire.SrpSignInAsync("ana", "Passw0rd!")).MustBe("UserLambdaValidationException", "PostAuthentication failed with error closed.");
    }

    private static List<string> Record(Wire wire)
    {
        var calls = new List<string>();
        wire.Pool.Triggers.PreAuthentication = told => Note(told, told.ValidationData);
        wire.Pool.Triggers.PostAuthentication = told => Note(told, told.ClientMetadata);
        wire.Pool.Triggers.PreTokenGeneration = told => Note(told, told.ClientMetadata);
        return calls;

        TEvent Note<TEvent>(TEvent told, IReadOnlyDictionary<string, string> metadata)
            where TEvent : TriggerEvent
        {
            calls.Add($"{told.TriggerSource} {metadata.GetValueOrDefault("from")}");
            return told;
        }
    }

    private static Task<WireAnswer> SignInAsync(Wire wire) => wire.ClientCallAsync("InitiateAuth", new JsonObject
    {
        ["AuthFlow"] = "USER_PASSWORD_AUTH",
        ["AuthParameters"] = new JsonObject { ["USERNAME"] = "ana", ["PASSWORD"] = "Passw0rd!" },
        ["ClientMetadata"] = Metadata.DeepClone(),
    });

    private static async Task<Wire> StartAsync(UnsettledBehaviour? unsettled = null, AppClientSettings? client = null)
    {
        Wire wire = await Wire.StartAsync(client, unsettled: unsettled);
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });
        return wire;
    }
}
