using Amazon;
using Amplify.CognitoIdentityProvider;
using Amplify.Configuration;

namespace Amplify.Errors;

/// <summary>Makes the user pool client of an engine that was given none.</summary>
internal static class UserPoolClients
{
    public static AmazonCognitoIdentityProviderClient Create(AuthSettings settings, HttpMessageHandler handler)
    {
        // The engine's own time limit is the only one: it runs on the engine's clock.
        var config = new AmazonCognitoIdentityProviderConfig { Timeout = Timeout.InfiniteTimeSpan };
        if (settings.UserPoolEndpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(settings.Region);
        }

        return new AmazonCognitoIdentityProviderClient(config, handler);
    }
}
