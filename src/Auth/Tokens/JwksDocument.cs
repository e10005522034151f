using System.Collections.Frozen;
using System.Text.Json;

namespace Amplify.Tokens;

/// <summary>Reads a JSON Web Key Set (RFC 7517 §5): the keys that can sign with RS256; others are somebody else's business.</summary>
internal static class JwksDocument
{
    /// <summary>The longest document read, in bytes. The user pools' own have about 1 KB.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int MaxDepth = 16;

    /// <returns>The keys by id; null when the text is no key set.</returns>
    public static FrozenDictionary<string, TokenKey>? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("keys", out JsonElement list)
                && list.ValueKind == JsonValueKind.Array
                ? Read(list)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or text in it that is not Unicode.
            return null;
        }
    }

    private static FrozenDictionary<string, TokenKey> Read(JsonElement list)
    {
        var keys = new Dictionary<string, TokenKey>(StringComparer.Ordinal);
        foreach (JsonElement entry in list.EnumerateArray())
        {
            if (entry.ValueKind == JsonValueKind.Object && ReadKey(entry) is { } key)
            {
                keys.TryAdd(key.KeyId, key);
            }
        }

        return keys.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static TokenKey? ReadKey(JsonElement entry)
    {
        if (Text(entry, "kty") is not "RSA"
            || !IsAbsentOr(entry, "use", "sig")
            || !IsAbsentOr(entry, "alg", "RS256")
            || Text(entry, "kid") is not { Length: > 0 } id
            || Text(entry, "n") is not { Length: > 0 } modulus
            || Text(entry, "e") is not { Length: > 0 } exponent)
        {
            return null;
        }

        try
        {
            return TokenKey.FromJwk(id, modulus, exponent);
        }
        catch (ArgumentException)
        {
            // Too small, or no numbers: not a key to trust, and no reason to lose the others.
            return null;
        }
    }

    private static bool IsAbsentOr(JsonElement entry, string name, string value) =>
        !entry.TryGetProperty(name, out JsonElement member)
        || (member.ValueKind == JsonValueKind.String && member.ValueEquals(value));

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
