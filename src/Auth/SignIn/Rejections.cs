namespace Amplify.SignIn;

/// <summary>Makes rejections of errors.</summary>
internal static class Rejections
{
    public static Rejection From(AuthError error) => new()
    {
        Reason = error.Reason,
        Message = error.Message,
        Suggestion = error.Suggestion,
        Code = error.Code,
    };
}
