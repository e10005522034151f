using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amplify.CognitoIdentity;
using Amplify.Configuration;

namespace Amplify.Credentials;

/// <summary>Makes the clients of an engine that was given none. Time limits and repetitions are the engine's own.</summary>
internal static class CredentialClients
{
    public static AmazonCognitoIdentityClient IdentityPool(AuthSettings settings, HttpMessageHandler handler)
    {
        var config = new AmazonCognitoIdentityConfig { Timeout = Timeout.InfiniteTimeSpan };
        if (settings.IdentityPoolEndpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(RegionOf(settings));
        }

        return new AmazonCognitoIdentityClient(config, handler);
    }

    /// <summary>AWS's own client, told to look for nothing in the machine's settings: what is signed with is in the request.</summary>
    public static AmazonSecurityTokenServiceClient SecurityToken(AuthSettings settings, HttpMessageHandler handler)
    {
        var config = new AmazonSecurityTokenServiceConfig
        {
            MaxErrorRetry = 0,
            ThrottleRetries = false,
            IgnoreConfiguredEndpointUrls = true,
            UseDualstackEndpoint = false,
            UseFIPSEndpoint = false,
            HttpClientFactory = new EngineHttpClientFactory(handler),
        };
        if (settings.StsEndpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = RegionOf(settings);
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(RegionOf(settings));
        }

        return new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), config);
    }

    private static string RegionOf(AuthSettings settings) => settings.IdentityPool?.Region ?? settings.Region;

    /// <summary>Lets AWS's client send through the engine's one handler.</summary>
    private sealed class EngineHttpClientFactory(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

        /// <summary>One for this client alone; nothing is shared with other clients of the process.</summary>
        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
