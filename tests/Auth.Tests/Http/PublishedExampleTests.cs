using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amplify.Http;
using Amplify.Http.SigV4;
using Amplify.Tests.Support;
using SigV4Signature = Amplify.Http.SigV4.Signature;

namespace Amplify.Tests.Http;

/// <summary>AWS's published examples: the Signature Version 4 test suite, the one of the IAM user guide, those of Amazon S3.</summary>
internal sealed class PublishedExampleTests
{
    private const string S3Host = "examplebucket.s3.amazonaws.com";
    private const string S3SecretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private const string S3Date = "20130524T000000Z";

    private static PublishedExample[] Suite => PublishedExample.Suite;

    // What a client never sends as written: HttpClient encodes these paths first, and what is sent is what is signed.
    private static IEnumerable<PublishedExample> Sendable =>
        Suite.Where(e => e.Name is not ("get-utf8" or "get-space" or "get-header-key-duplicate" or "get-header-value-order"));

    [TestCaseSource(nameof(Suite))]
    public void A_request_of_the_suite_has_its_published_signature(PublishedExample example)
    {
        string[] target = example.Target.Split('?', 2);
        List<KeyValuePair<string, string>> headers =
        [
            new("Host", PublishedExample.Host),
            new("X-Amz-Date", PublishedExample.Date),
            .. (example.Headers ?? []).Select(h => KeyValuePair.Create(h.Name, h.Value)),
        ];
        if (example.SessionToken is { } token)
        {
            headers.Add(new("X-Amz-Security-Token", token));
        }

        var request = CanonicalRequest.Create(example.Method, target[0], target.ElementAtOrDefault(1) ?? "", headers, Hash(example.Body), doubleEncodePath: true);
        string authorization = SigV4Signature.Authorization(request, PublishedExample.Date, PublishedExample.Region, "service", PublishedExample.AccessKey, PublishedExample.SecretKey);

        Assert.That(authorization, Does.EndWith($"Signature={example.Signature}"), request.Text);
    }

    [TestCaseSource(nameof(Sendable))]
    public async Task A_request_of_the_suite_that_is_sent_has_its_published_signature(PublishedExample example)
    {
        using var network = new CapturingHandler();
        using var client = new HttpClient(new AwsSigningHandler(Keys(example.SessionToken), Options("service"), network));
        var address = new Uri($"https://{PublishedExample.Host}{example.Target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = IsRaw(example.Target) });
        using var request = new HttpRequestMessage(new HttpMethod(example.Method), address);
        request.Content = example.Body.Length == 0 ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(example.Body));
        foreach ((string name, string value) in example.Headers ?? [])
        {
            _ = request.Headers.TryAddWithoutValidation(name, value) || request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        await client.SendAsync(request);

        Assert.That(network.Sent.Single()["Authorization"], Does.EndWith($"Signature={example.Signature}"));
    }

    [Test]
    public async Task The_example_of_the_IAM_user_guide_has_its_published_signature()
    {
        using var network = new CapturingHandler();
        using var client = new HttpClient(new AwsSigningHandler(Keys(null), Options("iam", "https://iam.amazonaws.com"), network));
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08") { Content = new ByteArrayContent([]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");

        await client.SendAsync(request);

        Assert.That(network.Sent.Single()["Authorization"], Is.EqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"));
    }

    [Test]
    public void The_example_of_the_IAM_user_guide_has_its_published_canonical_request_and_key()
    {
        var request = CanonicalRequest.Create(
            "GET",
            "/",
            "Version=2010-05-08&Action=ListUsers",
            [new("X-Amz-Date", PublishedExample.Date), new("Host", "iam.amazonaws.com"), new("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")],
            SigV4Signature.EmptyPayload,
            doubleEncodePath: true);

        Assert.That(Hash(request.Text), Is.EqualTo("f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"), request.Text);
        Assert.That(
            SigV4Signature.Hex(SigV4Signature.SigningKey(PublishedExample.SecretKey, "20150830", "us-east-1", "iam")),
            Is.EqualTo("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"));
    }

    [TestCase("GET", "/test.txt", "", "range:bytes=0-9", "", ExpectedResult = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41", TestName = "Amazon_S3_object_in_part")]
    [TestCase("PUT", "/test$file.text", "", "date:Fri, 24 May 2013 00:00:00 GMT|x-amz-storage-class:REDUCED_REDUNDANCY", "Welcome to Amazon S3.", ExpectedResult = "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd", TestName = "Amazon_S3_object_put")]
    [TestCase("GET", "/", "lifecycle", "", "", ExpectedResult = "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543", TestName = "Amazon_S3_name_without_value")]
    [TestCase("GET", "/", "max-keys=2&prefix=J", "", "", ExpectedResult = "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7", TestName = "Amazon_S3_list")]
    public string An_example_of_Amazon_S3_has_its_published_signature(string method, string path, string query, string headers, string body)
    {
        KeyValuePair<string, string>[] all =
        [
            new("host", S3Host),
            new("x-amz-date", S3Date),
            new("x-amz-content-sha256", Hash(body)),
            .. headers.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(h => h.Split(':', 2)).Select(h => KeyValuePair.Create(h[0], h[1])),
        ];
        var request = CanonicalRequest.Create(method, path, query, all, Hash(body), doubleEncodePath: false);

        return SigV4Signature.Authorization(request, S3Date, "us-east-1", "s3", "AKIAIOSFODNN7EXAMPLE", S3SecretKey).Split("Signature=")[1];
    }

    private static string Hash(string text) => SigV4Signature.Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static bool IsRaw(string target) => target.Contains("/.", StringComparison.Ordinal);

    private static AWSCredentials Keys(string? token) => token is null
        ? new BasicAWSCredentials(PublishedExample.AccessKey, PublishedExample.SecretKey)
        : new SessionAWSCredentials(PublishedExample.AccessKey, PublishedExample.SecretKey, token);

    private static AwsSigningOptions Options(string service, string origin = $"https://{PublishedExample.Host}") => new()
    {
        Region = PublishedExample.Region,
        Service = service,
        AllowedOrigins = [new Uri(origin)],
        SendContentHash = false,
        InnerHandlerFollowsNoRedirects = true,
        TimeProvider = new ManualClock(PublishedExample.Time),
    };
}
