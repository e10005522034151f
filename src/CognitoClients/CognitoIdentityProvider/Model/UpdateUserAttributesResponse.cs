using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.UpdateUserAttributesAsync"/> returns.</summary>
public sealed class UpdateUserAttributesResponse : AmazonWebServiceResponse
{
    /// <summary>Where codes were sent, one entry per attribute that now has to be verified.</summary>
    public List<CodeDeliveryDetailsType>? CodeDeliveryDetailsList { get; set; }
}
