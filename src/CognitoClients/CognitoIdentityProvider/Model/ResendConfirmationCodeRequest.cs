namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.ResendConfirmationCodeAsync"/> sends. Sends the sign-up code again.</summary>
public sealed class ResendConfirmationCodeRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The Amazon Pinpoint endpoint that this call is counted for.</summary>
    public AnalyticsMetadataType? AnalyticsMetadata { get; set; }

    /// <summary>The id of the app client.</summary>
    public string? ClientId { get; set; }

    /// <summary>Key-value pairs handed to the Lambda triggers that this call runs. Not stored, not encrypted by the service.</summary>
    public Dictionary<string, string>? ClientMetadata { get; set; }

    /// <summary>Base64 of HMAC-SHA256 over user name and client id, keyed with the client secret; needed by app clients that have one.</summary>
    public string? SecretHash { get; set; }

    /// <summary>What threat protection may know of the user's device.</summary>
    public UserContextDataType? UserContextData { get; set; }

    /// <summary>The user's name, or an alias where the pool allows it.</summary>
    public string? Username { get; set; }
}
