using Amazon.Runtime;

namespace Amplify.CognitoIdentity.Model;

/// <summary>What <see cref="IAmazonCognitoIdentity.GetOpenIdTokenAsync"/> returns.</summary>
public sealed class GetOpenIdTokenResponse : AmazonWebServiceResponse
{
    /// <summary>The id of the identity: region, colon, UUID.</summary>
    public string? IdentityId { get; set; }

    /// <summary>The OpenID token; it lives about ten minutes. A secret.</summary>
    public string? Token { get; set; }
}
