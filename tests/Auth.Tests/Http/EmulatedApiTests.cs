using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amplify.CognitoIdentity;
using Amplify.CognitoIdentity.Model;
using Amplify.Emulator;
using Amplify.Http;
using Amplify.Tests.Support;

namespace Amplify.Tests.Http;

/// <summary>The signing handler against an API that verifies every signature, written by others, over real HTTP: what is sent is what was signed.</summary>
internal sealed class EmulatedApiTests
{
    private AuthWorld _world = null!;
    private EmulatedSignedApi _api = null!;
    private AWSCredentials _keys = null!;
    private string _identityId = "";
    private string _poolId = "";

    [SetUp]
    public async Task Start_an_emulator_with_a_signed_API()
    {
        _world = await AuthWorld.StartAsync();
        EmulatedIdentityPool pool = _world.Cognito.AddIdentityPool();
        _poolId = pool.Id;
        _api = _world.Cognito.AddSignedApi();
        using var identities = new AmazonCognitoIdentityClient(new AmazonCognitoIdentityConfig { ServiceURL = _world.Cognito.Endpoint.ToString() });
        _identityId = (await identities.GetIdAsync(new GetIdRequest { IdentityPoolId = pool.Id })).IdentityId!;
        CognitoIdentity.Model.Credentials keys = (await identities.GetCredentialsForIdentityAsync(new GetCredentialsForIdentityRequest { IdentityId = _identityId })).Credentials!;
        _keys = new SessionAWSCredentials(keys.AccessKeyId, keys.SecretKey, keys.SessionToken);
    }

    [TearDown]
    public async Task Stop_the_emulator() => await _world.DisposeAsync();

    [TestCase("GET", "")]
    [TestCase("GET", "photos/2026/a%20b+c!d(e)*'@:$,;=&~")]
    [TestCase("GET", "photos//x///y/")]
    [TestCase("GET", "photos/%2F%2e%2E%7e/%c3%bc/ü/🎈")]
    [TestCase("GET", "photos?a=1&b=2&a=0&A=&empty&=noname&x+y=1+2&enc=%2B%20%26%3d%c3%bc&!*'()=!*'()")]
    [TestCase("GET", "photos?list-type=2&prefix=a/b&a-b=1&a=2&&")]
    [TestCase("POST", "graphql")]
    [TestCase("PUT", "items/1?v=%25")]
    [TestCase("DELETE", "items/1")]
    [TestCase("PATCH", "items/%25zz")]
    [TestCase("patch", "items/1")]
    [TestCase("PURGE", "cache")]
    public async Task It_is_accepted(string method, string target)
    {
        using HttpClient client = Client();
        byte[] body = method is "POST" or "PUT" or "PATCH" ? Encoding.UTF8.GetBytes("""{"query":"ü"}""") : [];
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_api.Url, target)) { Content = body.Length == 0 ? null : new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation("X-Mine", ["  one  ", "two   three", "\"4   5\""]);
        request.Headers.TryAddWithoutValidation("x-amz-meta-name", "a   b");
        request.Headers.Accept.ParseAdd("application/json; q=0.5, text/plain");
        request.Headers.UserAgent.ParseAdd("Tests/1.0 (by tests)");

        using HttpResponseMessage response = await client.SendAsync(request);

        string text = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), text);
        JsonObject echo = JsonNode.Parse(text)!.AsObject();
        Assert.That((string)echo["identityId"]!, Is.EqualTo(_identityId));
        Assert.That((string)echo["bodySha256"]!, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(body))));
    }

    [Test]
    public async Task Bodies_of_every_kind_arrive_as_they_were_signed()
    {
        using HttpClient client = Client();
        foreach (HttpContent content in new HttpContent[]
        {
            new StreamContent(new WatchedStream(300_000, canSeek: true) { Position = 10 }),
            new StreamContent(new WatchedStream(300_000, canSeek: false)),
            new MultipartFormDataContent { { new StringContent("x"), "text" }, { new StreamContent(new WatchedStream(1000, canSeek: false)), "file", "f.bin" } },
            System.Net.Http.Json.JsonContent.Create(new { Name = "ü" }),
            new FormUrlEncodedContent([new("a b", "c+d")]),
        })
        {
            using HttpResponseMessage response = await client.PostAsync(_api.Url, content);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), content.GetType().Name);
        }
    }

    [TestCase(-50)]
    [TestCase(50)]
    public async Task A_machine_with_a_wrong_clock_gets_through_at_the_second_attempt(int minutes)
    {
        using HttpClient client = Client(clock: new ManualClock(_world.Clock.GetUtcNow().AddMinutes(minutes)));
        int before = _world.Cognito.Requests.Count($"GET {_api.Url.AbsolutePath}");

        using HttpResponseMessage first = await client.GetAsync(_api.Url);
        using HttpResponseMessage second = await client.GetAsync(_api.Url);

        Assert.That(new[] { first.StatusCode, second.StatusCode }, Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That(_world.Cognito.Requests.Count($"GET {_api.Url.AbsolutePath}") - before, Is.EqualTo(3));
    }

    [Test]
    public async Task What_the_engine_measured_of_the_services_clock_is_signed_by_from_the_start()
    {
        var clock = new ManualClock(_world.Clock.GetUtcNow().AddMinutes(-50));
        AuthOptions options = _world.Options();
        options.IdentityPoolId = _poolId;
        options.AllowGuestAccess = true;
        await using var auth = new Auth(options, new AuthServices { TimeProvider = clock });
        await auth.WarmUpAsync();
        _keys = auth.AWSCredentials;
        using HttpClient client = Client(clock);
        int before = _world.Cognito.Requests.Count($"GET {_api.Url.AbsolutePath}");

        using HttpResponseMessage response = await client.GetAsync(_api.Url);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(_world.Cognito.Requests.Count($"GET {_api.Url.AbsolutePath}") - before, Is.EqualTo(1));
    }

    [Test]
    public async Task Credentials_that_have_expired_are_refused_and_that_is_the_callers()
    {
        using HttpClient client = Client();
        _world.Clock.Advance(TimeSpan.FromHours(2));

        using HttpResponseMessage response = await client.GetAsync(_api.Url);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Where_it_sends_its_callers_to_another_origin_nothing_follows()
    {
        await using LoopbackApi other = await LoopbackApi.StartAsync();
        _api.RedirectTo = other.At("/steal");
        using HttpClient client = Client();

        using HttpResponseMessage response = await client.GetAsync(_api.Url);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.TemporaryRedirect));
        Assert.That(other.Received, Is.Empty);
    }

    [Test]
    public async Task Where_it_sends_its_callers_within_the_origin_they_arrive_signed()
    {
        EmulatedSignedApi moved = _world.Cognito.AddSignedApi(region: "us-east-1");
        _api.RedirectTo = new Uri(moved.Url, "here");
        using HttpClient client = Client(region: "us-east-1");

        using HttpResponseMessage response = await client.PostAsync(_api.Url, new StringContent("body"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
    }

    private HttpClient Client(TimeProvider? clock = null, string? region = null) => new(new AwsSigningHandler(_keys, new AwsSigningOptions
    {
        Region = region ?? _api.Region,
        Service = _api.Service,
        AllowedOrigins = [new Uri(_api.Url, "/")],
        TimeProvider = clock ?? _world.Clock,
    }));
}
