namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>The Amazon Pinpoint endpoint that events of a call are counted for.</summary>
public sealed class AnalyticsMetadataType
{
    /// <summary>The endpoint's id.</summary>
    public string? AnalyticsEndpointId { get; set; }
}
