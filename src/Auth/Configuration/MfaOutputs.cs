using System.Text.Json;

namespace Amplify.Configuration;

/// <summary>
/// What <c>amplify_outputs.json</c> says of second factors. Both keys may be missing, and words of later schemas are no fault:
/// then it is not known what the pool does, and the service is left to say.
/// </summary>
internal static class MfaOutputs
{
    public static MfaRequirement? ReadRequirement(JsonElement auth, string source, List<string> faults)
    {
        const string Key = "mfa_configuration";
        if (!auth.TryGetProperty(Key, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            faults.Add($"'{Key}' in '{source}' is not a text.");
            return null;
        }

        return value switch
        {
            _ when value.ValueEquals("NONE") => MfaRequirement.None,
            _ when value.ValueEquals("OPTIONAL") => MfaRequirement.Optional,
            _ when value.ValueEquals("REQUIRED") => MfaRequirement.Required,
            _ => null,
        };
    }

    public static IReadOnlyList<MfaMethod>? ReadMethods(JsonElement auth, string source, List<string> faults)
    {
        const string Key = "mfa_methods";
        if (!auth.TryGetProperty(Key, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.String))
        {
            faults.Add($"'{Key}' in '{source}' is not a list of texts.");
            return null;
        }

        // A list of nothing, or of words of the future only, tells nothing; that there are no factors is told by the other key.
        MfaMethod[] methods = [.. value.EnumerateArray().Select(Method).OfType<MfaMethod>().Distinct()];
        return methods is [] ? null : methods;
    }

    private static MfaMethod? Method(JsonElement name) => name switch
    {
        _ when name.ValueEquals("SMS") => MfaMethod.Sms,
        _ when name.ValueEquals("TOTP") => MfaMethod.Totp,
        _ when name.ValueEquals("EMAIL") => MfaMethod.Email,
        _ => null,
    };
}
