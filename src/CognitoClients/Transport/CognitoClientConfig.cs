using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amplify.CognitoClients;

/// <summary>
/// What both clients can be told: <c>RegionEndpoint</c> or <c>ServiceURL</c> (whichever is set last unsets the other), <c>UseFIPSEndpoint</c>,
/// <c>UseDualstackEndpoint</c>, <c>Timeout</c>, <c>ConnectTimeout</c>, <c>MaxConnectionsPerServer</c>, a proxy, and the members below.
/// What else AWS's class offers has no effect, and nothing is looked up in environment variables, profiles or instance metadata.
/// </summary>
/// <remarks>
/// <para><c>ServiceURL</c> must be https, or plain http on a loopback address; that is checked when a client is made. Text that is no URL at all is refused at once by AWS's class, with <see cref="AmazonClientException"/>.</para>
/// <para><c>Timeout</c> bounds one exchange, from sending to the last byte of the answer; at first it is <see cref="DefaultTimeout"/>.
/// <c>ConnectTimeout</c> and the proxy settings are for clients with connections of their own.</para>
/// <para>It derives from AWS's class and does not implement <see cref="IClientConfig"/> afresh, because the interface grows with AWS's releases and the class carries the growth.</para>
/// </remarks>
public abstract class CognitoClientConfig : ClientConfig
{
    /// <summary>How long an exchange may take unless told otherwise: 30 seconds, so that Lambda triggers (three attempts of five seconds) fit in.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long making a connection may take unless told otherwise: 10 seconds.</summary>
    public static readonly TimeSpan DefaultConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The largest answer that is read unless told otherwise: 1 MiB, in bytes.</summary>
    public const int DefaultMaxResponseBytes = 1024 * 1024;

    private readonly string _hostPrefix;

    private protected CognitoClientConfig(string hostPrefix, string serviceId)
        : base(new DefaultConfigurationProvider(Array.ConvertAll(Enum.GetValues<DefaultConfigurationMode>(), mode => new DefaultConfiguration { Name = mode })))
    {
        _hostPrefix = hostPrefix;
        ServiceId = serviceId;
        AuthenticationServiceName = hostPrefix;
        MaxErrorRetry = 0;
        Timeout = DefaultTimeout;
        ConnectTimeout = DefaultConnectTimeout;

        // AWS's class searches environment, profiles and instance metadata for whatever was never set; each of these lines ends such a search.
        ServiceURL = null;
        IgnoreConfiguredEndpointUrls = true;
        UseFIPSEndpoint = false;
        UseDualstackEndpoint = false;
    }

    /// <summary>The largest answer that is read, in bytes. Of a larger one no more is read, and it is reported as an error.</summary>
    public int MaxResponseBytes { get; set; } = DefaultMaxResponseBytes;

    /// <summary>What measures <c>Timeout</c>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The first part of the service's host name.</summary>
    public override string RegionEndpointServiceName => _hostPrefix;

    /// <summary>What the clients send as <c>User-Agent</c>.</summary>
    public override string UserAgent => ClientSettings.UserAgent;

    /// <summary>The URL that requests go to.</summary>
    /// <param name="parameters">Not used: all operations share one URL.</param>
    /// <exception cref="ArgumentException">Neither a region nor a URL is set, the URL is not allowed, or the two switches do not fit.</exception>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ResolveEndpoint().AbsoluteUri);

    internal Uri ResolveEndpoint() => EndpointRules.Resolve(_hostPrefix, RegionEndpoint, ServiceURL, UseFIPSEndpoint, UseDualstackEndpoint);
}
