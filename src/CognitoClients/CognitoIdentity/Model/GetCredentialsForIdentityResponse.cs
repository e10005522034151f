using Amazon.Runtime;

namespace Amplify.CognitoIdentity.Model;

/// <summary>What <see cref="IAmazonCognitoIdentity.GetCredentialsForIdentityAsync"/> returns.</summary>
public sealed class GetCredentialsForIdentityResponse : AmazonWebServiceResponse
{
    /// <summary>The credentials.</summary>
    public Credentials? Credentials { get; set; }

    /// <summary>The id of the identity: region, colon, UUID.</summary>
    public string? IdentityId { get; set; }
}
