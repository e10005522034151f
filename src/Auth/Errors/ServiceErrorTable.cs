namespace Amplify.Errors;

/// <summary>
/// What the service's codes and messages mean: the one table that decides it, printed in docs/errors.md and tested row by row. The
/// first row that fits wins; the last row of a code takes any message.
/// </summary>
internal static class ServiceErrorTable
{
    private const string SetTheSecret = "Set AuthOptions.ClientSecret, or what AuthServices.ClientSecretProvider gives, to the app client's secret.";
    private const string EnableTheFlow = "Enable the flow in the app client's explicit auth flows, or choose another flow.";
    private const string FixTheRelyingParty = "Check the relying party id and the origins in the user pool's passkey settings.";
    private const string Later = "Try again shortly.";

    public static IReadOnlyList<ServiceErrorRow> Rows { get; } = [.. IdentityPools(), .. Refusals(), .. Users(), .. Passwords(), .. Codes(), .. Limits(), .. Parameters(), .. Triggers(), .. Settings(), .. Passkeys(), .. Roles(), .. OAuth()];

    private static IEnumerable<ServiceErrorRow> IdentityPools() =>
    [
        new("NotAuthorizedException", "Unauthenticated access is not supported", AuthErrorReason.GuestsNotAllowed, "Sign in first; or let the identity pool serve guests, or set AuthOptions.AllowGuestAccess to false."),
        new("NotAuthorizedException", "Token is inactive", AuthErrorReason.LoginRejected, "Sign in again: the user was signed out elsewhere, or deleted."),
        new("NotAuthorizedException", "Invalid login token", AuthErrorReason.LoginRejected, "Sign in again; check which issuer and audience the identity pool accepts if that does not help."),
        new("NotAuthorizedException", "Logins don't match", AuthErrorReason.LoginRejected, "The identity belongs to other logins: sign in with one of those."),
        new("NotAuthorizedException", "Access to Identity", AuthErrorReason.LoginRejected, "The identity belongs to other logins: sign in with one of those."),
        new("NotAuthorizedException", "supported provider", AuthErrorReason.IdentityPoolMisconfigured, "Add the user pool and app client, or the provider, to the identity pool's."),
        new("InvalidIdentityPoolConfigurationException", null, AuthErrorReason.IdentityPoolMisconfigured, "Check the identity pool's roles and their trust policies."),
        new("InvalidParameterException", "flow is not enabled", AuthErrorReason.IdentityPoolMisconfigured, "Let the identity pool allow the basic (classic) flow, or leave AuthOptions.AuthenticatedRoleArn and UnauthenticatedRoleArn out."),
        new("ResourceConflictException", null, AuthErrorReason.LoginConflict, "Sign in with the login alone: it has an identity of its own already."),
        new("ResourceNotFoundException", "IdentityPool '", AuthErrorReason.ResourceNotFound, "Check AuthOptions.IdentityPoolId and its region."),
        new("ResourceNotFoundException", "Identity '", AuthErrorReason.ResourceNotFound, "The identity was deleted: sign out and in again for a new one."),
        new("ExternalServiceException", null, AuthErrorReason.ServiceFailure, Later, transient: true),
    ];

