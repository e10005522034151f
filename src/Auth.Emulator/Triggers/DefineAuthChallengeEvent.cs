namespace Amplify.Emulator;

/// <summary>CUSTOM_AUTH wants to know what comes next (<c>DefineAuthChallenge_Authentication</c>): another challenge, tokens, or the end.</summary>
public sealed class DefineAuthChallengeEvent : TriggerEvent
{
    /// <summary>The steps done so far, in order.</summary>
    public IReadOnlyList<AuthChallengeResult> Session { get; init; } = [];

    /// <summary>Whether there is no such user and the client hides that; tokens are then never issued.</summary>
    public bool UserNotFound { get; init; }

    /// <summary>Answer: the next challenge: <c>CUSTOM_CHALLENGE</c>, or <c>PASSWORD_VERIFIER</c> (or <c>SRP_A</c>) where the client has sent its SRP_A.</summary>
    public string? ChallengeName { get; set; }

    /// <summary>Answer: it is enough.</summary>
    public bool IssueTokens { get; set; }

    /// <summary>Answer: the sign-in has failed.</summary>
    public bool FailAuthentication { get; set; }
}
