namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.RespondToAuthChallengeAsync"/> sends. Answers one challenge of a sign-in: yields tokens or the next challenge.</summary>
public sealed class RespondToAuthChallengeRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The Amazon Pinpoint endpoint that this call is counted for.</summary>
    public AnalyticsMetadataType? AnalyticsMetadata { get; set; }

    /// <summary>The challenge being answered.</summary>
    public ChallengeNameType? ChallengeName { get; set; }

    /// <summary>The answers, such as <c>SMS_MFA_CODE</c>, and <c>USERNAME</c> with every one. May hold secrets.</summary>
    public Dictionary<string, string>? ChallengeResponses { get; set; }

    /// <summary>The id of the app client.</summary>
    public string? ClientId { get; set; }

    /// <summary>Key-value pairs handed to the Lambda triggers that this call runs. Not stored, not encrypted by the service.</summary>
    public Dictionary<string, string>? ClientMetadata { get; set; }

    /// <summary>The session that ties the calls of one sign-in, set-up or sign-up together. A secret while it lives.</summary>
    public string? Session { get; set; }

    /// <summary>What threat protection may know of the user's device.</summary>
    public UserContextDataType? UserContextData { get; set; }
}
