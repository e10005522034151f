namespace Amplify.Errors;

/// <summary>A code, a piece of its message (null: any), and what they mean.</summary>
internal sealed class ServiceErrorRow(string code, string? message, AuthErrorReason reason, string suggestion, bool transient = false)
{
    public string Code => code;

    public string? Message => message;

    public AuthErrorReason Reason => reason;

    public string Suggestion => suggestion;

    /// <summary>Whether the same call may work later with nothing changed.</summary>
    public bool IsTransient => transient;

    public bool Fits(string actualCode, string? actualMessage) =>
        string.Equals(code, actualCode, StringComparison.Ordinal)
        && (message is null || actualMessage?.Contains(message, StringComparison.OrdinalIgnoreCase) == true);
}
