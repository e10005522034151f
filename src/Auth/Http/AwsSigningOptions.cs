using Microsoft.Extensions.Logging;

namespace Amplify.Http;

/// <summary>What an <see cref="AwsSigningHandler"/> signs, and for whom. Copied and validated once, when the handler is made.</summary>
public sealed class AwsSigningOptions
{
    /// <summary>The region of the API, such as <c>eu-west-1</c>. Required.</summary>
    public string? Region { get; set; }

    /// <summary>
    /// The service's signing name: <c>execute-api</c> (API Gateway), <c>appsync</c>, <c>lambda</c> (function URLs), <c>es</c>
    /// (OpenSearch), <c>aoss</c> (OpenSearch Serverless), <c>vpc-lattice-svcs</c> and so on. Required.
    /// </summary>
    public string? Service { get; set; }

    /// <summary>
    /// Where signed requests may go: scheme, host and port, without a path. Https, or http on this machine. Required. A request
    /// to another origin passes through as it is, unsigned.
    /// </summary>
    public IList<Uri> AllowedOrigins { get; set; } = [];

    /// <summary>
    /// The longest body, in bytes, that is kept in memory to be hashed. Default 16 MiB. Bodies in memory and streams that can seek
    /// are hashed in a pass of their own, whatever their length.
    /// </summary>
    public long MaxBufferedBody { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// Whether bodies go unsigned and unbuffered (<c>UNSIGNED-PAYLOAD</c>), for services that accept it (VPC Lattice, Amazon S3).
    /// Default false. Only TLS protects such a body.
    /// </summary>
    public bool UnsignedPayload { get; set; }

    /// <summary>Whether the body's hash is also sent as the header <c>x-amz-content-sha256</c>. Default true, as AWS's own SDKs do; OpenSearch Serverless and Amazon S3 insist on it.</summary>
    public bool SendContentHash { get; set; } = true;

    /// <summary>
    /// Whether the path is normalised and encoded once more for signing, as every service but Amazon S3 wants it. Default true.
    /// With false the path is sent, and signed, with everything encoded that RFC 3986 does not call unreserved.
    /// </summary>
    public bool DoubleEncodePath { get; set; } = true;

    /// <summary>
    /// Names of headers that go unsigned because something between here and the service changes them. Those that proxies are
    /// known to change (<c>User-Agent</c>, <c>Via</c>, <c>traceparent</c>, …) are never signed. <c>Host</c>, <c>Content-Type</c> and
    /// <c>x-amz-*</c> always are.
    /// </summary>
    public IList<string> UnsignedHeaders { get; set; } = [];

    /// <summary>
    /// How many redirects to the same origin are followed, each signed anew. Default 5; 0 for none; at most 50. A redirect to
    /// another origin is never followed: the answer comes back as it is.
    /// </summary>
    public int MaxRedirects { get; set; } = 5;

    /// <summary>
    /// Says that the handler below follows no redirects, when it is not one of .NET's own and the signing handler cannot see for
    /// itself. Default false: such a handler is refused, because a redirect it follows would take the session token along.
    /// </summary>
    public bool InnerHandlerFollowsNoRedirects { get; set; }

    /// <summary>
    /// How far the service's clock is known to be ahead of <see cref="TimeProvider"/>'s. Null: as far as the engine measured it that
    /// the credentials come from (<see cref="IAuth.AWSCredentials"/>); not known for credentials from elsewhere. Asked for every
    /// signature until a request is refused and the answer's <c>Date</c> tells better.
    /// </summary>
    public Func<TimeSpan>? ClockOffset { get; set; }

    /// <summary>The clock. Null: the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Where logs go. Null: nowhere. No message holds an address's path, a key or a token.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
