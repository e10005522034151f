namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.DeleteUserAsync"/> sends. Deletes the account of the signed-in user, for good.</summary>
public sealed class DeleteUserRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }
}
