namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.VerifySoftwareTokenAsync"/> sends. Proves that an authenticator app was set up, with one of its codes.</summary>
public sealed class VerifySoftwareTokenRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }

    /// <summary>A name for the authenticator app that its user will recognise.</summary>
    public string? FriendlyDeviceName { get; set; }

    /// <summary>The session that ties the calls of one sign-in, set-up or sign-up together. A secret while it lives.</summary>
    public string? Session { get; set; }

    /// <summary>The six digits that the authenticator app shows. A secret.</summary>
    public string? UserCode { get; set; }
}
