using Amazon.Runtime;

namespace Amplify.Errors;

/// <summary>The service's refusals as errors, by <see cref="ServiceErrorTable"/>.</summary>
internal static class ServiceErrors
{
    /// <summary>Whether the service refused the app client's secret, or a hash of it: then it has looked at nothing else.</summary>
    public static bool RefusesClientSecret(AuthError error) =>
        error is { Code: "invalid_client" }
        || (error is { Reason: AuthErrorReason.AppClientMisconfigured, Code: "NotAuthorizedException" or "UnauthorizedException" } && Says(error, "secret"));

    /// <summary>Whether the service refused an access token that another one in its place may help.</summary>
    public static bool RefusesAccessToken(AuthError error) =>
        error.Code == "NotAuthorizedException" && (Says(error, "Access Token has expired") || Says(error, "Access Token has been revoked"));

    /// <summary>Whether the service refused because it does not know the device, before it looked at anything else.</summary>
    public static bool SaysDeviceIsUnknown(AuthError error) => error.Code == "ResourceNotFoundException" && Says(error, "Device does not exist");

    /// <summary>Whether the identity pool refused a login whose token another one in its place may help.</summary>
    public static bool RefusesLogin(AuthError error) =>
        error.Reason == AuthErrorReason.LoginRejected && (Says(error, "Token is inactive") || Says(error, "Token expired") || Says(error, "ExpiredToken"));

    /// <summary>What the service said, for people and programs. A 5xx or an unreadable answer may hide a deed that was done.</summary>
    public static AuthError From(AmazonServiceException exception, string operation)
    {
        string? code = string.IsNullOrEmpty(exception.ErrorCode) ? null : exception.ErrorCode;
        int status = (int)exception.StatusCode;
        ServiceErrorRow? row = code is null ? null : ServiceErrorTable.Rows.FirstOrDefault(r => r.Fits(code, exception.Message));
        bool failure = row is null && (status >= 500 || status == 429);
        AuthErrorReason reason = row?.Reason
            ?? (status == 429 ? AuthErrorReason.Throttled : status >= 500 ? AuthErrorReason.ServiceFailure : AuthErrorReason.Unknown);
        (string? trigger, string? triggerMessage) = IsOfTrigger(code) || reason == AuthErrorReason.LambdaTrigger ? TriggerText.Parse(exception.Message) : default;

        return new AuthError
        {
            Reason = reason,
            Code = code,
            Message = MessageOf(exception, operation, code),
            Suggestion = row is null ? (failure ? "Try again shortly." : null) : row.Suggestion,
            RequestId = string.IsNullOrEmpty(exception.RequestId) ? null : exception.RequestId,
            Operation = operation,
            Trigger = trigger,
            TriggerMessage = triggerMessage,
            IsTransient = row?.IsTransient ?? failure,
            MayHaveBeenApplied = status >= 500,
        };
    }

    private static bool Says(AuthError error, string text) => error.Message.Contains(text, StringComparison.OrdinalIgnoreCase);

    private static bool IsOfTrigger(string? code) => code is "UserLambdaValidationException" or "UnexpectedLambdaException" or "InvalidLambdaResponseException";

    private static string MessageOf(AmazonServiceException exception, string operation, string? code) =>
        code is not null && !string.IsNullOrWhiteSpace(exception.Message)
            ? exception.Message
            : $"{operation} failed with HTTP status {(int)exception.StatusCode}.";
}
