using Amazon.Runtime;

namespace Amplify.CognitoIdentity.Model;

/// <summary>What <see cref="IAmazonCognitoIdentity.GetIdAsync"/> returns.</summary>
public sealed class GetIdResponse : AmazonWebServiceResponse
{
    /// <summary>The id of the identity: region, colon, UUID.</summary>
    public string? IdentityId { get; set; }
}
