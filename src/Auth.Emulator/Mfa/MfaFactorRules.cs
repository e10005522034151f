namespace Amplify.Emulator;

/// <summary>Which second factors a pool allows.</summary>
internal static class MfaFactorRules
{
    public static bool Allows(UserPoolSettings settings, string factor) => settings.Mfa != MfaMode.Off && settings.MfaFactors.HasFlag(FlagOf(factor));

    /// <exception cref="ServiceException">The pool does not allow authenticator apps.</exception>
    public static void CheckSoftwareToken(UserPoolSettings settings)
    {
        if (!Allows(settings, UserMfa.SoftwareToken))
        {
            throw NoSoftwareToken();
        }
    }

    public static ServiceException NoSoftwareToken() => new("SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool");

    private static MfaFactors FlagOf(string factor) => factor switch
    {
        UserMfa.Sms => MfaFactors.Sms,
        UserMfa.Email => MfaFactors.Email,
        _ => MfaFactors.Totp,
    };
}
