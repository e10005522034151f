namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.RevokeTokenAsync"/> sends. Ends a refresh token and every access token made from it.</summary>
public sealed class RevokeTokenRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The id of the app client.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret of the app client, where it has one. A secret.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The refresh token to end. A secret.</summary>
    public string? Token { get; set; }
}
