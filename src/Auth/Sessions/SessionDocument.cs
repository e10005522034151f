using System.Text.Json.Serialization;
using Amplify.CognitoIdentityProvider.Model;

namespace Amplify.Sessions;

/// <summary>A session as it is stored. Versioned: readers refuse newer versions and keep the bytes.</summary>
internal sealed class SessionDocument
{
    public const int CurrentVersion = 2;

    /// <summary>What is written says the oldest version that can read it: 2 for sessions of other providers, else 1.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; } = 1;

    /// <summary>The user's <c>sub</c>; in a session of another provider the identity, with which it can be found in the catalog.</summary>
    [JsonPropertyName("sub")]
    public required string UserId { get; init; }

    /// <summary>The user name of the pool, which secret hashes are made over.</summary>
    [JsonPropertyName("username")]
    public required string Username { get; init; }

    [JsonPropertyName("access")]
    public required string AccessToken { get; init; }

    [JsonPropertyName("id")]
    public required string IdToken { get; init; }

    /// <summary>Null when the service gave none: the session ends with its tokens.</summary>
    [JsonPropertyName("refresh")]
    public string? RefreshToken { get; init; }

    /// <summary>The device the refresh token is bound to, when the pool tracks devices.</summary>
    [JsonPropertyName("device")]
    public string? DeviceKey { get; init; }

    /// <summary>Whether it was ever bound to a device: the token endpoint refuses its refresh tokens also when the pool has forgotten that device.</summary>
    [JsonPropertyName("bound")]
    public bool WasDeviceBound { get; init; }

    /// <summary>Whether the signatures are still to be checked: written so that a rotated refresh token is safe first.</summary>
    [JsonPropertyName("unverified")]
    public bool Unverified { get; init; }

    /// <summary>What the service's clock was ahead of this machine's when this was written, in seconds.</summary>
    [JsonPropertyName("skew")]
    public double ClockOffsetSeconds { get; init; }

    /// <summary>Where the browser came back to that the user signed in with, and whose pages may still know who it was: scheme and host. Null for other sign-ins.</summary>
    [JsonPropertyName("browser")]
    public string? BrowserOrigin { get; init; }

    /// <summary>Whether that browser was to have a session without cookies of others.</summary>
    [JsonPropertyName("private")]
    public bool ViaPrivateBrowser { get; init; }

    /// <summary>The tokens of other providers; null in a session of the user pool. Where they are, those of the user pool are empty.</summary>
    [JsonPropertyName("federated")]
    public FederationDocument? Federation { get; init; }

    /// <summary>A session of other providers.</summary>
    public static SessionDocument Of(FederationDocument federation) => new()
    {
        Version = CurrentVersion,
        UserId = federation.IdentityId,
        Username = "",
        AccessToken = "",
        IdToken = "",
        Federation = federation,
    };

    /// <summary>The same user with other providers' tokens renewed.</summary>
    public SessionDocument With(FederationDocument federation) => new()
    {
        Version = CurrentVersion,
        UserId = UserId,
        Username = Username,
        AccessToken = AccessToken,
        IdToken = IdToken,
        Federation = federation,
        ClockOffsetSeconds = ClockOffsetSeconds,
    };

    /// <summary>With the tokens of a renewal, which nobody has verified: good for what the service itself judges.</summary>
    public SessionDocument With(AuthenticationResultType renewed) => new()
    {
        UserId = UserId,
        Username = Username,
        AccessToken = renewed.AccessToken!,
        IdToken = renewed.IdToken!,
        RefreshToken = string.IsNullOrEmpty(renewed.RefreshToken) ? RefreshToken : renewed.RefreshToken,
        DeviceKey = DeviceKey,
        WasDeviceBound = WasDeviceBound,
        BrowserOrigin = BrowserOrigin,
        ViaPrivateBrowser = ViaPrivateBrowser,
        Unverified = true,
        ClockOffsetSeconds = ClockOffsetSeconds,
    };

    public SessionDocument Verified() => new()
    {
        Version = Version,
        UserId = UserId,
        Username = Username,
        AccessToken = AccessToken,
        IdToken = IdToken,
        RefreshToken = RefreshToken,
        DeviceKey = DeviceKey,
        WasDeviceBound = WasDeviceBound,
        BrowserOrigin = BrowserOrigin,
        ViaPrivateBrowser = ViaPrivateBrowser,
        ClockOffsetSeconds = ClockOffsetSeconds,
    };
}

/// <summary>Serialises session documents without reflection.</summary>
[JsonSerializable(typeof(SessionDocument))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class SessionDocumentJson : JsonSerializerContext;
