namespace Amplify.Emulator;

/// <summary>The errors that the services' models name for each operation of users and identities, so that a table test can order every one of them.</summary>
public static class ModelledErrors
{
    private static readonly string[] Every = ["InvalidParameter", "InternalError", "Forbidden", "OperationNotEnabled"];
    private static readonly string[] Client = [.. Every, "NotAuthorized", "ResourceNotFound", "TooManyRequests"];
    private static readonly string[] Account = [.. Client, "PasswordResetRequired", "UserNotConfirmed", "UserNotFound"];
    private static readonly string[] Lambda = ["InvalidLambdaResponse", "UnexpectedLambda", "UserLambdaValidation"];
    private static readonly string[] Roles = ["InvalidEmailRoleAccessPolicy", "InvalidSmsRoleAccessPolicy", "InvalidSmsRoleTrustRelationship"];
    private static readonly string[] Sending = [.. Lambda, .. Roles, "CodeDeliveryFailure"];
    private static readonly string[] Codes = ["CodeMismatch", "ExpiredCode"];
    private static readonly string[] NewPassword = ["InvalidPassword", "PasswordHistoryPolicyViolation"];

    private static readonly string[] Devices = [.. Account, "InvalidUserPoolConfiguration"];
    private static readonly string[] Passkeys = [.. Every, "NotAuthorized", "TooManyRequests", "LimitExceeded", "PasswordResetRequired"];

    private static readonly Dictionary<string, IReadOnlyList<string>> Table = new(StringComparer.Ordinal)
    {
        ["AssociateSoftwareToken"] = Full(Without(Client, "TooManyRequests"), "ConcurrentModification", "SoftwareTokenMFANotFound"),
        ["ChangePassword"] = Full(Account, [.. NewPassword, "LimitExceeded"]),
        ["CompleteWebAuthnRegistration"] = Full(
            Passkeys,
            "WebAuthnChallengeNotFound", "WebAuthnClientMismatch", "WebAuthnCredentialNotSupported", "WebAuthnNotEnabled", "WebAuthnOriginNotAllowed", "WebAuthnRelyingPartyMismatch"),
        ["ConfirmDevice"] = Full(Devices, "DeviceKeyExists", "InvalidLambdaResponse", "InvalidPassword", "UsernameExists"),
        ["ConfirmForgotPassword"] = Full(Client, [.. Codes, .. Lambda, .. NewPassword, "LimitExceeded", "TooManyFailedAttempts", "UserNotConfirmed", "UserNotFound"]),
        ["ConfirmSignUp"] = Full(Client, [.. Codes, .. Lambda, "AliasExists", "LimitExceeded", "TooManyFailedAttempts", "UserNotFound"]),
        ["DeleteUser"] = Full(Account),
        ["DeleteUserAttributes"] = Full(Account),
        ["DeleteWebAuthnCredential"] = Full(Passkeys, "ResourceNotFound"),
        ["ForgetDevice"] = Full(Devices),
        ["ForgotPassword"] = Full(Client, [.. Sending, "LimitExceeded", "UserNotFound"]),
        ["GetDevice"] = Full(Devices),
        ["GetTokensFromRefreshToken"] = Full(Client, [.. Lambda, "RefreshTokenReuse", "UserNotFound"]),
        ["GetUser"] = Full(Account),
        ["GetUserAttributeVerificationCode"] = Full(Account, [.. Sending, "LimitExceeded"]),
        ["GetUserAuthFactors"] = Full(Account),
        ["GlobalSignOut"] = Full(Client, "PasswordResetRequired", "UserNotConfirmed"),
        ["InitiateAuth"] = Full(Account, [.. Lambda, .. Roles, "FeatureUnavailableInTier", "InvalidUserPoolConfiguration", "UnsupportedOperation"]),
        ["ListDevices"] = Full(Devices),
        ["ListWebAuthnCredentials"] = Full(Passkeys),
        ["ResendConfirmationCode"] = Full(Client, [.. Sending, "LimitExceeded", "UserNotFound"]),
        ["RespondToAuthChallenge"] = Full(
            Account, [.. Lambda, .. Roles, .. Codes, .. NewPassword, "AliasExists", "InvalidUserPoolConfiguration", "MFAMethodNotFound", "SoftwareTokenMFANotFound"]),
        ["RevokeToken"] = Full(Every, "TooManyRequests", "Unauthorized", "UnsupportedOperation", "UnsupportedTokenType"),
        ["SetUserMFAPreference"] = Full(Without(Account, "TooManyRequests")),
        ["SignUp"] = Full(Client, [.. Sending, "InvalidPassword", "LimitExceeded", "UsernameExists"]),
        ["StartWebAuthnRegistration"] = Full(Passkeys, "WebAuthnConfigurationMissing", "WebAuthnNotEnabled"),
        ["UpdateDeviceStatus"] = Full(Devices),
        ["UpdateUserAttributes"] = Full(Account, [.. Sending, .. Codes, "AliasExists"]),
        ["VerifySoftwareToken"] = Full(Account, "CodeMismatch", "EnableSoftwareTokenMFA", "InvalidUserPoolConfiguration", "SoftwareTokenMFANotFound"),
        ["VerifyUserAttribute"] = Full(Account, [.. Codes, "AliasExists", "LimitExceeded"]),
    };

    private static readonly string[] Identity = ["InternalError", "InvalidParameter", "NotAuthorized", "ResourceConflict", "ResourceNotFound", "TooManyRequests"];

    private static readonly Dictionary<string, IReadOnlyList<string>> IdentityTable = new(StringComparer.Ordinal)
    {
        ["GetId"] = Full(Identity, "LimitExceeded"),
        ["GetCredentialsForIdentity"] = Full(Identity, "InvalidIdentityPoolConfiguration"),
        ["GetOpenIdToken"] = Full(Identity),
        ["UnlinkIdentity"] = Full(Identity),
    };

    /// <summary>The operations of identities (of identity pools, called unsigned), with the codes each can answer.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ByIdentityOperation => IdentityTable;

    /// <summary>The operations of users that the emulator has, with the codes each can answer, for example <c>NotAuthorizedException</c>.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ByOperation => Table;

    /// <summary>The HTTP status an error travels with: 500 for the service's own failures, else 400.</summary>
    /// <param name="code">The error's code.</param>
    /// <returns>The status.</returns>
    public static int StatusOf(string code) => code == "InternalErrorException" ? 500 : 400;

    private static string[] Without(string[] errors, string one) => [.. errors.Where(error => error != one)];

    private static IReadOnlyList<string> Full(string[] errors, params string[] more) => [.. errors.Concat(more).Select(error => $"{error}Exception")];
}
