namespace Amplify.Samples;

/// <summary>What people call it.</summary>
internal static class Names
{
    public static string Of(FirstFactor factor) => factor switch
    {
        FirstFactor.Password or FirstFactor.PasswordSrp => "Password",
        FirstFactor.EmailOtp => "Code by e-mail",
        FirstFactor.SmsOtp => "Code by text message",
        FirstFactor.WebAuthn => "Passkey",
        _ => factor.ToString(),
    };

    public static string Of(MfaMethod method) => method switch
    {
        MfaMethod.Totp => "Authenticator app",
        MfaMethod.Email => "Code by e-mail",
        MfaMethod.Sms => "Code by text message",
        _ => method.ToString(),
    };

    public static string Of(IdentityProvider provider) => provider.Name switch
    {
        "LoginWithAmazon" => "Amazon",
        "SignInWithApple" => "Apple",
        _ => provider.Name,
    };
}
