namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.ListDevicesAsync"/> sends. Lists the remembered devices of the signed-in user, a page at a time.</summary>
public sealed class ListDevicesRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The most devices to return, 0 to 60.</summary>
    public int? Limit { get; set; }

    /// <summary>Where the next page begins; null on the last page and in the first request.</summary>
    public string? PaginationToken { get; set; }
}
