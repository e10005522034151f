using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.GetUserAttributeVerificationCodeAsync"/> returns.</summary>
public sealed class GetUserAttributeVerificationCodeResponse : AmazonWebServiceResponse
{
    /// <summary>Where the code was sent.</summary>
    public CodeDeliveryDetailsType? CodeDeliveryDetails { get; set; }
}
