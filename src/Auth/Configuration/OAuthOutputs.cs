using System.Text.Json;

namespace Amplify.Configuration;

/// <summary>What <c>amplify_outputs.json</c> says of the sign-in pages (<c>oauth</c>, schema 1). Its response type is not looked at: code with PKCE is the only one there is here.</summary>
internal static class OAuthOutputs
{
    private const string Section = "oauth";

    public static OAuthOptions? Read(JsonElement auth, string source, List<string> faults)
    {
        if (!auth.TryGetProperty(Section, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"'{Section}' in '{source}' is not a section (a JSON object).");
            return null;
        }

        IReadOnlyList<string>? domain = Texts(value, "domain", source, faults);
        return new OAuthOptions
        {
            Domain = domain is [var only] ? only : null,
            Scopes = Texts(value, "scopes", source, faults),
            RedirectSignIn = Addresses(value, "redirect_sign_in_uri", source, faults),
            RedirectSignOut = Addresses(value, "redirect_sign_out_uri", source, faults),
            Providers = Texts(value, "identity_providers", source, faults)?.Select(ProviderOf).ToArray(),
        };
    }

    private static IdentityProvider ProviderOf(string name) => name switch
    {
        "GOOGLE" => IdentityProvider.Google,
        "FACEBOOK" => IdentityProvider.Facebook,
        "LOGIN_WITH_AMAZON" => IdentityProvider.Amazon,
        "SIGN_IN_WITH_APPLE" => IdentityProvider.Apple,
        _ => IdentityProvider.Named(name),
    };

    private static Uri[]? Addresses(JsonElement section, string key, string source, List<string> faults)
    {
        var addresses = new List<Uri>();
        foreach (string text in Texts(section, key, source, faults) ?? [])
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address))
            {
                addresses.Add(address);
            }
            else
            {
                faults.Add($"'{key}' in '{source}' holds what is no absolute address.");
            }
        }

        return addresses.Count == 0 ? null : [.. addresses];
    }

    /// <summary>A list of texts; one text is a list of one.</summary>
    private static string[]? Texts(JsonElement section, string key, string source, List<string> faults)
    {
        if (!section.TryGetProperty(key, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        JsonElement[] elements = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        string?[] texts = [.. elements.Select(e => e.ValueKind == JsonValueKind.String ? AmplifyOutputs.TextOf(e) : null)];
        if (texts.Any(string.IsNullOrEmpty))
        {
            faults.Add($"'{key}' in '{source}' holds what is no text, or an empty one.");
            return null;
        }

        return texts!;
    }
}
