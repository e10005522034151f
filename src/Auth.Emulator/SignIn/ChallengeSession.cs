namespace Amplify.Emulator;

/// <summary>A challenge that waits for its answer, known to the caller by an opaque token.</summary>
internal sealed class ChallengeSession
{
    public required string Token { get; init; }

    public required EmulatedAppClient Client { get; init; }

    public required EmulatedUser User { get; init; }

    public required string Challenge { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The code that was sent, for challenges that send one.</summary>
    public string? Code { get; init; }

    /// <summary>The names offered, for challenges that let the user choose.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public bool Used { get; set; }
}
