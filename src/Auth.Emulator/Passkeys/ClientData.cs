using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>What a browser or system says of the page or application that asked the authenticator (WebAuthn Level 3, §5.8.1).</summary>
internal sealed class ClientData
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private ClientData(string type, string challenge, string origin, bool crossOrigin, byte[] hash)
    {
        Type = type;
        Challenge = challenge;
        Origin = origin;
        IsCrossOrigin = crossOrigin;
        Hash = hash;
    }

    public string Type { get; }

    public string Challenge { get; }

    public string Origin { get; }

    public bool IsCrossOrigin { get; }

    /// <summary>What the authenticator has signed of it.</summary>
    public byte[] Hash { get; }

    /// <exception cref="FormatException">The bytes do not follow the form.</exception>
    /// <exception cref="JsonException">They are no JSON.</exception>
    public static ClientData Read(byte[] raw)
    {
        if (JsonNode.Parse(raw, documentOptions: Strict) is not JsonObject json)
        {
            throw new FormatException("The client data is no object.");
        }

        return new ClientData(Text(json, "type"), Text(json, "challenge"), Text(json, "origin"), json["crossOrigin"]?.GetValueKind() == JsonValueKind.True, SHA256.HashData(raw));
    }

    private static string Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : throw new FormatException($"The client data has no {name}.");
}
