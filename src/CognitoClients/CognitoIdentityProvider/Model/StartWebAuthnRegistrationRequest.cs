namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.StartWebAuthnRegistrationAsync"/> sends. Asks for what an authenticator needs to make a passkey for the signed-in user.</summary>
public sealed class StartWebAuthnRegistrationRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }
}
