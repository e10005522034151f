using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amplify.Tests;

/// <summary>amazon-cognito-identity-js, AWS's browser library with its own SRP, against the emulator's command.</summary>
[TestFixture]
public sealed class IdentityJsTests
{
    private const int TimeLimit = 60_000;
    private const int TimeLimitOfMany = 600_000;
    private const string Demo = "demo@example.com";

    private EmulatorCommand _emulator = null!;

    [OneTimeSetUp]
    public async Task Start_the_command()
    {
        using var limit = new CancellationTokenSource(TimeLimit);
        _emulator = await EmulatorCommand.StartAsync(limit.Token);
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
    [CancelAfter(TimeLimit)]
    public async Task It_signs_in_by_SRP_reads_attributes_and_refreshes(CancellationToken cancellationToken)
    {
        JsonElement found = await NodeScript.RunAsync("identity-js/sign-in.mjs", DemoUser(), cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(found.Flag("isValid"));
            Assert.That(found.Flag("refreshedIsValid"));
            Assert.That(found.Text("idClaims", "cognito:username"), Is.EqualTo(_emulator.Username));
            Assert.That(found.Text("idClaims", "aud"), Is.EqualTo(_emulator.ClientId));
            Assert.That(found.Text("idClaims", "token_use"), Is.EqualTo("id"));
            Assert.That(found.Text("accessClaims", "client_id"), Is.EqualTo(_emulator.ClientId));
            Assert.That(found.Text("accessClaims", "token_use"), Is.EqualTo("access"));
            Assert.That(found.Text("refreshedClaims", "jti"), Is.Not.EqualTo(found.Text("accessClaims", "jti")));
            Assert.That(found.Text("refreshedClaims", "origin_jti"), Is.EqualTo(found.Text("accessClaims", "origin_jti")));
            Assert.That(found.Text("attributes", "email"), Is.EqualTo(Demo));
            Assert.That(found.Text("attributes", "sub"), Is.EqualTo(found.Text("idClaims", "sub")));
            Assert.That(found.Text("attributesAfterRefresh"), Is.EqualTo(found.Text("attributes")));
        });
    }

