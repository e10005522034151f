namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.DeleteUserAttributesAsync"/> sends. Removes attributes of the signed-in user.</summary>
public sealed class DeleteUserAttributesRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The names of the attributes to remove; custom ones with their <c>custom:</c> prefix.</summary>
    public List<string>? UserAttributeNames { get; set; }
}
