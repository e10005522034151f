namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.ListWebAuthnCredentialsAsync"/> sends. Lists the passkeys of the signed-in user, a page at a time.</summary>
public sealed class ListWebAuthnCredentialsRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The most passkeys to return, 0 to 20.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Where the next page begins; null on the last page and in the first request.</summary>
    public string? NextToken { get; set; }
}
