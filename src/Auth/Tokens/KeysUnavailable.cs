namespace Amplify.Tokens;

/// <summary>Says that the keys cannot be had now.</summary>
internal static class KeysUnavailable
{
    public static AuthException Because(Exception? cause, string what = "the key source failed") => new(
        new AuthError
        {
            Reason = AuthErrorReason.KeysUnavailable,
            Message = $"The keys that sign the user pool's tokens could not be had: {what}.",
            Suggestion = "Try again; if it goes on, check that this machine reaches the pool's jwks.json.",
            IsTransient = true,
        },
        cause);
}
