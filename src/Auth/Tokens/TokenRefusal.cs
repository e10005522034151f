namespace Amplify.Tokens;

/// <summary>Says which check a token failed; never what the token holds.</summary>
internal static class TokenRefusal
{
    public static AuthException Because(string check, Exception? inner = null) => new(
        new AuthError
        {
            Reason = AuthErrorReason.InvalidToken,
            Message = $"A token was refused: {check}.",
        },
        inner);
}
