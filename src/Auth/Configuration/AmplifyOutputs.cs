using System.Globalization;
using System.Text.Json;
using Amplify.Configuration;

namespace Amplify;

/// <summary>
/// Reads <c>amplify_outputs.json</c>, the file an Amplify backend (Gen 2) writes for its applications, schema 1.x.
/// </summary>
/// <remarks>
/// Of its <c>auth</c> section <c>aws_region</c>, <c>user_pool_id</c> and <c>user_pool_client_id</c> are used, and <c>identity_pool_id</c>,
/// <c>unauthenticated_identities_enabled</c>, <c>mfa_configuration</c>, <c>mfa_methods</c>, <c>passwordless</c> and <c>oauth</c> where they are there; everything else is
/// left alone. Whether the values fit together is checked when an engine is made.
/// </remarks>
public static class AmplifyOutputs
{
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, such as <c>amplify_outputs.json</c>; relative to the current directory.</param>
    /// <returns>New options, to be changed at will before an engine is made of them.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="AuthConfigurationException">The file cannot be read, is not JSON of schema 1.x, or lacks what is needed; every fault is listed.</exception>
    public static AuthOptions Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(ReadFile(path), path);
    }

    /// <summary>Reads the file's text.</summary>
    /// <param name="json">The text of an <c>amplify_outputs.json</c>.</param>
    /// <returns>New options, to be changed at will before an engine is made of them.</returns>
    /// <exception cref="ArgumentException"><paramref name="json"/> is null or empty.</exception>
    /// <exception cref="AuthConfigurationException">The text is not JSON of schema 1.x, or lacks what is needed; every fault is listed.</exception>
    public static AuthOptions Parse(string json)
    {
        ArgumentException.ThrowIfNullOrEmpty(json);
        return Read(json, "amplify_outputs.json");
    }

    private static string ReadFile(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > MaxBytes)
            {
                throw Fault($"'{path}' has {file.Length.ToString(CultureInfo.InvariantCulture)} bytes, far more than an amplify_outputs.json.");
            }

            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Fault($"'{path}' does not exist: let the backend write it (npx ampx generate outputs) and copy it beside the application.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Fault($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    private static AuthOptions Read(string json, string source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Read(document.RootElement, source);
        }
        catch (JsonException e)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
            throw Fault($"'{source}' is not JSON ({place}).", e);
        }
    }

    private static AuthOptions Read(JsonElement root, string source)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Fault($"'{source}' does not hold a JSON object.");
        }

        var faults = new List<string>();
        CheckVersion(root, source, faults);
        var options = new AuthOptions();
        if (!root.TryGetProperty("auth", out JsonElement auth) || auth.ValueKind == JsonValueKind.Null)
        {
            faults.Add($"'{source}' has no section 'auth': the backend defines no authentication.");
        }
        else if (auth.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"'auth' in '{source}' is not a section (a JSON object).");
        }
        else
        {
            options.Region = ReadText(auth, "aws_region", source, faults);
            options.UserPoolId = ReadText(auth, "user_pool_id", source, faults);
            options.UserPoolClientId = ReadText(auth, "user_pool_client_id", source, faults);
            options.IdentityPoolId = ReadText(auth, "identity_pool_id", source, faults, required: false);
            options.AllowGuestAccess = ReadSwitch(auth, "unauthenticated_identities_enabled", source, faults) && options.IdentityPoolId is not null;
            options.MfaRequirement = MfaOutputs.ReadRequirement(auth, source, faults);
            options.MfaMethods = MfaOutputs.ReadMethods(auth, source, faults);
            PasswordlessOutputs.Read(auth, options, source, faults);
            options.OAuth = OAuthOutputs.Read(auth, source, faults);
        }

        return faults.Count == 0 ? options : throw new AuthConfigurationException(faults.AsReadOnly());
    }

    private static void CheckVersion(JsonElement root, string source, List<string> faults)
    {
        string? version = ReadText(root, "version", source, faults);
        if (version is not null and not "1" && !version.StartsWith("1.", StringComparison.Ordinal))
        {
            faults.Add($"'{source}' has another version than 1 or 1.x, and this version of the library reads only those.");
        }
    }

    private static string? ReadText(JsonElement section, string key, string source, List<string> faults, bool required = true)
    {
        if (!section.TryGetProperty(key, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            if (required)
            {
                faults.Add($"'{source}' lacks '{key}'.");
            }

            return null;
        }

        if (value.ValueKind != JsonValueKind.String || TextOf(value) is not { Length: > 0 } text)
        {
            faults.Add($"'{key}' in '{source}' is not a text, or an empty one.");
            return null;
        }

        return text;
    }

    private static bool ReadSwitch(JsonElement section, string key, string source, List<string> faults)
    {
        if (!section.TryGetProperty(key, out JsonElement value) || value.ValueKind is JsonValueKind.Null or JsonValueKind.False)
        {
            return false;
        }

        if (value.ValueKind != JsonValueKind.True)
        {
            faults.Add($"'{key}' in '{source}' is neither true nor false.");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    internal static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped: JSON allows writing it, and it is no text.
            return null;
        }
    }

    private static AuthConfigurationException Fault(string fault, Exception? inner = null) => new([fault], inner);
}
