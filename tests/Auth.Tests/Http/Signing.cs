using System.Net;
using Amazon.Runtime;
using Amplify.Http;
using Amplify.Tests.Support;

namespace Amplify.Tests.Http;

/// <summary>What the tests of the signing handler share: keys, options, clients.</summary>
internal static class Signing
{
    public const string AccessKey = "ASIAEXAMPLE";
    public const string SecretKey = "secret-key-of-the-tests-1234567890";
    public const string Token = "session-token-of-the-tests-1234567890";

    public static DateTimeOffset Start { get; } = new(2026, 3, 5, 7, 8, 9, TimeSpan.Zero);

    public static AWSCredentials Keys { get; } = new SessionAWSCredentials(AccessKey, SecretKey, Token);

    public static Uri Api { get; } = new("https://abc.execute-api.eu-west-1.amazonaws.com");

    public static AwsSigningOptions Options(Uri? origin = null, Action<AwsSigningOptions>? change = null)
    {
        var options = new AwsSigningOptions
        {
            Region = "eu-west-1",
            Service = "execute-api",
            AllowedOrigins = [origin ?? Api],
            TimeProvider = new ManualClock(Start),
        };
        change?.Invoke(options);
        return options;
    }

    /// <summary>A client over a stand-in for the network.</summary>
    public static HttpClient Client(CapturingHandler network, AWSCredentials? keys = null, Action<AwsSigningOptions>? change = null) => new(new AwsSigningHandler(
        keys ?? Keys,
        Options(change: o =>
        {
            o.InnerHandlerFollowsNoRedirects = true;
            change?.Invoke(o);
        }),
        network));

    /// <summary>A client over the real network.</summary>
    public static HttpClient Client(LoopbackApi api, Action<AwsSigningOptions>? change = null) => new(new AwsSigningHandler(Keys, Options(api.Origin, change)));

    public static string[] SignedHeaders(CapturedRequest request) => request["Authorization"]!.Split("SignedHeaders=")[1].Split(',')[0].Split(';');

    public static string SignatureOf(CapturedRequest request) => request["Authorization"]!.Split("Signature=")[1];

    public static HttpResponseMessage Answer(HttpStatusCode status, DateTimeOffset? date = null)
    {
        var response = new HttpResponseMessage(status);
        response.Headers.Date = date;
        return response;
    }
}
