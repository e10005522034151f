using Amazon.Runtime;

namespace Amplify.Errors;

/// <summary>The service's codes and messages as reasons, each with what to do about it. The first row that fits wins.</summary>
internal static class ServiceErrors
{
    private static readonly Row[] _rows =
    [
        new("NotAuthorizedException", "Incorrect username or password", AuthErrorReason.WrongCredentials, "Check user name and password."),
        new("NotAuthorizedException", "Password attempts exceeded", AuthErrorReason.TooManyAttempts, "Wait a while before the next attempt; every failure makes the wait longer."),
        new("NotAuthorizedException", "User is disabled", AuthErrorReason.UserDisabled, "An administrator must enable the user."),
        new("NotAuthorizedException", "Temporary password has expired", AuthErrorReason.PasswordResetRequired, "An administrator must invite the user again."),
        new("NotAuthorizedException", "Invalid session for the user", AuthErrorReason.SignInExpired, "Start the sign-in again."),
        new("NotAuthorizedException", "Refresh Token", AuthErrorReason.RefreshTokenRejected, "Sign in again."),
        new("NotAuthorizedException", "Access Token does not have required scopes", AuthErrorReason.AccessDenied, "Ask for the scope aws.cognito.signin.user.admin when signing in with a browser."),
        new("NotAuthorizedException", "Access Token", AuthErrorReason.AccessDenied, "Refresh the session, or sign in again."),
        new("NotAuthorizedException", "secret hash", AuthErrorReason.AppClientMisconfigured, "Set AuthOptions.ClientSecret to the app client's secret."),
        new("NotAuthorizedException", "SecretHash", AuthErrorReason.AppClientMisconfigured, "Set AuthOptions.ClientSecret to the app client's secret."),
        new("NotAuthorizedException", "client secret", AuthErrorReason.AppClientMisconfigured, "Set AuthOptions.ClientSecret to the app client's secret."),
        new("NotAuthorizedException", "secret but", AuthErrorReason.AppClientMisconfigured, "Set AuthOptions.ClientSecret to the app client's secret."),
        new("NotAuthorizedException", "Current status is CONFIRMED", AuthErrorReason.InvalidParameter, "The user is confirmed already: sign in."),
        new("UserNotFoundException", null, AuthErrorReason.UserNotFound, "Check the user name, or sign up first."),
        new("UserNotConfirmedException", null, AuthErrorReason.UserNotConfirmed, "Confirm the sign-up with the code that was sent."),
        new("PasswordResetRequiredException", null, AuthErrorReason.PasswordResetRequired, "Reset the password."),
        new("UsernameExistsException", null, AuthErrorReason.UsernameExists, "Sign in, or choose another user name."),
        new("AliasExistsException", null, AuthErrorReason.UsernameExists, "The address or number belongs to another user: sign in as that user."),
        new("InvalidPasswordException", null, AuthErrorReason.InvalidPassword, "Choose a password that fits the policy."),
        new("PasswordHistoryPolicyViolationException", null, AuthErrorReason.InvalidPassword, "Choose a password that was not used before."),
        new("CodeMismatchException", "Invalid session", AuthErrorReason.SignInExpired, "Start the sign-in again."),
        new("CodeMismatchException", null, AuthErrorReason.WrongCode, "Check the code, or ask for a new one."),
        new("EnableSoftwareTokenMFAException", null, AuthErrorReason.WrongCode, "Check the code and the clock of the authenticator."),
        new("ExpiredCodeException", null, AuthErrorReason.ExpiredCode, "Ask for a new code, or wait for the authenticator's next one."),
        new("CodeDeliveryFailureException", null, AuthErrorReason.CodeDeliveryFailed, "Check the address or number, and the pool's e-mail and SMS settings."),
        new("LimitExceededException", null, AuthErrorReason.TooManyAttempts, "Wait a while before the next attempt."),
        new("TooManyFailedAttemptsException", null, AuthErrorReason.TooManyAttempts, "Wait a while before the next attempt."),
        new("TooManyRequestsException", null, AuthErrorReason.Throttled, "Try again shortly.", transient: true),
        new("ThrottlingException", null, AuthErrorReason.Throttled, "Try again shortly.", transient: true),
        new("InvalidParameterException", "flow not enabled for this client", AuthErrorReason.AppClientMisconfigured, "Enable the flow in the app client's explicit auth flows, or choose another flow."),
        new("InvalidParameterException", "Initiate Auth method not supported", AuthErrorReason.AppClientMisconfigured, "Enable the flow in the app client's explicit auth flows, or choose another flow."),
        new("InvalidParameterException", "User is already confirmed", AuthErrorReason.InvalidParameter, "The user is confirmed already: sign in."),
        new("InvalidParameterException", "software token mfa", AuthErrorReason.InvalidUserState, "Set the authenticator app up first: IAuth.Mfa.SetUpTotpAsync, then VerifyTotpAsync with its code."),
        new("InvalidParameterException", "delivery config", AuthErrorReason.InvalidUserState, "Give the user a phone number or e-mail address first, and verify it."),
        new("InvalidParameterException", null, AuthErrorReason.InvalidParameter, null),
        new("SoftwareTokenMFANotFoundException", null, AuthErrorReason.FactorDisabled, "Enable authenticator apps in the user pool."),
        new("MFAMethodNotFoundException", null, AuthErrorReason.FactorDisabled, "Enable the factor in the user pool, or choose another."),
        new("ResourceNotFoundException", null, AuthErrorReason.ResourceNotFound, "Check UserPoolId, UserPoolClientId and Region."),
        new("UserLambdaValidationException", null, AuthErrorReason.LambdaTrigger, null),
        new("UnexpectedLambdaException", null, AuthErrorReason.LambdaTrigger, "Look at the trigger's log."),
        new("InvalidLambdaResponseException", null, AuthErrorReason.LambdaTrigger, "Look at the trigger's answer."),
        new("RefreshTokenReuseException", null, AuthErrorReason.RefreshTokenRejected, "Sign in again."),
        new("ForbiddenException", null, AuthErrorReason.Forbidden, "A web application firewall refused the request."),
        new("InternalErrorException", null, AuthErrorReason.ServiceFailure, "Try again shortly.", transient: true),
        new("InvalidUserPoolConfigurationException", null, AuthErrorReason.AppClientMisconfigured, "Check the user pool's settings."),
        new("InvalidEmailRoleAccessPolicyException", null, AuthErrorReason.CodeDeliveryFailed, "Check the pool's permission to send e-mail."),
        new("InvalidSmsRoleAccessPolicyException", null, AuthErrorReason.CodeDeliveryFailed, "Check the pool's permission to send text messages."),
        new("InvalidSmsRoleTrustRelationshipException", null, AuthErrorReason.CodeDeliveryFailed, "Check the pool's role for text messages."),
        new("UnsupportedOperationException", null, AuthErrorReason.AppClientMisconfigured, "The pool or app client does not support this."),
        new("OperationNotEnabledException", null, AuthErrorReason.AppClientMisconfigured, "The pool or app client does not support this."),
        new("FeatureUnavailableInTierException", null, AuthErrorReason.AppClientMisconfigured, "The pool's feature plan does not include this."),
    ];

