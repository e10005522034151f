namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.UpdateUserAttributesAsync"/> sends. Changes attributes of the signed-in user.</summary>
public sealed class UpdateUserAttributesRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }

    /// <summary>Key-value pairs handed to the Lambda triggers that this call runs. Not stored, not encrypted by the service.</summary>
    public Dictionary<string, string>? ClientMetadata { get; set; }

    /// <summary>The attributes of the user.</summary>
    public List<AttributeType>? UserAttributes { get; set; }
}
