using Amplify.CognitoClients;

namespace Amplify.CognitoIdentity;

/// <summary>What is particular to the service.</summary>
internal static class AmazonCognitoIdentityDescription
{
    public static readonly ServiceDescription Instance = new()
    {
        Name = "Cognito identity pools",
        Client = typeof(AmazonCognitoIdentityClient),
        TargetPrefix = "AWSCognitoIdentityService.",
        Json = ServiceJson.Create(AmazonCognitoIdentityJsonContext.Default),
        CreateException = AmazonCognitoIdentityErrors.Create,
    };
}
