using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.ConfirmSignUpAsync"/> returns.</summary>
public sealed class ConfirmSignUpResponse : AmazonWebServiceResponse
{
    /// <summary>The session that ties the calls of one sign-in, set-up or sign-up together. A secret while it lives.</summary>
    public string? Session { get; set; }
}