    /// <summary>Whether the service refused the app client's secret, or a hash of it: then it has looked at nothing else.</summary>
    public static bool RefusesClientSecret(AuthError error) => error is { Code: "NotAuthorizedException", Reason: AuthErrorReason.AppClientMisconfigured };

    /// <summary>Whether the service refused an access token that another one in its place may help.</summary>
    public static bool RefusesAccessToken(AuthError error) =>
        error is { Code: "NotAuthorizedException", Message: { } message }
        && (message.Contains("Access Token has expired", StringComparison.OrdinalIgnoreCase) || message.Contains("Access Token has been revoked", StringComparison.OrdinalIgnoreCase));

    /// <summary>What the service said, for people and programs. A 5xx or an unreadable answer may hide a deed that was done.</summary>
    public static AuthError From(AmazonServiceException exception, string operation)
    {
        string? code = string.IsNullOrEmpty(exception.ErrorCode) ? null : exception.ErrorCode;
        int status = (int)exception.StatusCode;
        Row? row = code is null ? null : Array.Find(_rows, r => r.Fits(code, exception.Message));
        bool failure = row is null && (status >= 500 || status == 429);
        AuthErrorReason reason = row?.Reason
            ?? (status == 429 ? AuthErrorReason.Throttled : status >= 500 ? AuthErrorReason.ServiceFailure : AuthErrorReason.Unknown);

        return new AuthError
        {
            Reason = reason,
            Code = code,
            Message = MessageOf(exception, operation, code),
            Suggestion = row is null ? (failure ? "Try again shortly." : null) : row.Suggestion,
            RequestId = string.IsNullOrEmpty(exception.RequestId) ? null : exception.RequestId,
            Operation = operation,
            IsTransient = row?.Transient ?? failure,
            MayHaveBeenApplied = status >= 500,
        };
    }

    private static string MessageOf(AmazonServiceException exception, string operation, string? code) =>
        code is not null && !string.IsNullOrWhiteSpace(exception.Message)
            ? exception.Message
            : $"{operation} failed with HTTP status {(int)exception.StatusCode}.";

    private sealed class Row(string code, string? message, AuthErrorReason reason, string? suggestion, bool transient = false)
    {
        public AuthErrorReason Reason => reason;

        public string? Suggestion => suggestion;

        public bool Transient => transient;

        public bool Fits(string actualCode, string? actualMessage) =>
            string.Equals(code, actualCode, StringComparison.Ordinal)
            && (message is null || actualMessage?.Contains(message, StringComparison.OrdinalIgnoreCase) == true);
    }
}
