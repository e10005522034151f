using System.Text.Json;
using Amplify.SignIn;

namespace Amplify.Mfa;

/// <summary>What the service calls the second factors.</summary>
internal static class MfaMethodNames
{
    public static string Of(MfaMethod method) => method switch
    {
        MfaMethod.Sms => "SMS_MFA",
        MfaMethod.Totp => "SOFTWARE_TOKEN_MFA",
        MfaMethod.Email => "EMAIL_OTP",
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "There is no such factor."),
    };

    /// <returns>The factor; null for a name this version does not know.</returns>
    public static MfaMethod? Find(string? name) => name switch
    {
        "SMS_MFA" => MfaMethod.Sms,
        "SOFTWARE_TOKEN_MFA" => MfaMethod.Totp,
        "EMAIL_OTP" => MfaMethod.Email,
        _ => null,
    };

    /// <summary>The factors of a list of names; unknown names and repetitions are left out.</summary>
    public static IReadOnlyList<MfaMethod> Known(IEnumerable<string?> names) => [.. names.Select(Find).OfType<MfaMethod>().Distinct()];

    /// <summary>Reads a challenge parameter that holds a JSON list of names.</summary>
    /// <returns>The factors this version knows; null when the parameter is missing or no such list.</returns>
    public static IReadOnlyList<MfaMethod>? Read(SignInStepState state, string parameter)
    {
        try
        {
            return state.Parameters.TryGetValue(parameter, out string? json) && JsonSerializer.Deserialize(json, ChallengeJson.Default.StringArray) is { } names
                ? Known(names)
                : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // The latter: half a surrogate pair.
            return null;
        }
    }

    /// <summary>Writes what <see cref="Read"/> reads.</summary>
    public static string Write(MfaMethod method) => JsonSerializer.Serialize([Of(method)], ChallengeJson.Default.StringArray);
}
