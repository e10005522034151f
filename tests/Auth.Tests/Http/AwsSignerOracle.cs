using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Util;
using AWS4Signer = Amazon.Runtime.Internal.Auth.AWS4Signer;

namespace Amplify.Tests.Http;

/// <summary>The second opinion: the signer inside AWS's SDK for .NET, in the newest version the tests run on.</summary>
internal sealed class AwsSignerOracle(ImmutableCredentials keys, string region, string service, bool doubleEncode, DateTimeOffset time)
{
    /// <summary>Signs a request as a client of the SDK would.</summary>
    /// <returns>The address the SDK would send it to, and the Authorization header.</returns>
    public (Uri Address, string Authorization) Sign(
        string method,
        Uri origin,
        IReadOnlyList<string> segments,
        IReadOnlyList<(string Name, string Value)> query,
        IReadOnlyList<(string Name, string Value)> headers,
        byte[] body)
    {
        var request = new DefaultRequest(new Anything(), service)
        {
            HttpMethod = method,
            Endpoint = origin,
            ResourcePath = $"/{string.Join('/', segments.Select((_, i) => $"{{p{i}}}"))}",
            UseQueryString = true,
            UseDoubleEncoding = doubleEncode,
            OverrideSigningServiceName = service,
            AuthenticationRegion = region,
            Content = body,
        };
        for (int i = 0; i < segments.Count; i++)
        {
            request.AddPathResource($"{{p{i}}}", segments[i]);
        }

        foreach (IGrouping<string, string> values in query.GroupBy(q => q.Name, q => q.Value, StringComparer.Ordinal))
        {
            request.ParameterCollection.Add(values.Key, [.. values]);
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers[name] = value;
        }

        if (keys.UseToken)
        {
            request.Headers["X-Amz-Security-Token"] = keys.Token;
        }

        string authorization = new AWS4Signer().SignRequest(request, new Config(), new RequestMetrics(), keys.AccessKey, keys.SecretKey, time.UtcDateTime).ForAuthorizationHeader;
        return (AmazonServiceClient.ComposeUrl(request), authorization);
    }

    private sealed class Anything : AmazonWebServiceRequest;

    private sealed class Config() : ClientConfig(new NoDefaults())
    {
        public override string RegionEndpointServiceName => "anything";

        public override string ServiceVersion => "";

        public override string UserAgent => "";

        public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => throw new NotSupportedException();
    }

    private sealed class NoDefaults : IDefaultConfigurationProvider
    {
        public IDefaultConfiguration GetDefaultConfiguration(RegionEndpoint clientRegion, DefaultConfigurationMode? requestedConfigurationMode) => throw new NotSupportedException();
    }
}
