using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>AssumeRoleWithWebIdentity: the basic flow.</summary>
public sealed class AssumeRoleTests
{
    private static readonly IdentityPoolSettings Classic = new() { AllowClassicFlow = true };

    [Test]
    public async Task A_user_assumes_a_role_with_AWSs_client()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync(Classic);
        (string token, string identityId) = await TokenAsync(world, "ana");
        string role = world.Identities.AuthenticatedRole!.Arn;

        AssumeRoleWithWebIdentityResponse answer = await world.Sts(new AnonymousAWSCredentials()).AssumeRoleWithWebIdentityAsync(new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = role, RoleSessionName = "ana@desk", WebIdentityToken = token,
        });

        string arn = $"arn:aws:sts::123456789012:assumed-role/{world.Identities.AuthenticatedRole.Name}/ana@desk";
        Assert.That((answer.AssumedRoleUser.Arn, answer.SubjectFromWebIdentityToken, answer.Provider, answer.Audience), Is.EqualTo((arn, identityId, "cognito-identity.amazonaws.com", world.Identities.Id)));
        Assert.That(answer.Credentials.Expiration!.Value.ToUniversalTime(), Is.EqualTo(world.Clock.GetUtcNow().UtcDateTime.AddHours(1)).Within(TimeSpan.FromSeconds(30)));
        GetCallerIdentityResponse who = await world.Sts(answer.Credentials).GetCallerIdentityAsync(new GetCallerIdentityRequest());
        Assert.That((who.Arn, who.UserId), Is.EqualTo((arn, answer.AssumedRoleUser.AssumedRoleId)));
        await world.S3(answer.Credentials).PutObjectAsync(new Amazon.S3.Model.PutObjectRequest { BucketName = "photos", Key = $"private/{identityId}/a", ContentBody = "a" });
    }

    [Test]
    public async Task AWSs_client_knows_the_errors()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync(Classic);
        AmazonSecurityTokenServiceClient sts = world.Sts(new AnonymousAWSCredentials());
        (string token, _) = await TokenAsync(world, "ana");
        Task<AssumeRoleWithWebIdentityResponse> Assume(string webToken) => sts.AssumeRoleWithWebIdentityAsync(new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = world.Identities.AuthenticatedRole!.Arn, RoleSessionName = "s1", WebIdentityToken = webToken,
        });

        Assert.That(() => Assume("nonsense"), Throws.InstanceOf<InvalidIdentityTokenException>());
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.That(() => Assume(token), Throws.InstanceOf<ExpiredTokenException>());
    }

    [Test]
    public async Task A_guest_assumes_the_guests_role_and_stays_a_guest()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync(Classic);
        (string token, _) = await TokenAsync(world, null);

        AssumeRoleWithWebIdentityResponse answer = await world.Sts(new AnonymousAWSCredentials()).AssumeRoleWithWebIdentityAsync(new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = world.Identities.UnauthenticatedRole!.Arn, RoleSessionName = "guest", WebIdentityToken = token,
        });

        Assert.That(
            () => world.S3(answer.Credentials).PutObjectAsync(new Amazon.S3.Model.PutObjectRequest { BucketName = "photos", Key = "public/a", ContentBody = "a" }),
            Throws.InstanceOf<Amazon.S3.AmazonS3Exception>().With.Property("ErrorCode").EqualTo("AccessDenied"));
    }

    [TestCase("a guest, the users' role")]
    [TestCase("a user, the guests' role")]
    [TestCase("another pool's role")]
    [TestCase("a role nobody made")]
    public async Task A_role_lets_in_whom_it_trusts_only(string who)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync(Classic);
        (string token, _) = await TokenAsync(world, who.StartsWith("a guest", StringComparison.Ordinal) ? null : "ana");
        string role = who switch
        {
            "a guest, the users' role" => world.Identities.AuthenticatedRole!.Arn,
            "a user, the guests' role" => world.Identities.UnauthenticatedRole!.Arn,
            "another pool's role" => world.Emulator.AddIdentityPool().AuthenticatedRole!.Arn,
            _ => "arn:aws:iam::123456789012:role/nobody",
        };

        await RefusedAsync(world, Form(role, token), HttpStatusCode.Forbidden, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }

    [Test]
    public async Task A_token_is_believed_only_if_the_identity_pool_signed_it()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync(Classic);
        string role = world.Identities.AuthenticatedRole!.Arn;
        EmulatedOpenIdIssuer forger = world.Emulator.CreateOpenIdIssuer("https://cognito-identity.amazonaws.com");
        (string token, string identityId) = await TokenAsync(world, "ana");

        await RefusedAsync(world, Form(role, forger.CreateToken(identityId, world.Identities.Id, claims: new JsonObject { ["amr"] = new JsonArray("authenticated") })), HttpStatusCode.BadRequest, "InvalidIdentityToken", null);
        await RefusedAsync(world, Form(role, await world.IdTokenAsync()), HttpStatusCode.BadRequest, "InvalidIdentityToken", $"No OpenIDConnect provider found in your account for {world.Wire.Pool.Issuer}");
        await RefusedAsync(world, Form(role, token[..^4] + "AAAA"), HttpStatusCode.BadRequest, "InvalidIdentityToken", null);
        await RefusedAsync(world, Form(role, "nonsense"), HttpStatusCode.BadRequest, "InvalidIdentityToken", "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
    }

    [Test]
    public async Task An_expired_token_is_told_with_the_times()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync(Classic);
        (string token, _) = await TokenAsync(world, "ana");
        world.Clock.Advance(TimeSpan.FromMinutes(11));
        long now = world.Clock.GetUtcNow().ToUnixTimeSeconds();

        await RefusedAsync(
            world, Form(world.Identities.AuthenticatedRole!.Arn, token), HttpStatusCode.BadRequest, "ExpiredTokenException", $"Token expired: current date/time {now} must be before the expiration date/time{now - 60}");
    }

    [TestCase("899", "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900")]
    [TestCase("43201", "1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200")]
    [TestCase("3601", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")]
    public async Task A_session_has_its_limits(string seconds, string message)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync(Classic);
        (string token, _) = await TokenAsync(world, "ana");
        Dictionary<string, string> form = Form(world.Identities.AuthenticatedRole!.Arn, token);
        form["DurationSeconds"] = seconds;

        await RefusedAsync(world, form, HttpStatusCode.BadRequest, "ValidationError", message);
    }

    [TestCase("900", 900)]
    [TestCase("43200", 43200)]
    [TestCase(null, 3600)]
    public async Task A_session_lasts_as_long_as_asked(string? seconds, int expected)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync(Classic);
        (string token, _) = await TokenAsync(world, "ana");
        Dictionary<string, string> form = Form(world.Identities.AddRole("long", maxSessionDuration: TimeSpan.FromHours(12)).Arn, token);
        if (seconds is not null)
        {
            form["DurationSeconds"] = seconds;
        }

        (HttpStatusCode status, XElement answer) = await world.XmlAsync(Post(world, form));

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), answer.ToString());
        Assert.That(Value(answer, "Expiration"), Is.EqualTo(world.Clock.GetUtcNow().AddSeconds(expected).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [TestCase("RoleSessionName", "x", "roleSessionName")]
    [TestCase("RoleSessionName", "a b", "roleSessionName")]
    [TestCase("RoleSessionName", null, "roleSessionName")]
    [TestCase("RoleArn", "role", "roleArn")]
    [TestCase("WebIdentityToken", null, "webIdentityToken")]
    public async Task A_parameter_out_of_its_constraints_is_named(string name, string? value, string path)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync(Classic);
        Dictionary<string, string> form = Form(world.Identities.AuthenticatedRole!.Arn, "token");
        form.Remove(name);
        if (value is not null)
        {
            form[name] = value;
        }

        (HttpStatusCode status, XElement error) = await world.XmlAsync(Post(world, form));

        Assert.That((status, Value(error, "Code")), Is.EqualTo((HttpStatusCode.BadRequest, "ValidationError")));
        Assert.That(Value(error, "Message"), Does.Contain($"at '{path}' failed to satisfy constraint"));
    }

    [TestCase("AssumeRole", "2011-06-15")]
    [TestCase("AssumeRoleWithWebIdentity", "2010-01-01")]
    public async Task An_action_it_does_not_have_is_told(string action, string version)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();

        await RefusedAsync(world, new Dictionary<string, string> { ["Action"] = action, ["Version"] = version }, HttpStatusCode.BadRequest, "InvalidAction", $"Could not find operation {action} for version {version}");
    }

    private static async Task<(string Token, string IdentityId)> TokenAsync(IdentityWorld world, string? username)
    {
        JsonObject? logins = username is null ? null : await world.LoginsAsync(username);
        string id = await world.NewIdAsync(logins);
        return ((string)(await world.Wire.IdentityCallAsync("GetOpenIdToken", new JsonObject { ["IdentityId"] = id, ["Logins"] = logins })).MustSucceed().Json["Token"]!, id);
    }

    private static Dictionary<string, string> Form(string role, string token) => new()
    {
        ["Action"] = "AssumeRoleWithWebIdentity", ["Version"] = "2011-06-15", ["RoleArn"] = role, ["RoleSessionName"] = "CognitoIdentityCredentials", ["WebIdentityToken"] = token,
    };

    private static HttpRequestMessage Post(IdentityWorld world, Dictionary<string, string> form) => new(HttpMethod.Post, world.Emulator.Endpoint) { Content = new FormUrlEncodedContent(form) };

    private static async Task RefusedAsync(IdentityWorld world, Dictionary<string, string> form, HttpStatusCode status, string code, string? message)
    {
        (HttpStatusCode answered, XElement error) = await world.XmlAsync(Post(world, form));

        Assert.That((answered, Value(error, "Code")), Is.EqualTo((status, code)), error.ToString());
        Assert.That(Value(error, "Message"), message is null ? Is.Not.Empty : Is.EqualTo(message));
        Assert.That(error.Name.ToString(), Is.EqualTo("{https://sts.amazonaws.com/doc/2011-06-15/}ErrorResponse"));
    }

    private static string? Value(XElement document, string name) => document.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}
