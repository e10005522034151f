using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amplify.Federation;

/// <summary>An attempt as it travels, before it is encrypted.</summary>
internal sealed class FlowTokenContent
{
    [JsonPropertyName("v")]
    public int Version { get; init; }

    [JsonPropertyName("state")]
    public required string State { get; init; }

    [JsonPropertyName("nonce")]
    public required string Nonce { get; init; }

    [JsonPropertyName("verifier")]
    public required string Verifier { get; init; }

    [JsonPropertyName("redirect")]
    public required string RedirectUri { get; init; }

    [JsonPropertyName("custom")]
    public string? CustomState { get; init; }

    [JsonPropertyName("already")]
    public WhenAlreadySignedIn WhenAlreadySignedIn { get; init; }

    [JsonPropertyName("private")]
    public bool IsPrivate { get; init; }

    /// <summary>Seconds since 1970, this machine's clock.</summary>
    [JsonPropertyName("until")]
    public long ExpiresAt { get; init; }
}

/// <summary>Serialises without reflection.</summary>
[JsonSerializable(typeof(FlowTokenContent))]
[JsonSerializable(typeof(TokenEndpointAnswer))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class OAuthJson : JsonSerializerContext
{
    /// <summary>For what is encrypted, where no page can read it as markup: every letter as it is, so that a flow token stays short.</summary>
    public static OAuthJson Compact { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
