using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Every operation that an access token opens refuses every token that should not.</summary>
public sealed class TokenGateTests
{
    private static readonly Dictionary<string, JsonObject> Operations = new()
    {
        ["GetUser"] = [],
        ["GetUserAuthFactors"] = [],
        ["GlobalSignOut"] = [],
        ["DeleteUser"] = [],
        ["UpdateUserAttributes"] = new() { ["UserAttributes"] = new JsonArray() },
        ["DeleteUserAttributes"] = new() { ["UserAttributeNames"] = new JsonArray() },
        ["GetUserAttributeVerificationCode"] = new() { ["AttributeName"] = "email" },
        ["VerifyUserAttribute"] = new() { ["AttributeName"] = "email", ["Code"] = "123456" },
        ["ChangePassword"] = new() { ["PreviousPassword"] = "Passw0rd!", ["ProposedPassword"] = "N3wPassw0rd!" },
        ["AssociateSoftwareToken"] = [],
        ["VerifySoftwareToken"] = new() { ["UserCode"] = "123456" },
        ["SetUserMFAPreference"] = [],
        ["ConfirmDevice"] = new() { ["DeviceKey"] = "eu-west-1_0" },
        ["UpdateDeviceStatus"] = new() { ["DeviceKey"] = "eu-west-1_0" },
        ["GetDevice"] = new() { ["DeviceKey"] = "eu-west-1_0" },
        ["ListDevices"] = [],
        ["ForgetDevice"] = new() { ["DeviceKey"] = "eu-west-1_0" },
        ["StartWebAuthnRegistration"] = [],
        ["CompleteWebAuthnRegistration"] = new() { ["Credential"] = new JsonObject() },
        ["ListWebAuthnCredentials"] = [],
        ["DeleteWebAuthnCredential"] = new() { ["CredentialId"] = "a" },
    };

    private static IEnumerable<string> Names => Operations.Keys;

    [TestCaseSource(nameof(Names))]
    public async Task Tokens_that_do_not_open_it_say_why(string operation)
    {
        await using Wire wire = await StartAsync();
        JsonObject tokens = await wire.SignInAsync();
        JsonObject narrow = new Jwt((string)tokens["AccessToken"]!).Claims;
        narrow["scope"] = "openid email";

        await MustBeAsync((string)tokens["IdToken"]!, "NotAuthorizedException", "Invalid Access Token");
        await MustBeAsync("abc", "NotAuthorizedException", "Invalid Access Token");
        await MustBeAsync(wire.Pool.SignToken(null, narrow), "NotAuthorizedException", "Access Token does not have required scopes");
        wire.Emulator.Clock.Advance(TimeSpan.FromHours(1));
        await MustBeAsync((string)tokens["AccessToken"]!, "NotAuthorizedException", "Access Token has expired");
        JsonObject revoked = await wire.SignInAsync();
        await wire.ClientCallAsync("RevokeToken", new JsonObject { ["Token"] = (string)revoked["RefreshToken"]! });
        await MustBeAsync((string)revoked["AccessToken"]!, "NotAuthorizedException", "Access Token has been revoked");

        async Task MustBeAsync(string token, string code, string message) => (await CallAsync(wire, operation, token)).MustBe(code, message);
    }

    [TestCaseSource(nameof(Names))]
    public async Task Accounts_that_are_closed_say_why(string operation)
    {
        await using Wire wire = await StartAsync();
        EmulatedUser ana = wire.Pool.FindUser("ana")!;
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;

        ana.RequirePasswordReset();
        (await CallAsync(wire, operation, token)).MustBe("PasswordResetRequiredException", "Password reset required for the user");
        ana.Disable();
        (await CallAsync(wire, operation, token)).MustBe("NotAuthorizedException", "User is disabled.");
        ana.Delete();
        (await CallAsync(wire, operation, token)).MustBe("UserNotFoundException", "User does not exist.");
    }

    [Test]
    public async Task A_password_reset_leaves_access_tokens_open_if_set_so()
    {
        await using Wire wire = await StartAsync(new UnsettledBehaviour { AccountStateClosesAccessTokens = false });
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;
        wire.Pool.FindUser("ana")!.RequirePasswordReset();

        (await wire.GetUserAsync(token)).MustSucceed();
        wire.Pool.FindUser("ana")!.Disable();
        (await wire.GetUserAsync(token)).MustBe("NotAuthorizedException", "User is disabled.");
    }

    [TestCaseSource(nameof(Names))]
    public async Task A_token_is_demanded(string operation)
    {
        await using Wire wire = await StartAsync();

        Assert.That((await wire.CallAsync(operation, Operations[operation].DeepClone().AsObject())).ErrorCode, Is.EqualTo("InvalidParameterException"));
    }

    private static Task<WireAnswer> CallAsync(Wire wire, string operation, string token) => wire.TokenCallAsync(operation, token, Operations[operation].DeepClone().AsObject());

    private static async Task<Wire> StartAsync(UnsettledBehaviour? unsettled = null)
    {
        Wire wire = await Wire.StartAsync(unsettled: unsettled);
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });
        return wire;
    }
}
