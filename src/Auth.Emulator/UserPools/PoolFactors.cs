namespace Amplify.Emulator;

/// <summary>What SetUserPoolMfaConfig can change of a pool: its second factors and its passkeys. Guarded by the pool's gate.</summary>
internal sealed class PoolFactors(UserPoolSettings settings)
{
    public MfaMode Mfa { get; set; } = settings.Mfa;

    public MfaFactors Allowed { get; set; } = settings.MfaFactors;

    public WebAuthnConfiguration WebAuthn { get; set; } = settings.WebAuthnConfiguration;

    public bool Allows(string factor) => Mfa != MfaMode.Off && Allowed.HasFlag(factor switch
    {
        UserMfa.Sms => MfaFactors.Sms,
        UserMfa.Email => MfaFactors.Email,
        _ => MfaFactors.Totp,
    });

    /// <exception cref="ServiceException">The pool does not allow authenticator apps.</exception>
    public void CheckSoftwareToken()
    {
        if (!Allows(UserMfa.SoftwareToken))
        {
            throw NoSoftwareToken();
        }
    }

    public static ServiceException NoSoftwareToken() => new("SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool");
}
