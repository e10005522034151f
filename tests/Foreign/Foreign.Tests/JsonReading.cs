using System.Text.Json;

namespace Amplify.Tests;

/// <summary>Short ways into a script's result.</summary>
internal static class JsonReading
{
    /// <summary>The text at a path of names; null where a name is missing, or what is there is null.</summary>
    public static string? Text(this JsonElement element, params string[] path)
    {
        foreach (string name in path)
        {
            if (!element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.Null ? null : element.ToString();
    }

    public static bool Flag(this JsonElement element, string name) => element.GetProperty(name).GetBoolean();

    public static string[] Texts(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];
}
