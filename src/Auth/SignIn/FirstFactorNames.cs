namespace Amplify.SignIn;

/// <summary>What the service calls the first factors.</summary>
internal static class FirstFactorNames
{
    public static string Of(FirstFactor factor) => factor switch
    {
        FirstFactor.Password => "PASSWORD",
        FirstFactor.PasswordSrp => "PASSWORD_SRP",
        FirstFactor.EmailOtp => "EMAIL_OTP",
        FirstFactor.SmsOtp => "SMS_OTP",
        FirstFactor.WebAuthn => "WEB_AUTHN",
        _ => throw new ArgumentOutOfRangeException(nameof(factor), factor, "There is no such factor."),
    };

    /// <returns>The factor; null for a name this version does not know.</returns>
    public static FirstFactor? Find(string? name) => name switch
    {
        "PASSWORD" => FirstFactor.Password,
        "PASSWORD_SRP" => FirstFactor.PasswordSrp,
        "EMAIL_OTP" => FirstFactor.EmailOtp,
        "SMS_OTP" => FirstFactor.SmsOtp,
        "WEB_AUTHN" => FirstFactor.WebAuthn,
        _ => null,
    };

    /// <summary>The factors of a list of names; unknown names and repetitions are left out.</summary>
    public static IReadOnlyList<FirstFactor> Known(IEnumerable<string?> names) => [.. names.Select(Find).OfType<FirstFactor>().Distinct()];

    public static bool IsPassword(FirstFactor? factor) => factor is FirstFactor.Password or FirstFactor.PasswordSrp;
}
