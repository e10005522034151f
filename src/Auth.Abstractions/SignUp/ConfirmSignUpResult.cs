namespace Amplify;

/// <summary>The outcome of a confirmation code.</summary>
public sealed class ConfirmSignUpResult
{
    /// <summary>Whether the user is confirmed and may sign in.</summary>
    public bool IsConfirmed => Rejection is null;

    /// <summary>Why the code was not accepted: ask again, or send a new one. Null when it was.</summary>
    public Rejection? Rejection { get; init; }

    /// <summary>What signs the user in without asking again: AutoSignIn takes it. Null where the code was not accepted, or the service gives none.</summary>
    public AutoSignIn? AutoSignIn { get; init; }
}
