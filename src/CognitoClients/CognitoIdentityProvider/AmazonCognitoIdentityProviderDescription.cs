using Amplify.CognitoClients;

namespace Amplify.CognitoIdentityProvider;

/// <summary>What is particular to the service.</summary>
internal static class AmazonCognitoIdentityProviderDescription
{
    public static readonly ServiceDescription Instance = new()
    {
        Name = "Cognito user pools",
        Client = typeof(AmazonCognitoIdentityProviderClient),
        TargetPrefix = "AWSCognitoIdentityProviderService.",
        Json = ServiceJson.Create(AmazonCognitoIdentityProviderJsonContext.Default),
        CreateException = AmazonCognitoIdentityProviderErrors.Create,
    };
}
