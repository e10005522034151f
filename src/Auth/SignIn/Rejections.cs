namespace Amplify.SignIn;

/// <summary>Makes rejections of errors.</summary>
internal static class Rejections
{
    public static Rejection From(AuthError error, string? suggestion = null) => new()
    {
        Reason = error.Reason,
        Message = error.Message,
        Suggestion = suggestion ?? error.Suggestion,
        Code = error.Code,
    };
}
