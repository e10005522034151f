namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.InitiateAuthAsync"/> sends. Begins a sign-in, or refreshes tokens.</summary>
public sealed class InitiateAuthRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The Amazon Pinpoint endpoint that this call is counted for.</summary>
    public AnalyticsMetadataType? AnalyticsMetadata { get; set; }

    /// <summary>The kind of sign-in.</summary>
    public AuthFlowType? AuthFlow { get; set; }

    /// <summary>The parameters of the flow, such as <c>USERNAME</c> and <c>SRP_A</c>. May hold secrets.</summary>
    public Dictionary<string, string>? AuthParameters { get; set; }

    /// <summary>The id of the app client.</summary>
    public string? ClientId { get; set; }

    /// <summary>Key-value pairs handed to the Lambda triggers that this call runs. Not stored, not encrypted by the service.</summary>
    public Dictionary<string, string>? ClientMetadata { get; set; }

    /// <summary>The session that ties the calls of one sign-in, set-up or sign-up together. A secret while it lives.</summary>
    public string? Session { get; set; }

    /// <summary>What threat protection may know of the user's device.</summary>
    public UserContextDataType? UserContextData { get; set; }
}
