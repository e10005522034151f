namespace Amplify.Testing;

/// <summary>Makes rejections as the engine makes them of the service's words, for the results a stub of <see cref="IAuth"/> returns.</summary>
public static class TestRejections
{
    /// <summary>The code is wrong.</summary>
    public static Rejection WrongCode() => new()
    {
        Reason = AuthErrorReason.WrongCode,
        Message = "Invalid verification code provided, please try again.",
        Suggestion = "Check the code, or ask for a new one.",
        Code = "CodeMismatchException",
    };

    /// <summary>The code has expired or was used.</summary>
    public static Rejection ExpiredCode() => new()
    {
        Reason = AuthErrorReason.ExpiredCode,
        Message = "Invalid code provided, please request a code again.",
        Suggestion = "Ask for a new code.",
        Code = "ExpiredCodeException",
    };

    /// <summary>The person would not use a passkey, or has none here; the choice of another factor goes with it.</summary>
    public static Rejection PasskeyCancelled() => new()
    {
        Reason = AuthErrorReason.Cancelled,
        Message = "No passkey was used: the request was cancelled, or there is none here.",
        Suggestion = "Choose another factor, or try again.",
    };

    /// <summary>The password is wrong.</summary>
    public static Rejection WrongPassword() => new()
    {
        Reason = AuthErrorReason.WrongCredentials,
        Message = "Incorrect username or password.",
        Suggestion = "Check user name and password.",
        Code = "NotAuthorizedException",
    };

    /// <summary>The new password breaks the policy.</summary>
    public static Rejection WeakPassword() => new()
    {
        Reason = AuthErrorReason.InvalidPassword,
        Message = "Password did not conform with policy: Password not long enough",
        Suggestion = "Choose a password that fits the policy.",
        Code = "InvalidPasswordException",
    };
}
