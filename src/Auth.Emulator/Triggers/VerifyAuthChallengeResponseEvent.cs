namespace Amplify.Emulator;

/// <summary>CUSTOM_AUTH wants an answer judged (<c>VerifyAuthChallengeResponse_Authentication</c>).</summary>
public sealed class VerifyAuthChallengeResponseEvent : TriggerEvent
{
    /// <summary>What <see cref="PoolTriggers.CreateAuthChallenge"/> kept for this.</summary>
    public IReadOnlyDictionary<string, string> PrivateChallengeParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The user's answer.</summary>
    public string ChallengeAnswer { get; init; } = "";

    /// <summary>Whether there is no such user and the client hides that.</summary>
    public bool UserNotFound { get; init; }

    /// <summary>Answer: whether it is right.</summary>
    public bool AnswerCorrect { get; set; }
}