    private static IEnumerable<ServiceErrorRow> Refusals() =>
    [
        new("NotAuthorizedException", "Incorrect username or password", AuthErrorReason.WrongCredentials, "Check user name and password."),
        new("NotAuthorizedException", "Password attempts exceeded", AuthErrorReason.TooManyAttempts, "Wait a while before the next attempt; every failure makes the wait longer."),
        new("NotAuthorizedException", "User is disabled", AuthErrorReason.UserDisabled, "An administrator must enable the user."),
        new("NotAuthorizedException", "Temporary password has expired", AuthErrorReason.InvalidUserState, "An administrator must invite the user again."),
        new("NotAuthorizedException", "Contact administrator to reset password", AuthErrorReason.InvalidUserState, "An administrator must reset the password."),
        new("NotAuthorizedException", "password cannot be reset in the current state", AuthErrorReason.InvalidUserState, "Sign in with the temporary password, or have an administrator invite the user again."),
        new("NotAuthorizedException", "Current status is CONFIRMED", AuthErrorReason.InvalidUserState, "The user is confirmed already: sign in."),
        new("NotAuthorizedException", "Current status is", AuthErrorReason.InvalidUserState, "Only sign-ups that wait for it are confirmed: sign in, or ask an administrator."),
        new("NotAuthorizedException", "Auto verification not turned on", AuthErrorReason.AppClientMisconfigured, "Let the user pool verify e-mail addresses or phone numbers."),
        new("NotAuthorizedException", "Invalid session for the user", AuthErrorReason.SignInExpired, "Start the sign-in again."),
        new("NotAuthorizedException", "Refresh Token", AuthErrorReason.RefreshTokenRejected, "Sign in again."),
        new("NotAuthorizedException", "Access Token does not have required scopes", AuthErrorReason.MissingScope, "Ask for the scope aws.cognito.signin.user.admin when signing in with a browser."),
        new("NotAuthorizedException", "Access Token", AuthErrorReason.AccessDenied, "Refresh the session, or sign in again."),
        new("NotAuthorizedException", "unauthorized attribute", AuthErrorReason.AppClientMisconfigured, "Let the app client write the attribute, or leave it out."),
        new("NotAuthorizedException", "secret hash", AuthErrorReason.AppClientMisconfigured, SetTheSecret),
        new("NotAuthorizedException", "SecretHash", AuthErrorReason.AppClientMisconfigured, SetTheSecret),
        new("NotAuthorizedException", "client secret", AuthErrorReason.AppClientMisconfigured, SetTheSecret),
        new("NotAuthorizedException", "secret but", AuthErrorReason.AppClientMisconfigured, SetTheSecret),
        new("NotAuthorizedException", null, AuthErrorReason.Unknown, "Read the message; report it with the request id if it says nothing to you."),
        new("RefreshTokenReuseException", null, AuthErrorReason.RefreshTokenRejected, "Sign in again."),
        new("UnauthorizedException", "secret", AuthErrorReason.AppClientMisconfigured, SetTheSecret),
        new("UnauthorizedException", null, AuthErrorReason.AppClientMisconfigured, "The token was issued to another app client: use that one."),
        new("ForbiddenException", null, AuthErrorReason.Forbidden, "A web application firewall refused the request: look at its rules."),
    ];

    private static IEnumerable<ServiceErrorRow> Users() =>
    [
        new("UserNotFoundException", null, AuthErrorReason.UserNotFound, "Check the user name, or sign up first."),
        new("UserNotConfirmedException", null, AuthErrorReason.UserNotConfirmed, "Confirm the sign-up with the code that was sent."),
        new("PasswordResetRequiredException", null, AuthErrorReason.PasswordResetRequired, "Reset the password."),
        new("UsernameExistsException", null, AuthErrorReason.UsernameExists, "Sign in, or choose another user name."),
        new("AliasExistsException", null, AuthErrorReason.AliasExists, "The address or number belongs to another user: sign in as that user, or give another one."),
    ];

    private static IEnumerable<ServiceErrorRow> Passwords() =>
    [
        new("InvalidPasswordException", null, AuthErrorReason.InvalidPassword, "Choose a password that fits the policy."),
        new("PasswordHistoryPolicyViolationException", null, AuthErrorReason.InvalidPassword, "Choose a password that was not used before."),
    ];

    private static IEnumerable<ServiceErrorRow> Codes() =>
    [
        new("CodeMismatchException", "Invalid session", AuthErrorReason.SignInExpired, "Start the sign-in again."),
        new("CodeMismatchException", null, AuthErrorReason.WrongCode, "Check the code, or ask for a new one."),
        new("EnableSoftwareTokenMFAException", null, AuthErrorReason.WrongCode, "Check the code and the clock of the authenticator."),
        new("ExpiredCodeException", "software token", AuthErrorReason.ExpiredCode, "Wait for the authenticator's next code."),
        new("ExpiredCodeException", null, AuthErrorReason.ExpiredCode, "Ask for a new code."),
        new("CodeDeliveryFailureException", null, AuthErrorReason.CodeDeliveryFailed, "Check the address or number, and the pool's e-mail and SMS settings."),
        new("InvalidEmailRoleAccessPolicyException", null, AuthErrorReason.CodeDeliveryFailed, "Check the pool's permission to send e-mail."),
        new("InvalidSmsRoleAccessPolicyException", null, AuthErrorReason.CodeDeliveryFailed, "Check the pool's permission to send text messages."),
        new("InvalidSmsRoleTrustRelationshipException", null, AuthErrorReason.CodeDeliveryFailed, "Check the pool's role for text messages."),
    ];

    private static IEnumerable<ServiceErrorRow> Limits() =>
    [
        new("LimitExceededException", null, AuthErrorReason.TooManyAttempts, "Wait a while before the next attempt."),
        new("TooManyFailedAttemptsException", null, AuthErrorReason.TooManyAttempts, "Wait a while before the next attempt."),
        new("TooManyRequestsException", null, AuthErrorReason.Throttled, Later, transient: true),
        new("ThrottlingException", null, AuthErrorReason.Throttled, Later, transient: true),
        new("ConcurrentModificationException", null, AuthErrorReason.ServiceFailure, Later, transient: true),
        new("InternalErrorException", null, AuthErrorReason.ServiceFailure, Later, transient: true),
    ];

