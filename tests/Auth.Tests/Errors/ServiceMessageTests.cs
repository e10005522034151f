using Amplify.Emulator;
using Amplify.Errors;
using Amplify.Tests.Support;

namespace Amplify.Tests.Errors;

/// <summary>The service's own words, one by one, over HTTP: what the application gets for them. Every row of the table is met.</summary>
public sealed class ServiceMessageTests
{
    private const string NotAuthorized = "NotAuthorizedException";
    private const string InvalidParameter = "InvalidParameterException";

    private static readonly (string Code, string Message, AuthErrorReason Reason)[] _messages =
    [
        (NotAuthorized, "Incorrect username or password.", AuthErrorReason.WrongCredentials),
        (NotAuthorized, "Password attempts exceeded", AuthErrorReason.TooManyAttempts),
        (NotAuthorized, "User is disabled.", AuthErrorReason.UserDisabled),
        (NotAuthorized, "Temporary password has expired and must be reset by an administrator.", AuthErrorReason.InvalidUserState),
        (NotAuthorized, "Contact administrator to reset password.", AuthErrorReason.InvalidUserState),
        (NotAuthorized, "User password cannot be reset in the current state.", AuthErrorReason.InvalidUserState),
        (NotAuthorized, "User cannot be confirmed. Current status is CONFIRMED", AuthErrorReason.InvalidUserState),
        (NotAuthorized, "User cannot be confirmed. Current status is FORCE_CHANGE_PASSWORD", AuthErrorReason.InvalidUserState),
        (NotAuthorized, "Cannot resend codes. Auto verification not turned on.", AuthErrorReason.AppClientMisconfigured),
        (NotAuthorized, "Invalid session for the user.", AuthErrorReason.SignInExpired),
        (NotAuthorized, "Invalid session for the user, session can only be used once.", AuthErrorReason.SignInExpired),
        (NotAuthorized, "Invalid session for the user, session is expired.", AuthErrorReason.SignInExpired),
        (NotAuthorized, "Refresh Token has expired", AuthErrorReason.RefreshTokenRejected),
        (NotAuthorized, "Refresh Token has been revoked", AuthErrorReason.RefreshTokenRejected),
        (NotAuthorized, "Invalid Refresh Token.", AuthErrorReason.RefreshTokenRejected),
        (NotAuthorized, "Access Token does not have required scopes", AuthErrorReason.MissingScope),
        (NotAuthorized, "Access Token has expired", AuthErrorReason.AccessDenied),
        (NotAuthorized, "Access Token has been revoked", AuthErrorReason.AccessDenied),
        (NotAuthorized, "Invalid Access Token", AuthErrorReason.AccessDenied),
        (NotAuthorized, "A client attempted to write unauthorized attribute", AuthErrorReason.AppClientMisconfigured),
        (NotAuthorized, "Unable to verify secret hash for client 1abc", AuthErrorReason.AppClientMisconfigured),
        (NotAuthorized, "SecretHash does not match for the client: 1abc", AuthErrorReason.AppClientMisconfigured),
        (NotAuthorized, "Invalid client secret", AuthErrorReason.AppClientMisconfigured),
        (NotAuthorized, "Client 1abc is configured with secret but SECRET_HASH was not received", AuthErrorReason.AppClientMisconfigured),
        (NotAuthorized, "Client 1abc is configured for secret but secret was not received", AuthErrorReason.AppClientMisconfigured),
        (NotAuthorized, "A sentence nobody has heard yet.", AuthErrorReason.Unknown),
        ("RefreshTokenReuseException", "Refresh token has been reused.", AuthErrorReason.RefreshTokenRejected),
        ("UnauthorizedException", "Invalid client secret", AuthErrorReason.AppClientMisconfigured),
        ("UnauthorizedException", "Token is not issued to this client", AuthErrorReason.AppClientMisconfigured),
        ("ForbiddenException", "Request not allowed due to WAF block.", AuthErrorReason.Forbidden),
        ("UserNotFoundException", "User does not exist.", AuthErrorReason.UserNotFound),
        ("UserNotFoundException", "Username/client id combination not found.", AuthErrorReason.UserNotFound),
        ("UserNotConfirmedException", "User is not confirmed.", AuthErrorReason.UserNotConfirmed),
        ("PasswordResetRequiredException", "Password reset required for the user", AuthErrorReason.PasswordResetRequired),
        ("UsernameExistsException", "User already exists", AuthErrorReason.UsernameExists),
        ("UsernameExistsException", "An account with the given email already exists.", AuthErrorReason.UsernameExists),
        ("AliasExistsException", "Already found an entry for the provided username.", AuthErrorReason.AliasExists),
        ("AliasExistsException", "An account with the email already exists.", AuthErrorReason.AliasExists),
        ("InvalidPasswordException", "Password did not conform with policy: Password not long enough", AuthErrorReason.InvalidPassword),
        ("PasswordHistoryPolicyViolationException", "Password has previously been used", AuthErrorReason.InvalidPassword),
        ("CodeMismatchException", "Invalid session for the user", AuthErrorReason.SignInExpired),
        ("CodeMismatchException", "Invalid verification code provided, please try again.", AuthErrorReason.WrongCode),
        ("CodeMismatchException", "Invalid code or auth state for the user.", AuthErrorReason.WrongCode),
        ("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA", AuthErrorReason.WrongCode),
        ("ExpiredCodeException", "Your software token has already been used once.", AuthErrorReason.ExpiredCode),
        ("ExpiredCodeException", "Invalid code provided, please request a code again.", AuthErrorReason.ExpiredCode),
        ("CodeDeliveryFailureException", "Unable to deliver message.", AuthErrorReason.CodeDeliveryFailed),
        ("InvalidEmailRoleAccessPolicyException", "Not permitted.", AuthErrorReason.CodeDeliveryFailed),
        ("InvalidSmsRoleAccessPolicyException", "Not permitted.", AuthErrorReason.CodeDeliveryFailed),
        ("InvalidSmsRoleTrustRelationshipException", "Role does not have a trust relationship.", AuthErrorReason.CodeDeliveryFailed),
        ("LimitExceededException", "Attempt limit exceeded, please try after some time.", AuthErrorReason.TooManyAttempts),
        ("TooManyFailedAttemptsException", "Too many failed attempts.", AuthErrorReason.TooManyAttempts),
        ("TooManyRequestsException", "Rate exceeded", AuthErrorReason.Throttled),
        ("TooManyRequestsException", "Too many requests", AuthErrorReason.Throttled),
        ("ThrottlingException", "Rate exceeded", AuthErrorReason.Throttled),
        ("ConcurrentModificationException", "The user is being changed.", AuthErrorReason.ServiceFailure),
        ("InternalErrorException", "Something went wrong", AuthErrorReason.ServiceFailure),
        (InvalidParameter, "USER_PASSWORD_AUTH flow not enabled for this client", AuthErrorReason.AppClientMisconfigured),
        (InvalidParameter, "Auth flow not enabled for this client", AuthErrorReason.AppClientMisconfigured),
        (InvalidParameter, "Initiate Auth method not supported.", AuthErrorReason.AppClientMisconfigured),
        (InvalidParameter, "Custom auth lambda trigger is not configured for the user pool.", AuthErrorReason.AppClientMisconfigured),
        (InvalidParameter, "User is already confirmed.", AuthErrorReason.InvalidUserState),
        (InvalidParameter, "Cannot reset password for the user as there is no registered/verified email or phone_number", AuthErrorReason.InvalidUserState),
        (InvalidParameter, "User has not set up software token mfa", AuthErrorReason.InvalidUserState),
        (InvalidParameter, "User has not verified software token mfa", AuthErrorReason.InvalidUserState),
        (InvalidParameter, "User does not have delivery config set to turn on SMS_MFA", AuthErrorReason.InvalidUserState),
        (InvalidParameter, "Username should be either an email or a phone number.", AuthErrorReason.InvalidParameter),
        (InvalidParameter, "Invalid email address format.", AuthErrorReason.InvalidParameter),
        (InvalidParameter, "Invalid phone number format.", AuthErrorReason.InvalidParameter),
        (InvalidParameter, "Attributes did not conform to the schema: email: The attribute is required", AuthErrorReason.InvalidParameter),
        (InvalidParameter, "Missing required parameter USERNAME", AuthErrorReason.InvalidParameter),
        (InvalidParameter, "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must have length less than or equal to 128", AuthErrorReason.InvalidParameter),
        ("DeviceKeyExistsException", "Device already exists.", AuthErrorReason.InvalidParameter),
        ("UnsupportedTokenTypeException", "Unsupported token type", AuthErrorReason.InvalidParameter),
        ("SerializationException", "The request body is not a JSON object.", AuthErrorReason.InvalidParameter),
        ("ResourceNotFoundException", "Device does not exist.", AuthErrorReason.ResourceNotFound),
        ("ResourceNotFoundException", "User pool client 1abc does not exist.", AuthErrorReason.ResourceNotFound),
        ("ResourceNotFoundException", "User pool eu-west-1_A does not exist.", AuthErrorReason.ResourceNotFound),
        ("UnknownOperationException", "Unknown.", AuthErrorReason.ResourceNotFound),
        ("UserLambdaValidationException", "PreSignUp failed with error Already found an entry for username Google_1155.", AuthErrorReason.AlreadyLinked),
        ("UserLambdaValidationException", "PreSignUp failed with error Only staff may sign up.", AuthErrorReason.LambdaTrigger),
        ("UnexpectedLambdaException", "arn:aws:lambda:eu-west-1:1:function:f failed with error Socket timeout while invoking Lambda function.", AuthErrorReason.LambdaTrigger),
        ("InvalidLambdaResponseException", "Unrecognizable lambda output", AuthErrorReason.LambdaTrigger),
        ("MFAMethodNotFoundException", "MFA method EMAIL_OTP is not available for the user.", AuthErrorReason.FactorDisabled),
        ("SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool", AuthErrorReason.FactorDisabled),
        ("InvalidUserPoolConfigurationException", "Invalid configuration.", AuthErrorReason.AppClientMisconfigured),
        ("UnsupportedOperationException", "Token revocation is not enabled for this client.", AuthErrorReason.AppClientMisconfigured),
        ("UnsupportedOperationException", "Not supported.", AuthErrorReason.AppClientMisconfigured),
        ("OperationNotEnabledException", "Not enabled.", AuthErrorReason.AppClientMisconfigured),
        ("FeatureUnavailableInTierException", "Not in this tier.", AuthErrorReason.AppClientMisconfigured),
        ("WebAuthnNotEnabledException", "Not enabled.", AuthErrorReason.AppClientMisconfigured),
        ("WebAuthnConfigurationMissingException", "No relying party.", AuthErrorReason.AppClientMisconfigured),
        ("WebAuthnRelyingPartyMismatchException", "Another relying party.", AuthErrorReason.AppClientMisconfigured),
        ("WebAuthnOriginNotAllowedException", "Another origin.", AuthErrorReason.AppClientMisconfigured),
        ("WebAuthnClientMismatchException", "Another client.", AuthErrorReason.AppClientMisconfigured),
        ("WebAuthnChallengeNotFoundException", "No challenge.", AuthErrorReason.ExpiredCode),
        ("WebAuthnCredentialNotSupportedException", "Not supported.", AuthErrorReason.InvalidParameter),
        (NotAuthorized, "Unauthenticated access is not supported for this identity pool.", AuthErrorReason.GuestsNotAllowed),
        (NotAuthorized, "Token is inactive", AuthErrorReason.LoginRejected),
        (NotAuthorized, "Invalid login token. Token expired: 1600000000 >= 1600000001", AuthErrorReason.LoginRejected),
        (NotAuthorized, "Invalid login token. Couldn't verify signed token.", AuthErrorReason.LoginRejected),
        (NotAuthorized, "Invalid login token. Issuer doesn't match providerName", AuthErrorReason.LoginRejected),
        (NotAuthorized, "Logins don't match. Please include at least one valid login for this identity or identity pool.", AuthErrorReason.LoginRejected),
        (NotAuthorized, "Access to Identity 'eu-west-1:1' is forbidden.", AuthErrorReason.LoginRejected),
        (NotAuthorized, "Token is not from a supported provider of this identity pool.", AuthErrorReason.IdentityPoolMisconfigured),
        ("InvalidIdentityPoolConfigurationException", "Invalid identity pool configuration. Check assigned IAM roles for this pool.", AuthErrorReason.IdentityPoolMisconfigured),
        (InvalidParameter, "Basic (classic) flow is not enabled, please use enhanced flow.", AuthErrorReason.IdentityPoolMisconfigured),
        ("ResourceConflictException", "A login of this provider is linked already.", AuthErrorReason.LoginConflict),
        ("ResourceNotFoundException", "IdentityPool 'eu-west-1:1' not found.", AuthErrorReason.ResourceNotFound),
        ("ResourceNotFoundException", "Identity 'eu-west-1:1' not found.", AuthErrorReason.ResourceNotFound),
        ("ExternalServiceException", "The provider does not answer.", AuthErrorReason.ServiceFailure),
        ("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", AuthErrorReason.RoleRefused),
        ("InvalidIdentityToken", "No OpenIDConnect provider found in your account.", AuthErrorReason.LoginRejected),
        ("ExpiredTokenException", "Token expired", AuthErrorReason.LoginRejected),
        ("IDPRejectedClaim", "The claim was rejected.", AuthErrorReason.LoginRejected),
        ("IDPCommunicationError", "The provider cannot be reached.", AuthErrorReason.ServiceFailure),
        ("RegionDisabledException", "STS is not activated in this region.", AuthErrorReason.RoleRefused),
        ("ValidationError", "1 validation error detected", AuthErrorReason.InvalidParameter),
        ("Throttling", "Rate exceeded", AuthErrorReason.Throttled),
        ("access_denied", "Access denied.", AuthErrorReason.Cancelled),
        ("login_required", "Login required.", AuthErrorReason.SignInRequired),
        ("interaction_required", "Interaction required.", AuthErrorReason.SignInRequired),
        ("consent_required", "Consent required.", AuthErrorReason.SignInRequired),
        ("account_selection_required", "Account selection required.", AuthErrorReason.SignInRequired),
        ("invalid_request", "Already found an entry for username Google_1155", AuthErrorReason.AlreadyLinked),
        ("invalid_request", "PreSignUp failed with error Only staff may sign up.", AuthErrorReason.LambdaTrigger),
        ("invalid_request", "Invalid request.", AuthErrorReason.InvalidParameter),
        ("invalid_grant", "Invalid grant.", AuthErrorReason.SignInExpired),
        ("invalid_client", "Invalid client.", AuthErrorReason.AppClientMisconfigured),
        ("unauthorized_client", "Unauthorized client.", AuthErrorReason.AppClientMisconfigured),
        ("unsupported_response_type", "Unsupported response type.", AuthErrorReason.AppClientMisconfigured),
        ("unsupported_grant_type", "Unsupported grant type.", AuthErrorReason.AppClientMisconfigured),
        ("invalid_scope", "Invalid scope.", AuthErrorReason.AppClientMisconfigured),
        ("unsupported_token_type", "Unsupported token type.", AuthErrorReason.AppClientMisconfigured),
        ("server_error", "Server error.", AuthErrorReason.ServiceFailure),
        ("temporarily_unavailable", "Temporarily unavailable.", AuthErrorReason.ServiceFailure),
    ];

