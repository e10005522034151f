using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.RespondToAuthChallengeAsync"/> returns.</summary>
public sealed class RespondToAuthChallengeResponse : AmazonWebServiceResponse
{
    /// <summary>The tokens; null while a challenge is open.</summary>
    public AuthenticationResultType? AuthenticationResult { get; set; }

    /// <summary>The challenges that can be chosen when <see cref="ChallengeName"/> is <c>SELECT_CHALLENGE</c>.</summary>
    public List<string>? AvailableChallenges { get; set; }

    /// <summary>The challenge to answer next; null when signed in.</summary>
    public ChallengeNameType? ChallengeName { get; set; }

    /// <summary>What is needed to answer the challenge.</summary>
    public Dictionary<string, string>? ChallengeParameters { get; set; }

    /// <summary>The session that ties the calls of one sign-in, set-up or sign-up together. A secret while it lives.</summary>
    public string? Session { get; set; }
}