    private static IEnumerable<ServiceErrorRow> Parameters() =>
    [
        new("InvalidParameterException", "flow not enabled for this client", AuthErrorReason.AppClientMisconfigured, EnableTheFlow),
        new("InvalidParameterException", "Initiate Auth method not supported", AuthErrorReason.AppClientMisconfigured, EnableTheFlow),
        new("InvalidParameterException", "Custom auth lambda trigger", AuthErrorReason.AppClientMisconfigured, "Give the user pool the triggers of custom sign-ins: DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse."),
        new("InvalidParameterException", "User is already confirmed", AuthErrorReason.InvalidUserState, "The user is confirmed already: sign in."),
        new("InvalidParameterException", "no registered/verified email or phone_number", AuthErrorReason.InvalidUserState, "An administrator must reset the password: the user has no verified address or number to send a code to."),
        new("InvalidParameterException", "software token mfa", AuthErrorReason.InvalidUserState, "Set the authenticator app up first: IAuth.Mfa.SetUpTotpAsync, then VerifyTotpAsync with its code."),
        new("InvalidParameterException", "delivery config", AuthErrorReason.InvalidUserState, "Give the user a phone number or e-mail address first, and verify it."),
        new("InvalidParameterException", "Username should be", AuthErrorReason.InvalidParameter, "Give the user name in the form the pool asks for."),
        new("InvalidParameterException", "Invalid email address format", AuthErrorReason.InvalidParameter, "Check the e-mail address."),
        new("InvalidParameterException", "Invalid phone number format", AuthErrorReason.InvalidParameter, "Give the phone number with a plus sign, the country code and digits only."),
        new("InvalidParameterException", "did not conform to the schema", AuthErrorReason.InvalidParameter, "Check the attribute that the message names against the pool's attributes."),
        new("InvalidParameterException", null, AuthErrorReason.InvalidParameter, "Check the value that the message names."),
        new("DeviceKeyExistsException", null, AuthErrorReason.InvalidParameter, "The device is registered already."),
        new("UnsupportedTokenTypeException", null, AuthErrorReason.InvalidParameter, "Only refresh tokens can be revoked."),
        new("SerializationException", null, AuthErrorReason.InvalidParameter, "Look for a proxy on the way that changes requests."),
        new("ResourceNotFoundException", "Device does not exist", AuthErrorReason.ResourceNotFound, "The user pool has forgotten the device."),
        new("ResourceNotFoundException", null, AuthErrorReason.ResourceNotFound, "Check what the message names; for the user pool and the app client: UserPoolId, UserPoolClientId and Region."),
        new("UnknownOperationException", null, AuthErrorReason.ResourceNotFound, "The service at this endpoint does not know the operation: check AuthOptions.Endpoints."),
    ];

    private static IEnumerable<ServiceErrorRow> Triggers() =>
    [
        new("UserLambdaValidationException", "Already found an entry for username", AuthErrorReason.AlreadyLinked, "Sign in again: the accounts are linked by now, or the other account belongs to another user."),
        new("UserLambdaValidationException", null, AuthErrorReason.LambdaTrigger, "Show AuthError.TriggerMessage: the trigger says it to the user."),
        new("UnexpectedLambdaException", null, AuthErrorReason.LambdaTrigger, "Look at the trigger's log."),
        new("InvalidLambdaResponseException", null, AuthErrorReason.LambdaTrigger, "Look at the trigger's answer."),
    ];

    private static IEnumerable<ServiceErrorRow> Settings() =>
    [
        new("MFAMethodNotFoundException", null, AuthErrorReason.FactorDisabled, "Choose a second factor that the user has set up and the pool offers."),
        new("SoftwareTokenMFANotFoundException", null, AuthErrorReason.FactorDisabled, "Let the user pool offer authenticator apps as a second factor."),
        new("InvalidUserPoolConfigurationException", null, AuthErrorReason.AppClientMisconfigured, "Check the user pool's settings."),
        new("UnsupportedOperationException", "revocation", AuthErrorReason.AppClientMisconfigured, "Enable token revocation for the app client."),
        new("UnsupportedOperationException", null, AuthErrorReason.AppClientMisconfigured, "The pool or app client does not support this: check its settings."),
        new("OperationNotEnabledException", null, AuthErrorReason.AppClientMisconfigured, "The pool or app client does not support this: check its settings."),
        new("FeatureUnavailableInTierException", null, AuthErrorReason.AppClientMisconfigured, "The pool's feature plan does not include this."),
    ];