    private static IEnumerable<TestCaseData> Messages => _messages.Select(m => new TestCaseData(m.Code, m.Message, m.Reason));

    [TestCaseSource(nameof(Messages))]
    public async Task The_service_says(string code, string message, AuthErrorReason reason)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        using FaultHandle order = world.Cognito.Faults.Add(new Fault { Operation = "ResendConfirmationCode", Kind = FaultKind.ServiceError, ErrorCode = code, ErrorMessage = message });

        AuthError error = (await FailsAsync(world, world.NewAuth().ResendSignUpCodeAsync("ana"))).Error;

        ServiceErrorRow row = ServiceErrorTable.Rows.First(r => r.Fits(code, message));
        Assert.That((error.Reason, error.Code, error.Message, error.Operation), Is.EqualTo((reason, code, message, "ResendConfirmationCode")));
        Assert.That(error.RequestId, Is.Not.Empty);
        Assert.That(error.Suggestion, Is.EqualTo(row.Suggestion).And.Not.Empty);
        Assert.That(error.IsTransient, Is.EqualTo(row.IsTransient));
        Assert.That(error.MayHaveBeenApplied, Is.False, "the service has refused");
        Assert.That(world.Cognito.Requests.Count("ResendConfirmationCode"), Is.EqualTo(reason == AuthErrorReason.Throttled ? 3 : 1), "repeated where nothing was done, and only there");
    }

    [Test]
    public void Every_row_of_the_table_is_met()
    {
        IEnumerable<ServiceErrorRow> met = _messages.Select(m => ServiceErrorTable.Rows.First(r => r.Fits(m.Code, m.Message)));

        Assert.That(ServiceErrorTable.Rows.Except(met).Select(r => $"{r.Code} {r.Message}"), Is.Empty);
        TestContext.Out.WriteLine($"{_messages.Length} messages meet {ServiceErrorTable.Rows.Count} rows.");
    }

    [TestCase("UserLambdaValidationException", "PreSignUp failed with error Only staff may sign up.", "PreSignUp", "Only staff may sign up")]
    [TestCase("UserLambdaValidationException", "PreSignUp failed with error Only staff may sign up!.", "PreSignUp", "Only staff may sign up!")]
    [TestCase("UserLambdaValidationException", "CreateAuthChallenge failed with error First line\nfailed with error of its own..", "CreateAuthChallenge", "First line\nfailed with error of its own.")]
    [TestCase("UserLambdaValidationException", "PreSignUp failed with error .", "PreSignUp", null)]
    [TestCase("UserLambdaValidationException", "Something else altogether.", null, null)]
    [TestCase("UserLambdaValidationException", "It really failed with error 5.", null, null)]
    [TestCase("UnexpectedLambdaException", "arn:aws:lambda:eu-west-1:1:function:f failed with error Timed out.", "arn:aws:lambda:eu-west-1:1:function:f", "Timed out")]
    [TestCase("UnexpectedLambdaException", "PostConfirmation invocation failed due to error AccessDeniedException.", "PostConfirmation", "AccessDeniedException")]
    [TestCase("UnexpectedLambdaException", "PreSignUp invocation failed due to configuration.", "PreSignUp", "configuration")]
    [TestCase("InvalidLambdaResponseException", "Unrecognizable lambda output", null, null)]
    [TestCase("NotAuthorizedException", "PreSignUp failed with error Only staff may sign up.", null, null)]
    public async Task A_triggers_own_words_are_told_apart(string code, string message, string? trigger, string? text)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Cognito.Faults.Add(Fault.Error("SignUp", code, message));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.NewAuth().SignUpAsync("ben", AuthWorld.Password));

        Assert.That((error!.Error.Trigger, error.Error.TriggerMessage), Is.EqualTo((trigger, text)));
        Assert.That(error.Error.Message, Is.EqualTo(message));
    }

    [Test]
    public async Task A_code_nobody_knows_is_told_as_it_is()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Cognito.Faults.Add(Fault.Error("SignUp", "SomethingNewException", "Whatever it means."));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.NewAuth().SignUpAsync("ben", AuthWorld.Password));

        Assert.That((error!.Reason, error.Code, error.Error.Message), Is.EqualTo((AuthErrorReason.Unknown, "SomethingNewException", "Whatever it means.")));
    }

    /// <summary>Waits between attempts pass on the test's clock.</summary>
    private static async Task<AuthException> FailsAsync(AuthWorld world, Task call)
    {
        using var over = new CancellationTokenSource();
        while (!call.IsCompleted)
        {
            Task timer = world.Clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(1), over.Token);
            await Task.WhenAny(call, timer);
            if (!call.IsCompleted)
            {
                world.Clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        await over.CancelAsync();
        return Assert.ThrowsAsync<AuthException>(() => call)!;
    }
}
