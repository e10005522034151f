using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Headers, errors, validation, CORS, the request log and the sockets.</summary>
public sealed class WireFormatTests
{
    [Test]
    public async Task A_success_has_these_headers()
    {
        await using Wire wire = await Wire.StartAsync();

        WireAnswer answer = (await wire.SignUpAsync("ana")).MustSucceed();

        Assert.That(answer.Header("Content-Type"), Is.EqualTo("application/x-amz-json-1.1"));
        Assert.That(Guid.TryParse(answer.Header("x-amzn-RequestId"), out _), Is.True);
        Assert.That(answer.Header("Date"), Is.EqualTo("Thu, 05 Mar 2026 09:08:07 GMT"));
        Assert.That(answer.Header("Access-Control-Allow-Origin"), Is.EqualTo("*"));
        Assert.That(answer.Header("Access-Control-Expose-Headers"), Is.EqualTo("x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date"));
    }

    [Test]
    public async Task The_Date_header_follows_the_clock()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Emulator.Clock.Advance(TimeSpan.FromDays(1));

        Assert.That((await wire.SignUpAsync("ana")).Header("Date"), Is.EqualTo("Fri, 06 Mar 2026 09:08:07 GMT"));
    }

    [Test]
    public async Task An_error_has_code_and_message_in_body_and_headers()
    {
        await using Wire wire = await Wire.StartAsync();

        WireAnswer answer = await wire.PasswordSignInAsync("nobody", "Passw0rd!");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(answer.Text, Is.EqualTo("""{"__type":"NotAuthorizedException","message":"Incorrect username or password."}"""));
        Assert.That(answer.Header("x-amzn-ErrorType"), Is.EqualTo("NotAuthorizedException:"));
        Assert.That(answer.Header("x-amzn-ErrorMessage"), Is.EqualTo("Incorrect username or password."));
        Assert.That(answer.Header("x-amzn-RequestId"), Is.Not.Empty);
    }

    [Test]
    public async Task A_message_with_foreign_letters_does_not_break_the_header()
    {
        await using Wire wire = await Wire.StartAsync();

        WireAnswer answer = await wire.ClientCallAsync("SignUp", new JsonObject
        {
            ["Username"] = "ana",
            ["Password"] = "Passw0rd!",
            ["UserAttributes"] = new JsonArray(new JsonObject { ["Name"] = "größe", ["Value"] = "1" }),
        });

        Assert.That(answer.ErrorMessage, Does.Contain("größe"));
        Assert.That(answer.Header("x-amzn-ErrorMessage"), Does.Contain("gr??e"));
    }

    [TestCase("AWSCognitoIdentityProviderService.NoSuchThing")]
    [TestCase("AWSCognitoIdentityProviderService.")]
    [TestCase("SomethingElse.InitiateAuth")]
    [TestCase(null)]
    public async Task An_unknown_operation_is_told(string? target)
    {
        await using Wire wire = await Wire.StartAsync();

        Assert.That((await PostAsync(wire, target, "{}")).ErrorCode, Is.EqualTo("UnknownOperationException"));
    }

    [TestCase("")]
    [TestCase("not json")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("""{"ClientId":1}""")]
    [TestCase("""{"ClientId":"a","ClientId":"b"}""")]
    [TestCase("""{"ClientId":"a","AuthFlow":"USER_SRP_AUTH","AuthParameters":[]}""")]
    [TestCase("""{"ClientId":"a","AuthFlow":"USER_SRP_AUTH","AuthParameters":{"USERNAME":{}}}""")]
    public async Task A_body_of_the_wrong_form_is_told(string body)
    {
        await using Wire wire = await Wire.StartAsync();
        body = body.Replace("\"ClientId\":\"a\",\"AuthFlow\"", $"\"ClientId\":\"{wire.Client.Id}\",\"AuthFlow\"", StringComparison.Ordinal);

        WireAnswer answer = await PostAsync(wire, "AWSCognitoIdentityProviderService.InitiateAuth", body);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest), answer.Text);
        Assert.That(answer.ErrorCode, Is.EqualTo("SerializationException").Or.EqualTo("InvalidParameterException"));
    }

    [TestCase("SignUp", """{"Username":"ana maria","Password":"Passw0rd!"}""", @"Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+")]
    [TestCase("SignUp", """{"Username":"ana","Password":"with space"}""", @"Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: [\S]+")]
    [TestCase("SignUp", """{"Username":"ana"}""", "Value at 'password' failed to satisfy constraint: Member must not be null")]
    [TestCase("ConfirmSignUp", """{"Username":"ana\n","ConfirmationCode":"1"}""", @"Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+")]
    [TestCase("ConfirmSignUp", """{"Username":"ana","ConfirmationCode":"1","Session":"short"}""", "Value at 'session' failed to satisfy constraint: Member must have length greater than or equal to 20")]
    [TestCase("InitiateAuth", """{"AuthFlow":"USER_FOO"}""", "Value at 'authFlow' failed to satisfy constraint: Member must satisfy enum value set: [USER_SRP_AUTH, REFRESH_TOKEN_AUTH, REFRESH_TOKEN, CUSTOM_AUTH, ADMIN_NO_SRP_AUTH, USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH]")]
    [TestCase("GetUser", """{"AccessToken":"a:b"}""", "Value at 'accessToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Za-z0-9-_=.]+")]
    [TestCase("RevokeToken", """{"Token":"a","ClientSecret":"short"}""", "Value at 'clientSecret' failed to satisfy constraint: Member must have length greater than or equal to 24")]
    [TestCase("AdminGetUser", """{"UserPoolId":"nounderscore","Username":"ana"}""", @"Value at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+_[0-9a-zA-Z]+")]
    public async Task A_member_out_of_its_constraints_is_named(string operation, string body, string violation)
    {
        await using Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { AllowedFirstAuthFactors = ["PASSWORD"] });

        (await wire.ClientCallAsync(operation, JsonNode.Parse(body)!.AsObject())).MustBe("InvalidParameterException", $"1 validation error detected: {violation}");
    }

    [TestCase(128, true)]
    [TestCase(129, false)]
    public async Task A_user_name_may_have_128_characters(int length, bool allowed)
    {
        await using Wire wire = await Wire.StartAsync();

        WireAnswer answer = await wire.SignUpAsync(new string('a', length));

        Assert.That(answer.ErrorMessage, Is.EqualTo(
            allowed ? null : "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must have length less than or equal to 128"));
    }

    [Test]
    public async Task Several_violations_are_told_together()
    {
        await using Wire wire = await Wire.StartAsync();

        (await wire.CallAsync("InitiateAuth", [])).MustBe(
            "InvalidParameterException",
            "2 validation errors detected: Value at 'authFlow' failed to satisfy constraint: Member must not be null; "
            + "Value at 'clientId' failed to satisfy constraint: Member must not be null");
        (await wire.SignUpAsync("")).MustBe(
            "InvalidParameterException",
            "2 validation errors detected: Value at 'username' failed to satisfy constraint: Member must have length greater than or equal to 1; "
            + @"Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+");
    }

    [Test]
    public async Task A_body_that_is_too_long_is_refused()
    {
        await using Wire wire = await Wire.StartAsync(options: new EmulatorOptions { MaxRequestBodyBytes = 100 });

        WireAnswer announced = await PostAsync(wire, "AWSCognitoIdentityProviderService.SignUp", new string(' ', 101));
        using var chunked = new HttpRequestMessage(HttpMethod.Post, wire.Emulator.Endpoint) { Content = new StringContent(new string(' ', 101)) };
        chunked.Headers.TransferEncodingChunked = true;
        using HttpResponseMessage response = await wire.Http.SendAsync(chunked);

        Assert.That((announced.Status, response.StatusCode), Is.EqualTo((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge)));
        Assert.That((await PostAsync(wire, "AWSCognitoIdentityProviderService.SignUp", new string(' ', 100))).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_browser_may_ask_before_it_calls()
    {
        await using Wire wire = await Wire.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Options, wire.Emulator.Endpoint);

        using HttpResponseMessage response = await wire.Http.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { "*" }));
        Assert.That(response.Headers.GetValues("Access-Control-Allow-Methods").Single(), Does.Contain("POST"));
        Assert.That(response.Headers.GetValues("Access-Control-Allow-Headers").Single(), Does.Contain("X-Amz-Target").And.Contain("Content-Type"));
    }

    [TestCase("GET", "/")]
    [TestCase("GET", "/favicon.ico")]
    [TestCase("POST", "/elsewhere")]
    [TestCase("DELETE", "/")]
    public async Task Other_paths_and_methods_are_not_found(string method, string path)
    {
        await using Wire wire = await Wire.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(wire.Emulator.Endpoint, path));

        using HttpResponseMessage response = await wire.Http.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Every_request_is_logged_with_body_and_headers()
    {
        await using Wire wire = await Wire.StartAsync();
        await wire.SignUpAsync("ana");
        await wire.Http.GetAsync($"{wire.Emulator.Endpoint}{wire.Pool.Id}/.well-known/jwks.json");
        await wire.Http.GetAsync($"{wire.Emulator.Endpoint}{wire.Pool.Id}/.well-known/openid-configuration");

        IReadOnlyList<LoggedRequest> all = wire.Emulator.Requests.All;

        Assert.That(all.Select(request => request.Operation), Is.EqualTo(new[] { "SignUp", "jwks", "openid-configuration" }));
        Assert.That((string)all[0].Body!["Password"]!, Is.EqualTo("Passw0rd!"));
        Assert.That(all[0].Headers["x-amz-target"], Is.EqualTo("AWSCognitoIdentityProviderService.SignUp"));
        Assert.That(all[0].Time, Is.EqualTo(wire.Emulator.Clock.GetUtcNow()));
        Assert.That(wire.Emulator.Requests.Count("jwks"), Is.EqualTo(1));
        wire.Emulator.Requests.Clear();
        Assert.That(wire.Emulator.Requests.All, Is.Empty);
    }

    [Test]
    public async Task It_listens_on_loopback_only_and_on_one_port_for_both_families()
    {
        await using CognitoEmulator emulator = await CognitoEmulator.StartAsync();

        Assert.That(emulator.Endpoint.AbsoluteUri, Does.Match("^http://127\\.0\\.0\\.1:[0-9]+/$"));
        IPEndPoint[] listeners = [.. System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(end => end.Port == emulator.Endpoint.Port)];
        Assert.That(listeners, Is.Not.Empty);
        Assert.That(listeners.Select(end => end.Address), Has.All.Matches<IPAddress>(IPAddress.IsLoopback));
        foreach (IPEndPoint listener in listeners)
        {
            using var client = new TcpClient(listener.AddressFamily);
            await client.ConnectAsync(listener);
        }
    }

    [Test]
    public async Task A_port_that_is_taken_is_told_and_one_that_was_freed_can_be_used_again()
    {
        CognitoEmulator first = await CognitoEmulator.StartAsync();
        int port = first.Endpoint.Port;

        Assert.That(async () => await CognitoEmulator.StartAsync(new EmulatorOptions { Port = port }), Throws.TypeOf<IOException>().With.Message.Contains($"{port}"));
        await first.DisposeAsync();
        await first.DisposeAsync();
        await using CognitoEmulator second = await CognitoEmulator.StartAsync(new EmulatorOptions { Port = port });
        Assert.That(second.Endpoint.Port, Is.EqualTo(port));
    }

    [TestCase(-1)]
    [TestCase(65536)]
    public void A_port_out_of_range_is_refused(int port) =>
        Assert.That(async () => await CognitoEmulator.StartAsync(new EmulatorOptions { Port = port }), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public async Task Two_emulators_know_nothing_of_each_other()
    {
        await using Wire one = await Wire.StartAsync();
        await using Wire two = await Wire.StartAsync();
        one.Pool.AddUser("ana", "Passw0rd!");

        two.Client = one.Client;
        Assert.That((await two.PasswordSignInAsync("ana", "Passw0rd!")).ErrorCode, Is.EqualTo("ResourceNotFoundException"));
    }

    private static async Task<WireAnswer> PostAsync(Wire wire, string? target, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, wire.Emulator.Endpoint) { Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.1") };
        if (target is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        }

        HttpResponseMessage response = await wire.Http.SendAsync(request);
        return new WireAnswer(response, await response.Content.ReadAsStringAsync());
    }
}
