using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Amplify.Tests;

/// <summary>Requests signed by others, by Node's signer and by AWS's SDK for .NET: the emulator's command accepts them, and refuses each with any single signed byte changed.</summary>
[TestFixture]
public sealed class SignatureTamperingTests
{
    private const int TimeLimit = 300_000;
    private EmulatorCommand _emulator = null!;
    private ImmutableCredentials _keys = null!;
    private string _key = "";

    private Uri Endpoint => new(_emulator.Endpoint);

    [OneTimeSetUp]
    public async Task Start_the_command_and_become_a_guest()
    {
        using var limit = new CancellationTokenSource(TimeLimit);
        _emulator = await EmulatorCommand.StartAsync(limit.Token);
        JsonElement identity = await CallAsync("GetId", new JsonObject { ["IdentityPoolId"] = _emulator.IdentityPoolId }, limit.Token);
        JsonElement answer = await CallAsync("GetCredentialsForIdentity", new JsonObject { ["IdentityId"] = identity.Text("IdentityId") }, limit.Token);
        JsonElement keys = answer.GetProperty("Credentials");
        _key = $"private/{identity.Text("IdentityId")}/a cat.txt";
        _keys = new ImmutableCredentials(keys.Text("AccessKeyId"), keys.Text("SecretKey"), keys.Text("SessionToken"));
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
    public async Task A_request_that_smithy_signed_is_accepted_and_refused_with_any_byte_changed(CancellationToken cancellationToken)
    {
        var request = new SignableRequest(
            "to the signed API",
            "POST",
            $"/apis/execute-api/{_emulator.Region}/photos/a%20b",
            [("q", "x y"), ("a", "1")],
            [("Content-Type", "application/json"), ("X-Mine", "one  two")],
            """{"name":"cat"}"""u8.ToArray(),
            Region: _emulator.Region,
            Host: Endpoint.Authority);
        var input = new JsonObject
        {
            ["credentials"] = new JsonObject { ["accessKeyId"] = _keys.AccessKey, ["secretAccessKey"] = _keys.SecretKey, ["sessionToken"] = _keys.Token },
            ["date"] = TimeProvider.System.GetUtcNow().ToString("o", CultureInfo.InvariantCulture),
            ["requests"] = new JsonArray(request.ToJson()),
        };
        JsonElement signed = (await NodeScript.RunAsync("signing/sign.mjs", input, cancellationToken)).GetProperty("signed")[0];

        await AssertEveryByteCountsAsync(
            new RecordedRequest(request.Method, request.Address.PathAndQuery, Headers(signed, request.Body!), request.Body!),
            cancellationToken);
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task Requests_that_the_AWS_SDK_signed_are_accepted_and_refused_with_any_byte_changed(CancellationToken cancellationToken)
    {
        using var network = new RecordingHandler { InnerHandler = new SocketsHttpHandler() };
        using var http = new HttpClient(network, disposeHandler: false);
        var config = new AmazonS3Config
        {
            ServiceURL = _emulator.Endpoint,
            ForcePathStyle = true,
            AuthenticationRegion = _emulator.Region,
            HttpClientFactory = new OneHttpClient(http),
        };
        using var s3 = new AmazonS3Client(new SessionAWSCredentials(_keys.AccessKey, _keys.SecretKey, _keys.Token), config);

        // Chunks signed one by one and a signed trailer; one signature over all; no body.
        await s3.PutObjectAsync(Cat(chunks: true), cancellationToken);
        await s3.PutObjectAsync(Cat(chunks: false), cancellationToken);
        await s3.GetObjectAsync(new GetObjectRequest { BucketName = _emulator.Bucket, Key = _key }, cancellationToken);

        Assert.That(network.Recorded, Has.Count.EqualTo(3));
        foreach (RecordedRequest recorded in network.Recorded)
        {
            await AssertEveryByteCountsAsync(recorded, cancellationToken);
        }
    }

    // The length is the connection's business and not signed; without it there is no body.
    private static (string Name, string Value)[] Headers(JsonElement signed, byte[] body) =>
    [
        .. signed.EnumerateObject().Select(header => (header.Name, header.Value.GetString()!)),
        ("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)),
    ];

    private PutObjectRequest Cat(bool chunks) => new() { BucketName = _emulator.Bucket, Key = _key, ContentBody = "meow", UseChunkEncoding = chunks };

    private async Task AssertEveryByteCountsAsync(RecordedRequest request, CancellationToken cancellationToken)
    {
        Assert.That(await RawHttp.StatusAsync(Endpoint, request, cancellationToken), Is.EqualTo(200), "as it was signed");
        var accepted = new List<string>();
        int changes = 0;
        foreach ((string what, RecordedRequest changed) in Tampering.Of(request))
        {
            changes++;
            int status = await RawHttp.StatusAsync(Endpoint, changed, cancellationToken);
            if (status is not 0 and (< 400 or >= 500))
            {
                accepted.Add($"{what}: {status}");
            }
        }

        await TestContext.Progress.WriteLineAsync($"{request.Method} {request.Target}: {changes} changes of one byte.");
        Assert.That(accepted, Is.Empty);
        Assert.That(await RawHttp.StatusAsync(Endpoint, request, cancellationToken), Is.EqualTo(200), "it was the changes");
    }

    private async Task<JsonElement> CallAsync(string operation, JsonObject input, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = new StringContent(input.ToJsonString()) };
        request.Content.Headers.ContentType = new("application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", $"AWSCognitoIdentityService.{operation}");
        using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
        return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    private sealed class OneHttpClient(HttpClient client) : Amazon.Runtime.HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
