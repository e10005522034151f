namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.VerifyUserAttributeAsync"/> sends. Confirms an address or a number with the code sent to it.</summary>
public sealed class VerifyUserAttributeRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The name of the attribute concerned.</summary>
    public string? AttributeName { get; set; }

    /// <summary>The code that the user received. A secret.</summary>
    public string? Code { get; set; }
}
