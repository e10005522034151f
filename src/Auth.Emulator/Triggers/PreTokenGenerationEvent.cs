using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>
/// Tokens are about to be made: <c>TokenGeneration_Authentication</c>, <c>TokenGeneration_NewPasswordChallenge</c>, <c>TokenGeneration_HostedAuth</c> (hosted UI),
/// <c>TokenGeneration_AuthenticateDevice</c> or <c>TokenGeneration_RefreshTokens</c>.
/// Claims that identify the token (<c>iss</c>, <c>sub</c>, <c>exp</c>, <c>token_use</c>…) cannot be changed.
/// </summary>
public sealed class PreTokenGenerationEvent : TriggerEvent
{
    /// <summary>The user's groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Answer: the groups in both tokens; <see langword="null"/> leaves them.</summary>
    public IReadOnlyList<string>? GroupsToOverride { get; set; }

    /// <summary>Answer: claims of the ID token that are added or take the place of others.</summary>
    public IDictionary<string, JsonNode?> IdTokenClaims { get; } = new Dictionary<string, JsonNode?>();

    /// <summary>Answer: claims left out of the ID token.</summary>
    public ISet<string> IdTokenClaimsToSuppress { get; } = new HashSet<string>();

    /// <summary>Answer: claims of the access token that are added or take the place of others.</summary>
    public IDictionary<string, JsonNode?> AccessTokenClaims { get; } = new Dictionary<string, JsonNode?>();

    /// <summary>Answer: claims left out of the access token.</summary>
    public ISet<string> AccessTokenClaimsToSuppress { get; } = new HashSet<string>();

    /// <summary>Answer: scopes added to the access token.</summary>
    public ISet<string> ScopesToAdd { get; } = new HashSet<string>();

    /// <summary>Answer: scopes left out of the access token; without <c>aws.cognito.signin.user.admin</c> it opens none of the user's operations.</summary>
    public ISet<string> ScopesToSuppress { get; } = new HashSet<string>();
}