    [Test]
    [CancelAfter(TimeLimitOfMany)]
    public async Task It_signs_in_refreshes_and_reads_attributes_300_times_in_a_row(CancellationToken cancellationToken)
    {
        JsonObject input = DemoUser();
        input["times"] = 300;
        input["email"] = Demo;

        JsonElement found = await NodeScript.RunAsync("identity-js/many-times.mjs", input, cancellationToken);

        int rounds = found.GetProperty("rounds").GetInt32();
        double seconds = found.GetProperty("milliseconds").GetDouble() / 1000;
        await TestContext.Progress.WriteLineAsync($"amazon-cognito-identity-js: {rounds} times sign-in by SRP, refresh and attributes in {seconds:F1} s.");
        Assert.That(rounds, Is.EqualTo(300));
        Assert.That(found.GetProperty("accessTokens").GetInt32(), Is.EqualTo(600), "every sign-in and every refresh makes a new access token");
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task It_is_refused_with_a_wrong_password(CancellationToken cancellationToken)
    {
        JsonObject input = DemoUser();
        input["password"] = "Not-the-Passw0rd";

        JsonElement refusal = await NodeScript.RunAsync("identity-js/refused-sign-in.mjs", input, cancellationToken);

        Assert.That(refusal.Text("code"), Is.EqualTo("NotAuthorizedException"));
        Assert.That(refusal.Text("message"), Is.EqualTo("Incorrect username or password."));
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task It_cannot_tell_an_unknown_user_from_a_wrong_password(CancellationToken cancellationToken)
    {
        JsonObject input = DemoUser();
        input["username"] = "nobody";

        JsonElement refusal = await NodeScript.RunAsync("identity-js/refused-sign-in.mjs", input, cancellationToken);

        Assert.That(refusal.Text("code"), Is.EqualTo("NotAuthorizedException"));
        Assert.That(refusal.Text("message"), Is.EqualTo("Incorrect username or password."));
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task It_signs_up_and_confirms_with_the_code_the_command_prints(CancellationToken cancellationToken)
    {
        await using EmulatorCommand emulator = await EmulatorCommand.StartForPeopleAsync(cancellationToken);
        JsonObject input = At(emulator, "zoe", "Str0ng-enough!");
        input["attributes"] = new JsonObject { ["email"] = "zoe@example.com" };

        JsonElement signUp = await NodeScript.RunAsync("identity-js/sign-up.mjs", input, cancellationToken);
        input["code"] = await emulator.ReadCodeAsync("zoe", cancellationToken);
        JsonElement confirmation = await NodeScript.RunAsync("identity-js/confirm-sign-up.mjs", input, cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(signUp.Flag("confirmed"), Is.False);
            Assert.That(signUp.Text("delivery", "DeliveryMedium"), Is.EqualTo("EMAIL"));
            Assert.That(signUp.Text("delivery", "Destination"), Is.EqualTo("z***@e***"));
            Assert.That(confirmation.Text("beforehand", "code"), Is.EqualTo("UserNotConfirmedException"));
            Assert.That(confirmation.Text("wrong", "code"), Is.EqualTo("CodeMismatchException"));
            Assert.That(confirmation.Text("confirmed"), Is.EqualTo("SUCCESS"));
            Assert.That(confirmation.Text("idClaims", "sub"), Is.EqualTo(signUp.Text("sub")));
            Assert.That(confirmation.Text("idClaims", "email_verified"), Is.EqualTo("True"));
        });
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task It_is_signed_out_everywhere(CancellationToken cancellationToken)
    {
        await using EmulatorCommand emulator = await EmulatorCommand.StartAsync(cancellationToken);

        JsonElement found = await NodeScript.RunAsync(
            "identity-js/sign-out-everywhere.mjs", At(emulator, emulator.Username, emulator.Password), cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(found.Text("answer"), Is.EqualTo("SUCCESS"));
            Assert.That(found.Text("read", "code"), Is.EqualTo("NotAuthorizedException"));
            Assert.That(found.Text("read", "message"), Is.EqualTo("Access Token has been revoked"));
            Assert.That(found.Text("refresh", "code"), Is.EqualTo("NotAuthorizedException"));
        });
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task It_registers_a_device_signs_in_with_it_and_refreshes_with_it(CancellationToken cancellationToken)
    {
        await using EmulatorCommand emulator = await EmulatorCommand.StartAsync(cancellationToken, "--devices", "always");

        JsonElement found = await NodeScript.RunAsync("identity-js/device.mjs", At(emulator, emulator.Username, emulator.Password), cancellationToken);

        string? device = found.Text("firstClaims", "device_key");
        Assert.Multiple(() =>
        {
            Assert.That(found.Texts("requestsOfFirst"), Is.EqualTo(["InitiateAuth", "RespondToAuthChallenge PASSWORD_VERIFIER", "ConfirmDevice"]));
            Assert.That(found.Texts("requestsOfSecond"), Is.EqualTo(
                ["InitiateAuth", "RespondToAuthChallenge PASSWORD_VERIFIER", "RespondToAuthChallenge DEVICE_SRP_AUTH", "RespondToAuthChallenge DEVICE_PASSWORD_VERIFIER"]));
            Assert.That(device, Does.StartWith($"{emulator.Region}_"));
            Assert.That(found.Text("secondClaims", "device_key"), Is.EqualTo(device));
            Assert.That(found.Text("refreshedClaims", "device_key"), Is.EqualTo(device));
            Assert.That(found.Text("refreshedClaims", "jti"), Is.Not.EqualTo(found.Text("secondClaims", "jti")));
            Assert.That(found.Text("device", "key"), Is.EqualTo(device));
            Assert.That(found.Text("device", "status"), Is.EqualTo("remembered"));
            Assert.That(found.Text("withoutDevice", "code"), Is.EqualTo("NotAuthorizedException"));
            Assert.That(found.Text("forged", "code"), Is.EqualTo("NotAuthorizedException"));
            Assert.That(found.Texts("requestsAfterForgetting"), Is.EqualTo(
                ["InitiateAuth", "RespondToAuthChallenge PASSWORD_VERIFIER", "RespondToAuthChallenge PASSWORD_VERIFIER", "ConfirmDevice"]), "the library drops the device, answers again and registers another");
            Assert.That(found.Text("anewClaims", "device_key"), Does.StartWith($"{emulator.Region}_").And.Not.EqualTo(device));
        });
    }

    private JsonObject DemoUser() => At(_emulator, _emulator.Username, _emulator.Password);

    private static JsonObject At(EmulatorCommand emulator, string username, string password) => new()
    {
        ["endpoint"] = emulator.Endpoint,
        ["userPoolId"] = emulator.UserPoolId,
        ["clientId"] = emulator.ClientId,
        ["username"] = username,
        ["password"] = password,
    };
}
