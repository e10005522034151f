using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.ForgotPasswordAsync"/> returns.</summary>
public sealed class ForgotPasswordResponse : AmazonWebServiceResponse
{
    /// <summary>Where the code was sent.</summary>
    public CodeDeliveryDetailsType? CodeDeliveryDetails { get; set; }
}
