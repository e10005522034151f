namespace Amplify.Sessions;

/// <summary>A code, a piece of its message (null: any), and what they mean for a session.</summary>
internal sealed class SessionEndingRow(string code, string? message, RefreshVerdict verdict, SessionEndReason? reason)
{
    public string Code => code;

    public string? Message => message;

    public RefreshVerdict Verdict => verdict;

    public SessionEndReason? Reason => reason;

    public bool Fits(string actualCode, string actualMessage) =>
        string.Equals(code, actualCode, StringComparison.Ordinal)
        && (message is null || actualMessage.Contains(message, StringComparison.OrdinalIgnoreCase));
}
