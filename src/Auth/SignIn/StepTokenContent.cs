using System.Text.Json.Serialization;

namespace Amplify.SignIn;

/// <summary>A step as it travels, before it is encrypted.</summary>
internal sealed class StepTokenContent
{
    [JsonPropertyName("v")]
    public int Version { get; init; }

    /// <summary>When it was made: seconds since 1970, this machine's clock.</summary>
    [JsonPropertyName("at")]
    public long MadeAt { get; init; }

    [JsonPropertyName("user")]
    public required string Username { get; init; }

    [JsonPropertyName("typed")]
    public required string TypedUsername { get; init; }

    [JsonPropertyName("flow")]
    public SignInFlow Flow { get; init; }

    [JsonPropertyName("already")]
    public WhenAlreadySignedIn WhenAlreadySignedIn { get; init; }

    [JsonPropertyName("challenge")]
    public string? ChallengeName { get; init; }

    [JsonPropertyName("session")]
    public string? Session { get; init; }

    [JsonPropertyName("totp")]
    public string? TotpSecret { get; init; }

    [JsonPropertyName("factor")]
    public FirstFactor? Factor { get; init; }

    [JsonPropertyName("available")]
    public IReadOnlyList<string>? AvailableChallenges { get; init; }

    [JsonPropertyName("second")]
    public bool? IsSecondChoice { get; init; }

    [JsonPropertyName("params")]
    public Dictionary<string, string>? Parameters { get; init; }
}
