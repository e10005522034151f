using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>A JWT taken apart; nothing about it is verified yet.</summary>
internal sealed class CompactToken
{
    private CompactToken(string signed, JsonObject header, JsonObject claims, byte[] signature)
    {
        Signed = signed;
        Header = header;
        Claims = claims;
        Signature = signature;
    }

    /// <summary>What the signature is over.</summary>
    public string Signed { get; }

    public JsonObject Header { get; }

    public JsonObject Claims { get; }

    public byte[] Signature { get; }

    public string? KeyId => Text(Header, "kid");

    public string? Algorithm => Text(Header, "alg");

    /// <summary>Takes a token apart; <see langword="null"/> when it is no JWT.</summary>
    public static CompactToken? Parse(string token)
    {
        try
        {
            string[] parts = token.Split('.');
            return parts.Length == 3 && Decode(parts[0]) is { } header && Decode(parts[1]) is { } claims
                ? new CompactToken($"{parts[0]}.{parts[1]}", header, claims, Base64Url.DecodeFromChars(parts[2]))
                : null;
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A claim's text; <see langword="null"/> where it is none.</summary>
    public string? Text(string claim) => Text(Claims, claim);

    /// <summary>A claim's whole number; <see langword="null"/> where it is none.</summary>
    public long? Number(string claim) => Claims[claim] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out double number) ? (long)number : null;

    /// <summary>A claim's texts, be it one or a list.</summary>
    public IReadOnlyList<string> Texts(string claim) => Claims[claim] switch
    {
        JsonArray list => [.. list.OfType<JsonValue>().Where(item => item.GetValueKind() == JsonValueKind.String).Select(item => item.GetValue<string>())],
        _ => Text(claim) is { } one ? [one] : [],
    };

    private static string? Text(JsonObject part, string name) => part[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static JsonObject? Decode(string part) =>
        JsonNode.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part)), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
}
