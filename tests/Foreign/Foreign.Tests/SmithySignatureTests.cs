using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amplify.Http;

namespace Amplify.Tests;

/// <summary>Our signing handler and @smithy/signature-v4, the signer of AWS's JavaScript clients: both sign every request of the table, and alike.</summary>
[TestFixture]
public sealed class SmithySignatureTests
{
    private const int TimeLimit = 60_000;
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static readonly DateTimeOffset _time = new(2026, 3, 5, 7, 8, 9, TimeSpan.Zero);
    private readonly Dictionary<string, JsonElement> _signed = [];

    private static SignableRequest[] Table =>
    [
        new("nothing but a host"),
        new("a port", Host: "api.example.com:8443"),
        new("a host that is not ASCII", Host: "bücher.example"),
        new("a path", Path: "/prod/photos/2026"),
        new("a path that ends in a slash", Path: "/prod/photos/"),
        new("empty segments", Path: "//prod///photos//"),
        new("escapes", Path: "/a%20b/c%2Fd/%C3%BC/%25/%2B"),
        new("text that is not ASCII", Path: "/ü/ሴ/🎈"),
        new("what may stand as it is", Path: "/@connections/a=b;c,d:e!f$g&h'i(j)k*l+m~n"),
        new("a query", Query: [("a", "1"), ("b", "2")]),
        new("a query out of order", Query: [("b", "2"), ("a", "1"), ("A", "0"), ("a-b", "3"), ("aa", "4")]),
        new("a name twice", Query: [("a", "2"), ("a", "1"), ("a", "10"), ("a", ""), ("a", "<"), ("a", "0")]),
        new("empty values", Query: [("a", ""), ("b", "")]),
        new("hostile names and values", Query: [("a b", "c d"), ("ü", "é🎈"), ("+", "+"), ("&", "="), ("%", "%41"), ("/?#", "[]{}|\\^`\"<>"), ("!'()*", "!'()*"), ("~-._", "~-._")]),
        new("headers", Headers: [("X-Mine", "1"), ("x-amz-meta-a", "2"), ("Accept", "application/json"), ("A", "z"), ("zz", "a")]),
        new("spaces in headers", Headers: [("X-Mine", "a   b"), ("X-Edge", "  a  "), ("X-Tab", "a\tb"), ("X-Tabs", "\ta\t \tb"), ("X-Quoted", "\"a   b\"")]),
        new("headers that proxies change", Headers: [("User-Agent", "x/1.0"), ("X-Amzn-Trace-Id", "Root=1"), ("Cache-Control", "no-cache"), ("Expect", "100-continue"), ("Referer", "https://example.com/"), ("X-Mine", "1")]),
        new("a body", "POST", "/graphql", Headers: [("Content-Type", "application/json; charset=utf-8")], Body: """{"query":"ü"}"""u8.ToArray(), Service: "appsync"),
        new("an empty body", "POST", Headers: [("Content-Type", "text/plain")], Body: []),
        new("bytes", "PUT", "/items/1", Headers: [("Content-Type", "application/octet-stream"), ("Content-Language", "en, de")], Body: [.. Enumerable.Range(0, 256).Select(i => (byte)i)], Service: "lambda"),
        new("another method", "DELETE", "/items/1", [("force", "true")], Service: "es"),
        new("a method of one's own", "PURGE", "/cache"),
        new("another region", Service: "aoss", Region: "us-gov-west-1", Host: "abc.us-gov-west-1.aoss.amazonaws.com"),
        new("Amazon S3", "PUT", "/photos/private/eu-west-1%3Aabc/a%20b%2B%C3%BC.txt", [("x-id", "PutObject")], [("x-amz-meta-name", "cat")], [1, 2, 3], "s3", Host: "s3.eu-west-1.amazonaws.com"),
        new("Amazon S3, empty segments", Path: "/photos//a//", Service: "s3", Host: "s3.eu-west-1.amazonaws.com"),
    ];

    private static AWSCredentials[] AllKeys => [new BasicAWSCredentials("AKIDEXAMPLE", SecretKey), new SessionAWSCredentials("ASIAEXAMPLE", SecretKey, "session/token+of=tests")];

    private static IEnumerable<TestCaseData> Rows => Table.SelectMany(request => new[] { false, true }.Select(session =>
        new TestCaseData(request, session).SetArgDisplayNames(session ? $"{request.Name}, with a session" : request.Name)));

    [OneTimeSetUp]
    public async Task Let_the_other_library_sign()
    {
        using var limit = new CancellationTokenSource(TimeLimit);
        foreach (AWSCredentials keys in AllKeys)
        {
            ImmutableCredentials key = await keys.GetCredentialsAsync();
            var input = new JsonObject
            {
                ["credentials"] = new JsonObject { ["accessKeyId"] = key.AccessKey, ["secretAccessKey"] = key.SecretKey, ["sessionToken"] = key.UseToken ? key.Token : null },
                ["date"] = _time.ToString("o", CultureInfo.InvariantCulture),
                ["requests"] = new JsonArray([.. Table.Select(request => request.ToJson())]),
            };
            JsonElement found = await NodeScript.RunAsync("signing/sign.mjs", input, limit.Token);
            foreach ((SignableRequest request, JsonElement headers) in Table.Zip(found.GetProperty("signed").EnumerateArray()))
            {
                _signed[$"{request.Name} {key.UseToken}"] = headers;
            }
        }
    }

    [TestCaseSource(nameof(Rows))]
    public async Task Both_sign_alike(object request, bool session)
    {
        var row = (SignableRequest)request;
        JsonElement theirs = _signed[$"{row.Name} {session}"];

        RecordedRequest ours = await SignAsync(row, AllKeys[session ? 1 : 0]);

        Assert.Multiple(() =>
        {
            Assert.That(ours.Header("Authorization"), Is.EqualTo(theirs.Text("authorization")));
            Assert.That(ours.Header("X-Amz-Date"), Is.EqualTo(theirs.Text("x-amz-date")));
            Assert.That(ours.Header("X-Amz-Content-Sha256"), Is.EqualTo(theirs.Text("x-amz-content-sha256")));
        });
    }

    private static async Task<RecordedRequest> SignAsync(SignableRequest request, AWSCredentials keys)
    {
        using var network = new RecordingHandler();
        using var client = new HttpClient(new AwsSigningHandler(
            keys,
            new AwsSigningOptions
            {
                Region = request.Region,
                Service = request.Service,
                AllowedOrigins = [request.Origin],
                DoubleEncodePath = request.DoubleEncodePath,
                InnerHandlerFollowsNoRedirects = true,
                TimeProvider = new FixedTime(_time),
            },
            network));
        using HttpResponseMessage response = await client.SendAsync(request.ToHttp());
        return network.Recorded.Single();
    }

    private sealed class FixedTime(DateTimeOffset time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time;
    }
}
