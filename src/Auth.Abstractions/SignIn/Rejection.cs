namespace Amplify;

/// <summary>An answer was not accepted and the flow goes on: show the message and ask again.</summary>
public sealed class Rejection
{
    /// <summary>Why: wrong credentials, wrong or expired code, weak password, too many attempts.</summary>
    public AuthErrorReason Reason { get; init; }

    /// <summary>One sentence for the person.</summary>
    public string Message { get; init; } = "";

    /// <summary>What to do about it, or null.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The service's error code, or null.</summary>
    public string? Code { get; init; }
}
