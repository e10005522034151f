using System.Text;
using Amazon.Runtime;
using Amplify.Http;
using Amplify.Tests.Support;

namespace Amplify.Tests.Http;

/// <summary>
/// Our handler beside the signer of AWS's SDK: both sign the same thousands of requests, with hostile paths, queries and headers,
/// and the signatures are the same.
/// </summary>
internal sealed class SigningDifferentialTests
{
    private const int Requests = 2000;

    private static readonly string[] _pieces =
    [
        "a", "Z", "0", "-", ".", "_", "~", " ", "  ", "+", "%", "%41", "%2F", "%zz", "*", "!", "'", "(", ")", "@", ":", ";", ",", "=", "&", "$", "#", "?", "/", "\\", "|",
        "[", "]", "{", "}", "<", ">", "\"", "^", "`", "ü", "ሴ", "🎈", "é", "\u007f", "..", "...", "null",
    ];

    // Without tabs: where one leads, the SDK keeps the spaces that follow.
    private static readonly string[] _headerPieces = ["a", "B", "1", " ", "   ", ",", ";", "=", "\"", "%20", "x-y", "(c)", "*/*"];

    // Of a name that comes twice the SDK orders the values before it encodes them, the documentation after.
    private static readonly string[] _unreservedPieces = ["a", "Z", "0", "-", ".", "_", "~"];

    // The SDK knows its parameters' names and does not encode them.
    private static readonly string[] _parameters = ["a", "A", "a-b", "a.b", "a_b", "aa", "B", "~", "Param1", "x-id"];

    private static readonly string[] _names = ["X-Test", "x-amz-meta-name", "X-AMZ-Target", "Accept-Language", "If-None-Match", "Range", "Date", "a", "zz-9"];

    [TestCase("execute-api", true)]
    [TestCase("s3", false)]
    public async Task Both_sign_every_request_alike(string service, bool doubleEncode)
    {
        var random = new Seeded($"signing {service}");
        var clock = new ManualClock(new DateTimeOffset(2026, 3, 5, 7, 8, 9, TimeSpan.Zero));
        AWSCredentials[] credentials = [new BasicAWSCredentials("AKIDEXAMPLE", "secret/+="), new SessionAWSCredentials("ASIAEXAMPLE", "other ü secret", "session/+=token")];
        string[] origins = ["https://abc.execute-api.eu-west-1.amazonaws.com", "https://api.example.com:8443", "http://127.0.0.1:9229", "http://[::1]:9229"];
        for (int i = 0; i < Requests; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(random.Below(100_000)));
            AWSCredentials keys = random.Pick(credentials);
            var origin = new Uri(random.Pick(origins));
            string method = random.Pick(new[] { "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "PURGE" });
            List<string> segments = [.. Enumerable.Range(0, random.Below(4)).Select(_ => Segment(random))];
            List<(string, string)> query =
            [
                .. _parameters.Where(_ => random.Below(3) == 0).Select(name => (name, Text(random, _pieces, 0, 5))),
                .. Enumerable.Range(0, random.Below(4)).Select(_ => ("repeated", Text(random, _unreservedPieces, 0, 3))),
            ];
            List<(string, string)> headers = [.. _names.Where(_ => random.Below(3) == 0).Select(name => (name, Text(random, _headerPieces, 1, 5)))];
            byte[] body = method is "GET" or "HEAD" ? [] : random.Bytes(random.Below(200));
            var oracle = new AwsSignerOracle(await keys.GetCredentialsAsync(), "eu-west-1", service, doubleEncode, clock.GetUtcNow());
            (Uri address, string theirs) = oracle.Sign(method, origin, segments, query, headers, body);

            CapturedRequest ours = await SignAsync(keys, service, doubleEncode, clock, method, origin, address, headers, body);

            Assert.That(ours["Authorization"], Is.EqualTo(theirs), () => $"#{i}: {method} {address.AbsoluteUri} {string.Join(" | ", headers)}");
            Assert.That(ours.Address, Is.EqualTo(address), "what they would send, we send");
        }
    }

    private static async Task<CapturedRequest> SignAsync(
        AWSCredentials keys,
        string service,
        bool doubleEncode,
        TimeProvider clock,
        string method,
        Uri origin,
        Uri address,
        List<(string Name, string Value)> headers,
        byte[] body)
    {
        using var network = new CapturingHandler();
        var options = new AwsSigningOptions
        {
            Region = "eu-west-1",
            Service = service,
            AllowedOrigins = [origin],
            DoubleEncodePath = doubleEncode,
            InnerHandlerFollowsNoRedirects = true,
            TimeProvider = clock,
        };
        using var client = new HttpClient(new AwsSigningHandler(keys, options, network));
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = body.Length == 0 ? null : new ByteArrayContent(body) };
        foreach ((string name, string value) in headers)
        {
            Assert.That(request.Headers.TryAddWithoutValidation(name, value), name);
        }

        await client.SendAsync(request);
        return network.Sent.Single();
    }

    // The SDK sends empty segments and dots as they are and signs them so; the suite says they are resolved first, and so do we.
    private static string Segment(Seeded random)
    {
        string segment = Text(random, _pieces, 1, 6);
        return segment.Trim('.').Length == 0 ? segment + "x" : segment;
    }

    private static string Text(Seeded random, string[] pieces, int least, int most)
    {
        var text = new StringBuilder();
        for (int left = least + random.Below(most - least + 1); left > 0; left--)
        {
            text.Append(random.Pick(pieces));
        }

        return text.ToString();
    }
}
