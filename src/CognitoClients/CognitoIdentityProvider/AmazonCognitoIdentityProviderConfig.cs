using Amplify.CognitoClients;

namespace Amplify.CognitoIdentityProvider;

/// <summary>The configuration of <see cref="AmazonCognitoIdentityProviderClient"/>: a region or a URL, and how long to wait.</summary>
public sealed class AmazonCognitoIdentityProviderConfig : CognitoClientConfig
{
    /// <summary>Makes a configuration without region and URL; one of them has to be set.</summary>
    public AmazonCognitoIdentityProviderConfig()
        : base("cognito-idp", "Cognito Identity Provider")
    {
    }

    /// <summary>The version of the service's API.</summary>
    public override string ServiceVersion => "2016-04-18";
}
