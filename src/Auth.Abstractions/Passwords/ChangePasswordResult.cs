namespace Amplify;

/// <summary>The outcome of a change of the password.</summary>
public sealed class ChangePasswordResult
{
    /// <summary>Whether the new password is in force.</summary>
    public bool IsChanged => Rejection is null;

    /// <summary>
    /// Why it was not changed: the old password is wrong (<see cref="AuthErrorReason.WrongCredentials"/>) or the new one breaks the
    /// policy (<see cref="AuthErrorReason.InvalidPassword"/>). Null when it was.
    /// </summary>
    public Rejection? Rejection { get; init; }
}
