using Amplify.CognitoClients;

namespace Amplify.CognitoIdentity;

/// <summary>The configuration of <see cref="AmazonCognitoIdentityClient"/>: a region or a URL, and how long to wait.</summary>
public sealed class AmazonCognitoIdentityConfig : CognitoClientConfig
{
    /// <summary>Makes a configuration without region and URL; one of them has to be set.</summary>
    public AmazonCognitoIdentityConfig()
        : base("cognito-identity", "Cognito Identity")
    {
    }

    /// <summary>The version of the service's API.</summary>
    public override string ServiceVersion => "2014-06-30";
}