    /// <summary>The Security Token Service has codes of its own.</summary>
    private static IEnumerable<ServiceErrorRow> Roles() =>
    [
        new("AccessDenied", null, AuthErrorReason.RoleRefused, "Let the role's trust policy trust the identity pool (aud) and this kind of identity (amr)."),
        new("InvalidIdentityToken", null, AuthErrorReason.LoginRejected, "Check that role and identity pool are of one account and partition."),
        new("ExpiredTokenException", null, AuthErrorReason.LoginRejected, "Try again: the identity pool's token ended on its way."),
        new("IDPRejectedClaim", null, AuthErrorReason.LoginRejected, "Sign in again."),
        new("IDPCommunicationError", null, AuthErrorReason.ServiceFailure, Later, transient: true),
        new("RegionDisabledException", null, AuthErrorReason.RoleRefused, "Activate the Security Token Service in the identity pool's region."),
        new("ValidationError", null, AuthErrorReason.InvalidParameter, "Check the value that the message names."),
        new("Throttling", null, AuthErrorReason.Throttled, Later, transient: true),
    ];

    /// <summary>The sign-in pages and the token endpoint (RFC 6749 §4.1.2.1, §5.2; OpenID Connect Core §3.1.2.6).</summary>
    private static IEnumerable<ServiceErrorRow> OAuth() =>
    [
        new("access_denied", null, AuthErrorReason.Cancelled, "Sign in again."),
        new("login_required", null, AuthErrorReason.SignInRequired, "Sign in without BrowserPrompt.None: the page has to ask."),
        new("interaction_required", null, AuthErrorReason.SignInRequired, "Sign in without BrowserPrompt.None: the page has to ask."),
        new("consent_required", null, AuthErrorReason.SignInRequired, "Sign in without BrowserPrompt.None: the page has to ask."),
        new("account_selection_required", null, AuthErrorReason.SignInRequired, "Sign in without BrowserPrompt.None: the page has to ask."),
        new("invalid_request", "Already found an entry for username", AuthErrorReason.AlreadyLinked, "Sign in again: the accounts are linked by now, or the other account belongs to another user."),
        new("invalid_request", "failed with error", AuthErrorReason.LambdaTrigger, "Show AuthError.TriggerMessage: the trigger says it to the user."),
        new("invalid_request", null, AuthErrorReason.InvalidParameter, "Check redirect URIs, provider and prompt against the app client's settings."),
        new("invalid_grant", null, AuthErrorReason.SignInExpired, "Start the sign-in again."),
        new("invalid_client", null, AuthErrorReason.AppClientMisconfigured, SetTheSecret),
        new("unauthorized_client", null, AuthErrorReason.AppClientMisconfigured, "Let the app client use the authorization code grant."),
        new("unsupported_response_type", null, AuthErrorReason.AppClientMisconfigured, "Let the app client use the authorization code grant."),
        new("unsupported_grant_type", null, AuthErrorReason.AppClientMisconfigured, "Let the app client use the authorization code grant."),
        new("invalid_scope", null, AuthErrorReason.AppClientMisconfigured, "Let the app client use the scopes that are asked for, or ask for fewer."),
        new("unsupported_token_type", null, AuthErrorReason.AppClientMisconfigured, "Enable token revocation for the app client."),
        new("server_error", null, AuthErrorReason.ServiceFailure, Later, transient: true),
        new("temporarily_unavailable", null, AuthErrorReason.ServiceFailure, Later, transient: true),
    ];

    private static IEnumerable<ServiceErrorRow> Passkeys() =>
    [
        new("WebAuthnNotEnabledException", null, AuthErrorReason.AppClientMisconfigured, "Let the user pool accept passkeys."),
        new("WebAuthnConfigurationMissingException", null, AuthErrorReason.AppClientMisconfigured, FixTheRelyingParty),
        new("WebAuthnRelyingPartyMismatchException", null, AuthErrorReason.AppClientMisconfigured, FixTheRelyingParty),
        new("WebAuthnOriginNotAllowedException", null, AuthErrorReason.AppClientMisconfigured, FixTheRelyingParty),
        new("WebAuthnClientMismatchException", null, AuthErrorReason.AppClientMisconfigured, "Finish the registration with the app client it was begun with."),
        new("WebAuthnChallengeNotFoundException", null, AuthErrorReason.ExpiredCode, "Begin the registration of the passkey again."),
        new("WebAuthnCredentialNotSupportedException", null, AuthErrorReason.InvalidParameter, "Use another kind of passkey."),
    ];
}
