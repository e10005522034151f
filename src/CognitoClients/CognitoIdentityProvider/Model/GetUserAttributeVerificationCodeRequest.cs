namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.GetUserAttributeVerificationCodeAsync"/> sends. Sends a code that proves the signed-in user owns an address or a number.</summary>
public sealed class GetUserAttributeVerificationCodeRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The name of the attribute concerned.</summary>
    public string? AttributeName { get; set; }

    /// <summary>Key-value pairs handed to the Lambda triggers that this call runs. Not stored, not encrypted by the service.</summary>
    public Dictionary<string, string>? ClientMetadata { get; set; }
}
