using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.ResendConfirmationCodeAsync"/> returns.</summary>
public sealed class ResendConfirmationCodeResponse : AmazonWebServiceResponse
{
    /// <summary>Where the code was sent.</summary>
    public CodeDeliveryDetailsType? CodeDeliveryDetails { get; set; }
}
