namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.GlobalSignOutAsync"/> sends. Signs the user out everywhere: refresh tokens end, access tokens are refused by the service.</summary>
public sealed class GlobalSignOutRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }
}
