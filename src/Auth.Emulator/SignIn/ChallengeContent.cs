namespace Amplify.Emulator;

/// <summary>What the emulator remembers about one challenge beside its name.</summary>
internal sealed class ChallengeContent
{
    public static readonly ChallengeContent None = new();

    /// <summary>The code that was sent, for challenges that send one.</summary>
    public string? Code { get; init; }

    /// <summary>The names offered, for challenges that let the user choose.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The e-mail address that becomes a second factor once its code comes back.</summary>
    public string? NewEmail { get; init; }

    /// <summary>The authenticator app being set up within the sign-in.</summary>
    public TotpFactor? Totp { get; init; }

    /// <summary>Whether that app has proved itself with a code.</summary>
    public bool IsTotpVerified { get; init; }
}
