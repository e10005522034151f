using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>APIs behind Signature Version 4.</summary>
public sealed class SignedApiTests
{
    [TestCase("execute-api", "GET", "")]
    [TestCase("appsync", "POST", "graphql")]
    [TestCase("lambda", "PUT", "items/a%20b%3Ac/%C3%BC?x=1&a=2&a=1&empty")]
    public async Task It_tells_who_called_and_what_came(string service, string method, string target)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedSignedApi api = world.Emulator.AddSignedApi(service);
        (SessionAWSCredentials credentials, string id) = await world.CredentialsAsync("ana");
        byte[] body = method == "GET" ? [] : Encoding.UTF8.GetBytes("""{"query":"ü"}""");
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(api.Url, target.Replace("empty", "empty=", StringComparison.Ordinal)));
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body);
        }

        using HttpResponseMessage response = await world.Wire.Http.SendAsync(await new MiniSigV4(credentials, world.Emulator.Region, service).SignAsync(request, world.Clock.GetUtcNow()));

        string text = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), text);
        JsonObject echo = JsonNode.Parse(text)!.AsObject();
        Assert.That((string)echo["arn"]!, Is.EqualTo($"arn:aws:sts::123456789012:assumed-role/{world.Identities.AuthenticatedRole!.Name}/CognitoIdentityCredentials"));
        Assert.That(((string)echo["identityId"]!, (string)echo["method"]!, (int)echo["bodyLength"]!), Is.EqualTo((id, method, body.Length)));
        Assert.That((string)echo["bodySha256"]!, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(body))));
    }

    [Test]
    public async Task A_changed_body_path_or_query_is_refused_as_API_Gateway_does()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedSignedApi api = world.Emulator.AddSignedApi();
        SessionAWSCredentials credentials = (await world.CredentialsAsync("ana")).Credentials;
        async Task<HttpRequestMessage> Signed() => await new MiniSigV4(credentials, world.Emulator.Region, "execute-api").SignAsync(
            new HttpRequestMessage(HttpMethod.Post, new Uri(api.Url, "items?a=1")) { Content = new StringContent("{}") }, world.Clock.GetUtcNow());
        Action<HttpRequestMessage>[] changes =
        [
            request => request.Content = new StringContent("[]"),
            request => request.RequestUri = new Uri(api.Url, "item?a=1"),
            request => request.RequestUri = new Uri(api.Url, "items?a=2"),
            request => request.RequestUri = new Uri(api.Url, "items"),
            request => request.Method = HttpMethod.Put,
        ];
        foreach (Action<HttpRequestMessage> change in changes)
        {
            HttpRequestMessage request = await Signed();
            change(request);

            using HttpResponseMessage response = await world.Wire.Http.SendAsync(request);

            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["message"]!, Does.StartWith("The request signature we calculated does not match"));
        }
    }

    [Test]
    public async Task It_can_send_its_callers_elsewhere()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedSignedApi api = world.Emulator.AddSignedApi();
        api.RedirectTo = new Uri("http://localhost:1/elsewhere");
        api.RedirectStatus = 302;
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });

        using HttpResponseMessage response = await http.GetAsync(api.Url);

        Assert.That((response.StatusCode, response.Headers.Location), Is.EqualTo((HttpStatusCode.Redirect, api.RedirectTo)));
    }

    [Test]
    public async Task There_is_one_of_each_service_and_region()
    {
        await using CognitoEmulator cognito = await CognitoEmulator.StartAsync();
        EmulatedSignedApi here = cognito.AddSignedApi();
        EmulatedSignedApi there = cognito.AddSignedApi("execute-api", "us-east-1");

        Assert.That((here.Region, there.Region, here.Url == there.Url), Is.EqualTo((cognito.Region, "us-east-1", false)));
        Assert.That(() => cognito.AddSignedApi(), Throws.InvalidOperationException);
    }
}
