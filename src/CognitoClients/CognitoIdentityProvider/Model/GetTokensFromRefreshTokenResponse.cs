using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.GetTokensFromRefreshTokenAsync"/> returns.</summary>
public sealed class GetTokensFromRefreshTokenResponse : AmazonWebServiceResponse
{
    /// <summary>The new tokens; with a refresh token only when rotation is on.</summary>
    public AuthenticationResultType? AuthenticationResult { get; set; }
}
