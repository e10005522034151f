using System.Text.Json.Nodes;

namespace Amplify.Tests.Support;

/// <summary>A request as it left the client.</summary>
internal sealed class SentRequest
{
    public required HttpMethod Method { get; init; }

    public required Uri Url { get; init; }

    public required string? ContentType { get; init; }

    public required Dictionary<string, string> Headers { get; init; }

    public required string Body { get; init; }

    public string? Target => Headers.GetValueOrDefault("X-Amz-Target");

    public JsonNode Json => JsonNode.Parse(Body)!;

    public static async Task<SentRequest> FromAsync(HttpRequestMessage message, CancellationToken cancellationToken) => new()
    {
        Method = message.Method,
        Url = message.RequestUri!,
        ContentType = message.Content!.Headers.ContentType?.ToString(),
        Headers = message.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
        Body = await message.Content.ReadAsStringAsync(cancellationToken),
    };
}
