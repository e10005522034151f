using System.Text.Json.Serialization;

namespace Amplify.Sessions;

/// <summary>One provider's token, as it is stored.</summary>
internal sealed class LoginDocument
{
    [JsonPropertyName("provider")]
    public required string Provider { get; init; }

    [JsonPropertyName("token")]
    public required string Token { get; init; }

    /// <summary>Unix seconds; null where it is not known.</summary>
    [JsonPropertyName("expires")]
    public long? ExpiresAt { get; init; }

    [JsonPropertyName("developer")]
    public string? DeveloperProviderName { get; init; }

    /// <summary>The identity a developer's backend named with the token.</summary>
    [JsonPropertyName("identity")]
    public string? IdentityId { get; init; }

    public static LoginDocument Of(FederatedToken token) => new()
    {
        Provider = token.Provider,
        Token = token.Token.Reveal(),
        ExpiresAt = token.ExpiresAt?.ToUnixTimeSeconds(),
        DeveloperProviderName = token.DeveloperProviderName,
        IdentityId = token.IdentityId,
    };

    public FederatedToken ToToken() => FederatedToken.Stored(
        Provider,
        Token,
        ExpiresAt is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
        DeveloperProviderName,
        IdentityId);

    public override string ToString() => "[login]";
}
