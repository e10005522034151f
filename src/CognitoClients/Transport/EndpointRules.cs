using Amazon;

namespace Amplify.CognitoClients;

/// <summary>AWS's endpoint rules of the two services (they are the same but for the host's first part).</summary>
internal static class EndpointRules
{
    /// <summary>Finds the URL that requests go to.</summary>
    /// <exception cref="ArgumentException">The settings contradict each other or name no endpoint.</exception>
    public static Uri Resolve(string hostPrefix, RegionEndpoint? region, string? serviceUrl, bool fips, bool dualStack)
    {
        if (!string.IsNullOrEmpty(serviceUrl))
        {
            return fips || dualStack
                ? throw new ArgumentException("UseFIPSEndpoint and UseDualstackEndpoint choose among AWS's endpoints and cannot go with ServiceURL.")
                : CheckUrl(serviceUrl);
        }

        if (region is null)
        {
            throw new ArgumentException("Neither RegionEndpoint nor ServiceURL is set.");
        }

        string host = fips ? hostPrefix + "-fips" : hostPrefix;
        string suffix = dualStack ? DualStackSuffix(region, fips) : region.PartitionDnsSuffix;
        return new Uri($"https://{host}.{region.SystemName}.{suffix}/");
    }

    /// <summary>Checks an endpoint that is not AWS's.</summary>
    /// <exception cref="ArgumentException">It is not one to send passwords to.</exception>
    private static Uri CheckUrl(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri)
            || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
        {
            throw new ArgumentException("ServiceURL must be absolute and https; plain http is for loopback addresses only.");
        }

        return uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? uri
            : throw new ArgumentException("ServiceURL must have no user name, query or fragment.");
    }

    /// <summary>In the main partition the ordinary hosts have IPv6 addresses already, as have four of its FIPS hosts; elsewhere the suffix differs.</summary>
    private static string DualStackSuffix(RegionEndpoint region, bool fips) => region.PartitionName switch
    {
        "aws" when !fips || region.SystemName is "us-east-1" or "us-east-2" or "us-west-1" or "us-west-2" => "amazonaws.com",
        "aws" or "aws-us-gov" => "api.aws",
        "aws-cn" => "api.amazonwebservices.com.cn",
        "aws-eusc" => "api.amazonwebservices.eu",
        _ => throw new ArgumentException($"Partition {region.PartitionName} has no dual-stack endpoints."),
    };
}
