namespace Amplify.Emulator;

/// <summary>CUSTOM_AUTH wants a custom challenge made (<c>CreateAuthChallenge_Authentication</c>).</summary>
public sealed class CreateAuthChallengeEvent : TriggerEvent
{
    /// <summary>The challenge: <c>CUSTOM_CHALLENGE</c>.</summary>
    public string ChallengeName { get; init; } = "CUSTOM_CHALLENGE";

    /// <summary>The steps done so far, in order.</summary>
    public IReadOnlyList<AuthChallengeResult> Session { get; init; } = [];

    /// <summary>Whether there is no such user and the client hides that.</summary>
    public bool UserNotFound { get; init; }

    /// <summary>Answer: what the client is told.</summary>
    public IDictionary<string, string> PublicChallengeParameters { get; } = new Dictionary<string, string>();

    /// <summary>Answer: what only <see cref="PoolTriggers.VerifyAuthChallengeResponse"/> is told.</summary>
    public IDictionary<string, string> PrivateChallengeParameters { get; } = new Dictionary<string, string>();

    /// <summary>Answer: the challenge's own name, which later events tell in their session.</summary>
    public string? ChallengeMetadata { get; set; }
}
