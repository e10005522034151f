namespace Amplify;

/// <summary>A user was signed up.</summary>
public sealed class SignUpResult
{
    /// <summary>Whether the user may sign in already. If not, ask for the code and call ConfirmSignUp.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>The new user's <c>sub</c>.</summary>
    public string UserId { get; init; } = "";

    /// <summary>Where the code went; null when none was sent.</summary>
    public CodeDelivery? CodeDelivery { get; init; }

    /// <summary>
    /// What signs the user in without asking again: at once where <see cref="IsConfirmed"/>, else hand it to ConfirmSignUp in
    /// <see cref="ConfirmSignUpOptions.AutoSignIn"/> and go on with what that returns. Null where the service gives none.
    /// </summary>
    public AutoSignIn? AutoSignIn { get; init; }
}
