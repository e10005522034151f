using System.Net;
using System.Text;
using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Adversary;

/// <summary>Requests no client sends: the emulator refuses them as the service does, never with a failure of its own.</summary>
public sealed class EmulatorAttackTests
{
    private static readonly string[] _operations =
    [
        "SignUp", "ConfirmSignUp", "ResendConfirmationCode", "InitiateAuth", "RespondToAuthChallenge", "GetTokensFromRefreshToken", "RevokeToken", "GlobalSignOut", "GetUser", "UpdateUserAttributes",
        "DeleteUserAttributes", "GetUserAttributeVerificationCode", "VerifyUserAttribute", "ChangePassword", "ForgotPassword", "ConfirmForgotPassword", "AssociateSoftwareToken", "VerifySoftwareToken",
        "SetUserMFAPreference", "DeleteUser", "AdminCreateUser", "AdminGetUser", "AdminDeleteUser", "AdminUpdateUserAttributes", "AdminDeleteUserAttributes", "AdminSetUserMFAPreference",
        "AdminUserGlobalSignOut", "ListUsers", "CreateGroup", "AdminAddUserToGroup",
    ];

    private static readonly string[] _members =
    [
        "ClientId", "Username", "Password", "AccessToken", "UserAttributes", "UserAttributeNames", "AttributeName", "Code", "UserCode", "Session", "ChallengeName", "ChallengeResponses", "AuthFlow",
        "AuthParameters", "ClientMetadata", "PreviousPassword", "ProposedPassword", "ConfirmationCode", "SMSMfaSettings", "SoftwareTokenMfaSettings", "EmailMfaSettings", "Token", "RefreshToken",
        "SecretHash", "FriendlyDeviceName", "UserPoolId", "GroupName", "Filter", "Limit", "PaginationToken", "MessageAction", "DesiredDeliveryMediums",
    ];

    private static readonly string[] _values =
    [
        "null", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"😀\"", "0", "-1", "1e999", "99999999999999999999", "true", "[]", "[null]", "[[]]", "[\"\\ud800\"]", "[\"name\",\"name\"]", "{}", "{\"a\":null}",
        "{\"\\ud800\":\"a\"}", "{\"a\":\"\\ud800\"}", "[{}]", "[{\"Name\":null}]", "[{\"Name\":\"name\",\"Value\":null},{\"Name\":\"name\",\"Value\":\"x\"}]", "[{\"Name\":1,\"Value\":[]}]", "{\"Enabled\":null,\"PreferredMfa\":true}",
        "{\"Enabled\":\"yes\"}", "{\"USERNAME\":null,\"SRP_A\":\"0\",\"ANSWER\":\"X\"}",
    ];

    [TestCaseSource(nameof(_operations))]
    public async Task Every_member_with_every_strange_value_is_refused_or_done_and_never_breaks_the_emulator(string operation)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: new UserPoolSettings { Mfa = MfaMode.Optional, MfaFactors = MfaFactors.All });
        using var http = new HttpClient();
        string access = await AccessTokenAsync(world);
        foreach (string member in _members)
        {
            foreach (string value in _values)
            {
                (HttpStatusCode status, string answer) = await SendAsync(http, world, operation, Body(world, access, member, value));
                Assert.That((int)status, Is.LessThan(500), $"{member} = {value}: {answer}");
                if (status == HttpStatusCode.OK && operation is "DeleteUser" or "AdminDeleteUser" or "GlobalSignOut" or "AdminUserGlobalSignOut" or "ChangePassword")
                {
                    return;
                }
            }
        }
    }

    [Test]
    public async Task A_body_that_is_no_request_is_refused()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        using var http = new HttpClient();
        byte[][] bodies =
        [
            .. new[] { "", "null", "[]", "1", "\"x\"", "{", "{}", "{\"a\":1,\"a\":2}", "{\"\\ud800\":1}", "\ufeff{}", "{\"ClientId\":" + new string('[', 100_000), "{\"ClientId\":\"" + new string('x', 500_000) + "\"}" }.Select(Encoding.UTF8.GetBytes),
            [0xff, 0xfe], [(byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}'], [.. "{\"ClientId\":\""u8, 0xff, .. "\"}"u8],
        ];
        foreach (string operation in new[] { "SignUp", "GetUser", "VerifySoftwareToken", "", "Nothing", "../GetUser", "getuser" })
        {
            foreach (byte[] body in bodies)
            {
                (HttpStatusCode status, string answer) = await SendAsync(http, world, operation, body);
                Assert.That((int)status, Is.InRange(400, 499), $"{operation}: {body.Length} bytes: {answer}");
            }
        }
    }

    [TestCase("ana😀", true)]
    [TestCase("𝒜𝓃𝒶", true)]
    [TestCase("a na", false)]
    [TestCase("a\u200bna", false)]
    [TestCase("\U000E0041", false)]
    public async Task A_user_name_may_hold_what_the_service_takes_for_letters_and_symbols(string username, bool taken)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();

        Exception? fault = await NewCalls.FaultOf(() => world.NewAuth().SignUpAsync(username, AuthWorld.Password));

        Assert.That((fault as AuthException)?.Reason, taken ? Is.Null : Is.EqualTo(AuthErrorReason.InvalidParameter), fault?.Message);
    }

    private static async Task<string> AccessTokenAsync(AuthWorld world)
    {
        Auth auth = await world.SignedInAsync();
        return await auth.GetAccessTokenAsync();
    }

    /// <summary>A request as it should be, and one member that is not.</summary>
    private static byte[] Body(AuthWorld world, string access, string member, string value)
    {
        var members = new Dictionary<string, string>
        {
            ["ClientId"] = $"\"{world.Client.Id}\"",
            ["UserPoolId"] = $"\"{world.Pool.Id}\"",
            ["Username"] = "\"ana\"",
            ["Password"] = "\"Correct-Horse-7!\"",
            ["AccessToken"] = $"\"{access}\"",
            ["UserAttributes"] = "[]",
            ["UserAttributeNames"] = "[]",
            ["AttributeName"] = "\"email\"",
            ["Code"] = "\"123456\"",
            ["UserCode"] = "\"123456\"",
            ["ConfirmationCode"] = "\"123456\"",
            ["AuthFlow"] = "\"USER_PASSWORD_AUTH\"",
            ["AuthParameters"] = "{\"USERNAME\":\"ana\",\"PASSWORD\":\"x\"}",
            ["ChallengeName"] = "\"SELECT_MFA_TYPE\"",
            ["GroupName"] = "\"g\"",
            ["Token"] = "\"x\"",
            ["RefreshToken"] = "\"x\"",
        };
        members[member] = value;
        return Encoding.UTF8.GetBytes("{" + string.Join(",", members.Select(m => $"\"{m.Key}\":{m.Value}")) + "}");
    }

    private static async Task<(HttpStatusCode Status, string Answer)> SendAsync(HttpClient http, AuthWorld world, string operation, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, world.Cognito.Endpoint) { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"AWSCognitoIdentityProviderService.{operation}");
        using HttpResponseMessage response = await http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
