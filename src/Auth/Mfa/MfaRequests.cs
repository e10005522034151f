using Amplify.CognitoIdentityProvider.Model;

namespace Amplify.Mfa;

/// <summary>Preferences as SetUserMFAPreference takes them.</summary>
internal static class MfaRequests
{
    /// <exception cref="ArgumentException">It changes nothing, prefers more than one factor, or holds a value that means nothing.</exception>
    public static void Check(MfaPreferenceUpdate update)
    {
        (MfaMethod Method, MfaPreference Preference)[] changes = [.. Changes(update)];
        if (changes.Length == 0)
        {
            throw new ArgumentException("It changes no factor.", nameof(update));
        }

        foreach ((MfaMethod method, MfaPreference preference) in changes)
        {
            if (!Enum.IsDefined(preference))
            {
                throw new ArgumentException($"MfaPreferenceUpdate.{method} is {preference:D}, which means nothing.", nameof(update));
            }
        }

        if (changes.Count(c => c.Preference == MfaPreference.Preferred) > 1)
        {
            throw new ArgumentException("At most one factor can be the preferred one.", nameof(update));
        }
    }

    public static IEnumerable<(MfaMethod Method, MfaPreference Preference)> Changes(MfaPreferenceUpdate update)
    {
        if (update.Sms is { } sms)
        {
            yield return (MfaMethod.Sms, sms);
        }

        if (update.Totp is { } totp)
        {
            yield return (MfaMethod.Totp, totp);
        }

        if (update.Email is { } email)
        {
            yield return (MfaMethod.Email, email);
        }
    }

    public static SetUserMFAPreferenceRequest ToRequest(MfaPreferenceUpdate update, string accessToken)
    {
        var request = new SetUserMFAPreferenceRequest { AccessToken = accessToken };
        if (update.Sms is { } sms)
        {
            request.SMSMfaSettings = new SMSMfaSettingsType { Enabled = IsEnabled(sms), PreferredMfa = IsPreferred(sms) };
        }

        if (update.Totp is { } totp)
        {
            request.SoftwareTokenMfaSettings = new SoftwareTokenMfaSettingsType { Enabled = IsEnabled(totp), PreferredMfa = IsPreferred(totp) };
        }

        if (update.Email is { } email)
        {
            request.EmailMfaSettings = new EmailMfaSettingsType { Enabled = IsEnabled(email), PreferredMfa = IsPreferred(email) };
        }

        return request;
    }

    private static bool IsEnabled(MfaPreference preference) => preference != MfaPreference.Disabled;

    /// <summary>Null is not sent, and leaves it to the service.</summary>
    private static bool? IsPreferred(MfaPreference preference) => preference switch
    {
        MfaPreference.Preferred => true,
        MfaPreference.NotPreferred => false,
        _ => null,
    };
}
