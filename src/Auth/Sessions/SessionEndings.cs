namespace Amplify.Sessions;

/// <summary>
/// What ends a session: the one table that decides it, printed in docs/session-endings.md and tested row by row.
/// A text the table does not know never ends one.
/// </summary>
internal static class SessionEndings
{
    public static IReadOnlyList<SessionEndingRow> Rows { get; } =
    [
        Ends("NotAuthorizedException", "Refresh Token has expired", SessionEndReason.RefreshTokenExpired),
        Ends("NotAuthorizedException", "Refresh Token has been revoked", SessionEndReason.RefreshTokenRevoked),
        Ends("NotAuthorizedException", "Invalid Refresh Token", SessionEndReason.RefreshTokenInvalid),
        Ends("NotAuthorizedException", "User is disabled", SessionEndReason.UserDisabled),
        Ends("RefreshTokenReuseException", null, SessionEndReason.RefreshTokenReused),
        Ends("UserNotFoundException", null, SessionEndReason.UserDeleted),
        Ends("PasswordResetRequiredException", null, SessionEndReason.PasswordResetRequired),
        Ends("UserNotConfirmedException", null, SessionEndReason.UserNotConfirmed),
        Ends("invalid_grant", null, SessionEndReason.RefreshTokenInvalid),
        Keeps("invalid_client", null, RefreshVerdict.KeepAndReport),
        Keeps("unauthorized_client", null, RefreshVerdict.KeepAndReport),
        Keeps("invalid_request", null, RefreshVerdict.KeepAndReport),
        Keeps("NotAuthorizedException", null, RefreshVerdict.KeepAndReport),
        Keeps("InvalidParameterException", null, RefreshVerdict.KeepAndReport),
        Keeps("ResourceNotFoundException", null, RefreshVerdict.KeepAndReport),
        Keeps("ForbiddenException", null, RefreshVerdict.KeepAndReport),
        Keeps("UserLambdaValidationException", null, RefreshVerdict.KeepAndReport),
        Keeps("UnexpectedLambdaException", null, RefreshVerdict.KeepAndReport),
        Keeps("InvalidLambdaResponseException", null, RefreshVerdict.KeepAndReport),
        Keeps("OperationNotEnabledException", null, RefreshVerdict.KeepAndReport),
        Keeps("LimitExceededException", null, RefreshVerdict.KeepAndRetry),
        Keeps("TooManyRequestsException", null, RefreshVerdict.KeepAndRetry),
        Keeps("ThrottlingException", null, RefreshVerdict.KeepAndRetry),
        Keeps("InternalErrorException", null, RefreshVerdict.KeepAndRetry),
    ];

    /// <summary>The verdict for a failed refresh. The first row that fits wins; without a code, a passing fault is one that says so.</summary>
    public static (RefreshVerdict Verdict, SessionEndReason? Reason) Judge(AuthError error)
    {
        if (error.Code is { } code)
        {
            foreach (SessionEndingRow row in Rows)
            {
                if (row.Fits(code, error.Message))
                {
                    return (row.Verdict, row.Reason);
                }
            }
        }

        // Nothing to wait for where a document cannot be read: somebody has to look at it.
        return (error.IsTransient ? RefreshVerdict.KeepAndRetry : RefreshVerdict.KeepAndReport, null);
    }

    private static SessionEndingRow Ends(string code, string? message, SessionEndReason reason) => new(code, message, RefreshVerdict.Ends, reason);

    private static SessionEndingRow Keeps(string code, string? message, RefreshVerdict verdict) => new(code, message, verdict, null);
}
