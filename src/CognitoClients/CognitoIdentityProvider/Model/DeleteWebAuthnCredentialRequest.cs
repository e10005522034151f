namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.DeleteWebAuthnCredentialAsync"/> sends. Removes one passkey of the signed-in user.</summary>
public sealed class DeleteWebAuthnCredentialRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The id of the passkey.</summary>
    public string? CredentialId { get; set; }
}
