namespace Amplify.Emulator;

/// <summary>The members that many operations share, with the constraints of the service model.</summary>
internal static class Members
{
    private const string TokenPattern = "[A-Za-z0-9-_=.]+";

    public static readonly Member ClientId = new("ClientId") { IsRequired = true, MinLength = 1, MaxLength = 128, Pattern = "[\\w+]+" };

    public static readonly Member ClientSecret = new("ClientSecret") { MinLength = 24, MaxLength = 64, Pattern = "[\\w+]+" };

    public static readonly Member SecretHash = new("SecretHash") { MinLength = 1, MaxLength = 128, Pattern = "[\\w+=/]+" };

    public static readonly Member Username = new("Username") { IsRequired = true, MinLength = 1, MaxLength = 128, Pattern = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" };

    public static readonly Member Password = new("Password") { IsRequired = true, MaxLength = 256, Pattern = "[\\S]+" };

    public static readonly Member SignUpPassword = new("Password") { MaxLength = 256, Pattern = "[\\S]+" };

    public static readonly Member TemporaryPassword = new("TemporaryPassword") { MaxLength = 256, Pattern = "[\\S]+" };

    public static readonly Member PreviousPassword = new("PreviousPassword") { IsRequired = true, MaxLength = 256, Pattern = "[\\S]+" };

    public static readonly Member ProposedPassword = new("ProposedPassword") { IsRequired = true, MaxLength = 256, Pattern = "[\\S]+" };

    public static readonly Member AttributeName = new("AttributeName") { IsRequired = true, MinLength = 1, MaxLength = 32, Pattern = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" };

    public static readonly Member Code = new("Code") { IsRequired = true, MinLength = 1, MaxLength = 2048, Pattern = "[\\S]+" };

    public static readonly Member ConfirmationCode = new("ConfirmationCode") { IsRequired = true, MinLength = 1, MaxLength = 2048, Pattern = "[\\S]+" };

    public static readonly Member Session = new("Session") { MinLength = 20, MaxLength = 2048 };

    public static readonly Member AccessToken = new("AccessToken") { IsRequired = true, Pattern = TokenPattern };

    public static readonly Member OptionalAccessToken = new("AccessToken") { Pattern = TokenPattern };

    public static readonly Member UserCode = new("UserCode") { IsRequired = true, MinLength = 6, MaxLength = 6, Pattern = "[0-9]+" };

    public static readonly Member RefreshToken = new("RefreshToken") { IsRequired = true, Pattern = TokenPattern };

    public static readonly Member Token = new("Token") { IsRequired = true, Pattern = TokenPattern };

    public static readonly Member DeviceKey = new("DeviceKey") { MinLength = 1, MaxLength = 55, Pattern = "[\\w-]+_[0-9a-f-]+" };

    public static readonly Member RequiredDeviceKey = new("DeviceKey") { IsRequired = true, MinLength = 1, MaxLength = 55, Pattern = DeviceKey.Pattern };

    public static readonly Member UserPoolId = new("UserPoolId") { IsRequired = true, MinLength = 1, MaxLength = 55, Pattern = "[\\w-]+_[0-9a-zA-Z]+" };

    public static readonly Member IdentityPoolId = new("IdentityPoolId") { IsRequired = true, MinLength = 1, MaxLength = 55, Pattern = "[\\w-]+:[0-9a-f-]+" };

    public static readonly Member IdentityId = new("IdentityId") { IsRequired = true, MinLength = 1, MaxLength = 55, Pattern = "[\\w-]+:[0-9a-f-]+" };

    public static readonly Member AccountId = new("AccountId") { MinLength = 1, MaxLength = 15, Pattern = "\\d+" };

    public static readonly Member CustomRoleArn = new("CustomRoleArn") { MinLength = 20, MaxLength = 2048 };

    /// <summary>A list or structure that must be there.</summary>
    public static Member Given(string name) => new(name) { IsRequired = true };

    public static readonly Member AuthFlow = new("AuthFlow")
    {
        IsRequired = true,
        Values =
        [
            "USER_SRP_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", "CUSTOM_AUTH", "ADMIN_NO_SRP_AUTH", "USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "USER_AUTH",
        ],
    };

    public static readonly Member ChallengeName = new("ChallengeName")
    {
        IsRequired = true,
        Values =
        [
            "SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA", "SELECT_MFA_TYPE", "MFA_SETUP", "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE", "SELECT_CHALLENGE", "DEVICE_SRP_AUTH",
            "DEVICE_PASSWORD_VERIFIER", "ADMIN_NO_SRP_AUTH", "NEW_PASSWORD_REQUIRED", "SMS_OTP", "PASSWORD", "WEB_AUTHN", "PASSWORD_SRP",
        ],
    };
}
