using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amplify.Tests;

/// <summary>AWS's JavaScript client, and AWS's token verifier, against the emulator's command: the scene is set over HTTP by an administrator.</summary>
[TestFixture]
public sealed class AwsSdkTests
{
    private const int TimeLimit = 60_000;
    private const string Permanent = "ana";
    private const string Invited = "ben";
    private const string Password = "Str0ng-enough!";
    private const string TemporaryPassword = "Temp-Passw0rd1";

    private EmulatorCommand _emulator = null!;
    private JsonElement _scene;

    [OneTimeSetUp]
    public async Task Set_the_scene()
    {
        using var limit = new CancellationTokenSource(TimeLimit);
        _emulator = await EmulatorCommand.StartAsync(limit.Token);
        var input = new JsonObject
        {
            ["endpoint"] = _emulator.Endpoint,
            ["region"] = _emulator.Region,
            ["usernames"] = new JsonArray(Permanent, Invited),
            ["password"] = Password,
            ["temporaryPassword"] = TemporaryPassword,
        };
        _scene = await NodeScript.RunAsync("aws-sdk/set-the-scene.mjs", input, limit.Token);
    }

    [OneTimeTearDown]
    public async Task Stop_the_command()
    {
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    [Test]
    public void An_administrator_makes_pool_client_and_users_over_HTTP() => Assert.Multiple(() =>
    {
        Assert.That(_scene.Text("userPoolId"), Does.Match($"^{_emulator.Region}_[0-9A-Za-z]+$").And.Not.EqualTo(_emulator.UserPoolId));
        Assert.That(_scene.Text("clientSecret"), Is.Null, "no secret was asked for");
        Assert.That(_scene.Texts("createdStatuses"), Is.All.EqualTo("FORCE_CHANGE_PASSWORD"));
        Assert.That(_scene.Text("readStatus"), Is.EqualTo("CONFIRMED"));
        Assert.That(_scene.Text("readAttributes", "email"), Is.EqualTo("ana@example.com"));
        Assert.That(_scene.Texts("all"), Is.EqualTo(new[] { Permanent, Invited }));
        Assert.That(_scene.Texts("found"), Is.EqualTo(new[] { Permanent }), "the filter");
        Assert.That(_scene.Texts("pages"), Is.EqualTo(new[] { Permanent, Invited }), "two pages of one");
        Assert.That(_scene.Flag("lastPageHasToken"), Is.False);
        Assert.That(Guid.TryParse(_scene.Text("requestId"), out _), "x-amzn-RequestId");
    });

    [Test]
    public void Dates_are_read_as_dates()
    {
        DateTimeOffset[] dates =
        [
            .. _scene.Texts("createdDates").Append(_scene.Text("poolCreated")!)
                .Select(date => DateTimeOffset.Parse(date, CultureInfo.InvariantCulture)),
        ];

        Assert.That(dates, Is.All.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromMinutes(10)));
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task It_signs_in_with_the_password_and_refreshes_under_rotation(CancellationToken cancellationToken)
    {
        JsonElement found = await NodeScript.RunAsync("aws-sdk/sign-in.mjs", User(Permanent, Password), cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(found.Text("tokenType"), Is.EqualTo("Bearer"));
            Assert.That(found.Text("expiresIn"), Is.EqualTo("3600"));
            Assert.That(found.Text("username"), Is.EqualTo(Permanent));
            Assert.That(found.Text("attributes", "email"), Is.EqualTo("ana@example.com"));
            Assert.That(Guid.TryParse(found.Text("requestId"), out _), "x-amzn-RequestId");
            Assert.That(found.Flag("accessTokenChanged"));
            Assert.That(found.Flag("refreshTokenRotated"));
            Assert.That(found.Text("usernameAfterRefresh"), Is.EqualTo(Permanent));
        });
        AssertRefusal(found, "reuse", "RefreshTokenReuseException");
        AssertRefusal(found, "revoked", "NotAuthorizedException", "Refresh Token has been revoked");
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task It_reads_every_refusal_with_type_message_status_and_request_id(CancellationToken cancellationToken)
    {
        JsonElement found = await NodeScript.RunAsync("aws-sdk/refusals.mjs", User(Permanent, Password), cancellationToken);

        Assert.That(found.Flag("wrongPasswordIsTyped"));
        AssertRefusal(found, "wrongPassword", "NotAuthorizedException", "Incorrect username or password.");
        AssertRefusal(found, "weakPassword", "InvalidPasswordException", "Password did not conform with policy: Password not long enough");
        AssertRefusal(found, "nameTaken", "UsernameExistsException", "User already exists");
        AssertRefusal(found, "unknownClient", "ResourceNotFoundException");
        AssertRefusal(found, "unknownPool", "ResourceNotFoundException", $"User pool {_emulator.Region}_AAAAAAAAA does not exist.");
        AssertRefusal(found, "unknownUser", "UserNotFoundException", "User does not exist.");
        AssertRefusal(found, "badToken", "NotAuthorizedException", "Invalid Access Token");
        AssertRefusal(found, "flowNotAllowed", "InvalidParameterException");
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task The_users_it_makes_sign_in_by_the_other_librarys_SRP_and_set_a_password(CancellationToken cancellationToken)
    {
        JsonObject input = User(Invited, TemporaryPassword);
        input["newPassword"] = "My-0wn-password";

        JsonElement found = await NodeScript.RunAsync("identity-js/new-password.mjs", input, cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(found.Flag("first"));
            Assert.That(found.Text("withTemporary", "code"), Is.EqualTo("NotAuthorizedException"), "the temporary password is spent");
            Assert.That(found.Flag("again"));
        });
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task AWSs_verifier_accepts_the_tokens_by_the_published_keys_and_nothing_else(CancellationToken cancellationToken)
    {
        JsonElement found = await NodeScript.RunAsync("aws-sdk/verify-tokens.mjs", User(Permanent, Password), cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(found.Texts("keys"), Is.EqualTo(new[] { "RSA RS256 sig", "RSA RS256 sig" }));
            Assert.That(found.Text("id", "cognito:username"), Is.EqualTo(Permanent));
            Assert.That(found.Text("id", "aud"), Is.EqualTo(_scene.Text("clientId")));
            Assert.That(found.Text("access", "username"), Is.EqualTo(Permanent));
            Assert.That(found.Text("access", "client_id"), Is.EqualTo(_scene.Text("clientId")));
            Assert.That(found.Text("wrongAudience", "message"), Does.StartWith("Audience not allowed"));
            Assert.That(found.Text("tampered", "message"), Is.EqualTo("Invalid signature"));
        });
    }

    private static void AssertRefusal(JsonElement found, string of, string name, string? message = null) => Assert.Multiple(() =>
    {
        Assert.That(found.Text(of, "name"), Is.EqualTo(name), of);
        Assert.That(found.Text(of, "message"), message is null ? Is.Not.Empty : Is.EqualTo(message), of);
        Assert.That(found.Text(of, "fault"), Is.EqualTo("client"), of);
        Assert.That(found.Text(of, "status"), Is.EqualTo("400"), of);
        Assert.That(found.Text(of, "attempts"), Is.EqualTo("1"), of);
        Assert.That(Guid.TryParse(found.Text(of, "requestId"), out _), $"{of}: x-amzn-RequestId");
    });

    private JsonObject User(string username, string password) => new()
    {
        ["endpoint"] = _emulator.Endpoint,
        ["region"] = _emulator.Region,
        ["userPoolId"] = _scene.Text("userPoolId"),
        ["clientId"] = _scene.Text("clientId"),
        ["username"] = username,
        ["password"] = password,
    };
}
