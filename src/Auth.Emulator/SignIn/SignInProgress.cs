namespace Amplify.Emulator;

/// <summary>What one sign-in has come to so far. Its challenges carry it; it never changes, so that a challenge can be answered again from where it stood.</summary>
internal sealed record SignInProgress(string Flow)
{
    public const string Custom = "CUSTOM_AUTH";

    /// <summary>The known device that the caller says it is.</summary>
    public EmulatedDevice? Device { get; init; }

    /// <summary>The steps done, in order, as the triggers of CUSTOM_AUTH are told them.</summary>
    public IReadOnlyList<AuthChallengeResult> History { get; init; } = [];

    /// <summary>The SRP_A that CUSTOM_AUTH began with, where it begins with a password.</summary>
    public string? ClientPublic { get; init; }

    /// <summary>Whether the triggers of CUSTOM_AUTH have said their last word.</summary>
    public bool IsDecided { get; init; }

    /// <summary>Whether the triggers of CUSTOM_AUTH say what comes next.</summary>
    public bool IsUpToTriggers => Flow == Custom && !IsDecided;

    public SignInProgress With(AuthChallengeResult step) => this with { History = [.. History, step] };

    public SignInProgress Passed(string challenge) => With(new AuthChallengeResult { ChallengeName = challenge, Result = true });
}
