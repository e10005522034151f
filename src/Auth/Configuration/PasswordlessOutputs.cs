using System.Text.Json;

namespace Amplify.Configuration;

/// <summary>
/// What <c>amplify_outputs.json</c> says of first factors (<c>passwordless</c>, schema 1.4). Without the section it is not known what the
/// pool offers, and the service is left to say; passwords are always offered.
/// </summary>
internal static class PasswordlessOutputs
{
    private const string Section = "passwordless";

    public static void Read(JsonElement auth, AuthOptions options, string source, List<string> faults)
    {
        if (!auth.TryGetProperty(Section, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"'{Section}' in '{source}' is not a section (a JSON object).");
            return;
        }

        List<FirstFactor> factors = [FirstFactor.Password, FirstFactor.PasswordSrp];
        Add(FirstFactor.EmailOtp, IsTrue("email_otp_enabled"));
        Add(FirstFactor.SmsOtp, IsTrue("sms_otp_enabled"));
        Add(FirstFactor.WebAuthn, value.TryGetProperty("web_authn", out JsonElement passkeys) && passkeys.ValueKind == JsonValueKind.Object);
        options.FirstFactors = factors;
        options.PreferredChallenge = Preferred(value, factors);

        void Add(FirstFactor factor, bool isOffered)
        {
            if (isOffered)
            {
                factors.Add(factor);
            }
        }

        bool IsTrue(string key)
        {
            if (!value.TryGetProperty(key, out JsonElement flag) || flag.ValueKind is JsonValueKind.Null or JsonValueKind.False)
            {
                return false;
            }

            if (flag.ValueKind != JsonValueKind.True)
            {
                faults.Add($"'{key}' in '{source}' is neither true nor false.");
            }

            return true;
        }
    }

    /// <summary>The backend's preference; none where it is a word of the future, or something the same section does not offer.</summary>
    private static FirstFactor? Preferred(JsonElement section, List<FirstFactor> offered) => section.TryGetProperty("preferred_challenge", out JsonElement name)
        ? name switch
        {
            { ValueKind: not JsonValueKind.String } => null,
            _ when name.ValueEquals("EMAIL_OTP") => IfOffered(FirstFactor.EmailOtp, offered),
            _ when name.ValueEquals("SMS_OTP") => IfOffered(FirstFactor.SmsOtp, offered),
            _ when name.ValueEquals("WEB_AUTHN") => IfOffered(FirstFactor.WebAuthn, offered),
            _ when name.ValueEquals("PASSWORD") => FirstFactor.Password,
            _ when name.ValueEquals("PASSWORD_SRP") => FirstFactor.PasswordSrp,
            _ => null,
        }
        : null;

    private static FirstFactor? IfOffered(FirstFactor factor, List<FirstFactor> offered) => offered.Contains(factor) ? factor : null;
}
