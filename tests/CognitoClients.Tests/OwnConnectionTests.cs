using System.Net;
using System.Net.Sockets;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>The client's own connections, over real sockets on loopback.</summary>
internal sealed class OwnConnectionTests
{
    [Test]
    public async Task A_call_goes_over_the_wire()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer("200 OK", """{"Username":"ana"}"""));
        using AmazonCognitoIdentityProviderClient client = CreateClient(server.Url);

        GetUserResponse response = await client.GetUserAsync(new GetUserRequest { AccessToken = "token" });

        Assert.That((response.Username, response.ResponseMetadata.RequestId), Is.EqualTo(("ana", "request-1")));
        Assert.That(server.Requests.Single(), Does.StartWith("POST / HTTP/1.1\r\n").And.EndWith("\r\n\r\n{\"AccessToken\":\"token\"}"));
        Assert.That(server.Requests.Single(), Does.Contain("Content-Type: application/x-amz-json-1.1\r\n"));
    }

    [Test]
    public async Task A_redirect_is_not_followed()
    {
        await using LoopbackServer elsewhere = new(LoopbackServer.Answer("200 OK", "{}"));
        await using LoopbackServer server = new(LoopbackServer.Answer("307 Temporary Redirect", "", headers: $"Location: {elsewhere.Url}\r\n"));
        using AmazonCognitoIdentityProviderClient client = CreateClient(server.Url);

        Assert.That(
            async () => await client.GetUserAsync(new GetUserRequest { AccessToken = "token" }),
            Throws.TypeOf<AmazonCognitoIdentityProviderException>().With.Property("StatusCode").EqualTo(HttpStatusCode.TemporaryRedirect));
        Assert.That(elsewhere.Requests, Is.Empty);
    }

    [Test]
    public async Task A_cookie_is_not_kept()
    {
        await using LoopbackServer server = new(
            LoopbackServer.Answer("200 OK", "{}", headers: "Set-Cookie: a=b; Path=/\r\n"),
            LoopbackServer.Answer("200 OK", "{}"));
        using AmazonCognitoIdentityProviderClient client = CreateClient(server.Url);

        await client.GetUserAsync(new GetUserRequest());
        await client.GetUserAsync(new GetUserRequest());

        Assert.That(server.Requests[1], Does.Not.Contain("Cookie"));
    }

    [Test]
    public void Nobody_listening_is_a_connection_error()
    {
        int port;
        using (TcpListener listener = new(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        using AmazonCognitoIdentityProviderClient client = CreateClient($"http://127.0.0.1:{port}/");

        Assert.That(
            async () => await client.GetUserAsync(new GetUserRequest()),
            Throws.TypeOf<HttpRequestException>().With.Property("HttpRequestError").EqualTo(HttpRequestError.ConnectionError));
    }

    [Test]
    public void A_connection_that_is_not_made_in_time_is_a_connection_error()
    {
        // It accepts, but never says a word of TLS.
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        using AmazonCognitoIdentityProviderClient client = new(new AmazonCognitoIdentityProviderConfig
        {
            ServiceURL = $"https://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/",
            ConnectTimeout = TimeSpan.FromMilliseconds(20),
        });

        Assert.That(
            async () => await client.GetUserAsync(new GetUserRequest()),
            Throws.TypeOf<HttpRequestException>().With.Property("HttpRequestError").EqualTo(HttpRequestError.ConnectionError));
    }

    [Test]
    public async Task A_connection_closed_before_the_answer_is_a_request_error_and_not_repeated()
    {
        await using LoopbackServer server = new("", LoopbackServer.Answer("200 OK", "{}"));
        using AmazonCognitoIdentityProviderClient client = CreateClient(server.Url);

        Assert.That(
            async () => await client.GetUserAsync(new GetUserRequest()),
            Throws.TypeOf<HttpRequestException>().With.Property("HttpRequestError").EqualTo(HttpRequestError.ResponseEnded));
        Assert.That(server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_connection_closed_within_the_answer_is_an_io_error()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer("200 OK", """{"Username":""", length: 100));
        using AmazonCognitoIdentityProviderClient client = CreateClient(server.Url);

        Assert.That(
            async () => await client.GetUserAsync(new GetUserRequest()),
            Throws.TypeOf<HttpIOException>().With.Property("HttpRequestError").EqualTo(HttpRequestError.ResponseEnded));
    }

    [Test]
    public async Task A_connection_closed_within_an_error_still_tells_the_error()
    {
        await using LoopbackServer server = new(LoopbackServer.Answer("400 Bad Request", """{"__type":""", length: 100, headers: "x-amzn-ErrorType: NotAuthorizedException:\r\n"));
        using AmazonCognitoIdentityProviderClient client = CreateClient(server.Url);

        Assert.That(async () => await client.GetUserAsync(new GetUserRequest()), Throws.TypeOf<NotAuthorizedException>());
    }

    [Test]
    public async Task Calls_may_run_side_by_side()
    {
        await using LoopbackServer server = new([.. Enumerable.Range(0, 20).Select(_ => LoopbackServer.Answer("200 OK", """{"Username":"ana"}"""))]);
        using AmazonCognitoIdentityProviderClient client = CreateClient(server.Url);

        GetUserResponse[] responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetUserAsync(new GetUserRequest())));

        Assert.That(responses.Select(response => response.Username), Is.All.EqualTo("ana"));
    }

    private static AmazonCognitoIdentityProviderClient CreateClient(string url) =>
        new(new AmazonCognitoIdentityProviderConfig { ServiceURL = url });
}
