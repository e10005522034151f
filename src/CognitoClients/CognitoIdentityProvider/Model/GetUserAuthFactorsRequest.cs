namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.GetUserAuthFactorsAsync"/> sends. Lists the ways in which the signed-in user can sign in.</summary>
public sealed class GetUserAuthFactorsRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }
}
