namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.GetTokensFromRefreshTokenAsync"/> sends. Exchanges a refresh token for new tokens; with rotation switched on, for a new refresh token too.</summary>
public sealed class GetTokensFromRefreshTokenRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The id of the app client.</summary>
    public string? ClientId { get; set; }

    /// <summary>Key-value pairs handed to the Lambda triggers that this call runs. Not stored, not encrypted by the service.</summary>
    public Dictionary<string, string>? ClientMetadata { get; set; }

    /// <summary>The secret of the app client, where it has one. A secret.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The device's key: region, underscore, UUID.</summary>
    public string? DeviceKey { get; set; }

    /// <summary>The refresh token. A secret.</summary>
    public string? RefreshToken { get; set; }
}
