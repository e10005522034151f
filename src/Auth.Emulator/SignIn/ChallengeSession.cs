namespace Amplify.Emulator;

/// <summary>A challenge that waits for its answer, known to the caller by an opaque token.</summary>
internal sealed class ChallengeSession
{
    public required string Token { get; init; }

    public required EmulatedAppClient Client { get; init; }

    public required EmulatedUser User { get; init; }

    public required string Challenge { get; init; }

    public required SignInProgress Progress { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required ChallengeContent Content { get; init; }

    public bool Used { get; set; }

    /// <summary>The challenge that came of the answer, where that is the device's.</summary>
    public ChallengeSession? DeviceChallenge { get; set; }

    /// <summary>Whether the session takes an answer of this name: its own, or another choice where the user was asked for a first factor.</summary>
    public bool Answers(string challenge) => Challenge == challenge
        || (challenge == FirstFactors.Choice && Content.IsFirstFactor && Client.Pool.State.Unsettled.FirstFactorCanBeSwitched);
}
