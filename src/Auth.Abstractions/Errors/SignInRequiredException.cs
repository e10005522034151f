namespace Amplify;

/// <summary>A token or a signed-in user was asked for and there is none: show the sign-in.</summary>
public sealed class SignInRequiredException : AuthException
{
    /// <summary>Describes why there is nobody.</summary>
    /// <param name="endReason">Why the last session ended, or null when there was none.</param>
    public SignInRequiredException(SessionEndReason? endReason = null)
        : base(new AuthError
        {
            Reason = AuthErrorReason.SignInRequired,
            Message = endReason is null ? "Nobody is signed in." : $"Nobody is signed in: the session ended ({endReason}).",
            Suggestion = "Sign in first.",
        }) => EndReason = endReason;

    /// <summary>Why the last session ended, or null when there was none.</summary>
    public SessionEndReason? EndReason { get; }
}
