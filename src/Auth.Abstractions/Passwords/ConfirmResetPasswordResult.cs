namespace Amplify;

/// <summary>The outcome of the code and the new password of a reset.</summary>
public sealed class ConfirmResetPasswordResult
{
    /// <summary>Whether the new password is in force.</summary>
    public bool IsReset => Rejection is null;

    /// <summary>Why code or password was not accepted: ask again, or send a new code. Null when both were.</summary>
    public Rejection? Rejection { get; init; }
}
