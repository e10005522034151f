using System.Text.Json.Serialization;

namespace Amplify.Devices;

/// <summary>What a device profile keeps of one user: the device the user pool knows, and the password that proves it.</summary>
internal sealed class RememberedDevice
{
    /// <summary>The user pool's name for the device.</summary>
    [JsonPropertyName("key")]
    public required string DeviceKey { get; init; }

    [JsonPropertyName("group")]
    public required string DeviceGroupKey { get; init; }

    /// <summary>Made on this machine and never sent. Text, not bytes: the document around it is encrypted.</summary>
    [JsonPropertyName("password")]
    public required string Password { get; init; }

    /// <summary>Whether the user pool lets the device stand for a second factor.</summary>
    [JsonPropertyName("remembered")]
    public bool Remembered { get; init; }

    /// <summary>When it was put here (Unix seconds): where there are too many, the oldest goes.</summary>
    [JsonPropertyName("at")]
    public long Since { get; init; }

    public override string ToString() => "[device]";
}
