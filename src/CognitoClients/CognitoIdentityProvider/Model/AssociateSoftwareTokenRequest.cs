namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.AssociateSoftwareTokenAsync"/> sends. Begins the set-up of an authenticator app: the service makes a secret for the user.</summary>
public sealed class AssociateSoftwareTokenRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The session that ties the calls of one sign-in, set-up or sign-up together. A secret while it lives.</summary>
    public string? Session { get; set; }
}
