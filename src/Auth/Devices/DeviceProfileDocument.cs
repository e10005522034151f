using System.Text.Json.Serialization;

namespace Amplify.Devices;

/// <summary>
/// What a device remembers about users, as it is stored. Immutable; versioned: readers refuse newer versions and keep the
/// bytes. It outlives sessions.
/// </summary>
internal sealed class DeviceProfileDocument
{
    public const int CurrentVersion = 1;

    /// <summary>A machine that many people use must not make the document grow for ever.</summary>
    public const int MostDevices = 50;

    public static DeviceProfileDocument Empty { get; } = new();

    [JsonPropertyName("v")]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>When it was written (Unix seconds): what is in use is written again long before the store may forget it.</summary>
    [JsonPropertyName("at")]
    public long WrittenAt { get; init; }

    /// <summary>Devices by the user name the pool resolved; null for none.</summary>
    [JsonPropertyName("devices")]
    public IReadOnlyDictionary<string, RememberedDevice>? Devices { get; init; }

    /// <summary>Guests' identity ids by identity pool; null for none.</summary>
    [JsonPropertyName("guests")]
    public IReadOnlyDictionary<string, string>? Guests { get; init; }

    /// <summary>What tells this device from others to an application's user-context provider; null until there is one.</summary>
    [JsonPropertyName("context")]
    public string? ContextId { get; init; }

    [JsonIgnore]
    public bool IsEmpty => Devices is null && Guests is null && ContextId is null;

    public RememberedDevice? DeviceOf(string username) => Devices?.GetValueOrDefault(username);

    public string? GuestOf(string identityPoolId) => Guests?.GetValueOrDefault(identityPoolId);

    public DeviceProfileDocument WithDevice(string username, RememberedDevice device)
    {
        Dictionary<string, RememberedDevice> devices = Copy(Devices);
        devices[username] = device;
        while (devices.Count > MostDevices)
        {
            devices.Remove(devices.Where(d => d.Key != username).MinBy(d => d.Value.Since).Key);
        }

        return With(devices, Guests, ContextId);
    }

    /// <summary>Without a user's device; the same document where there is none.</summary>
    public DeviceProfileDocument WithoutDevice(string username) =>
        DeviceOf(username) is null ? this : With(Without(Devices!, username), Guests, ContextId);

    public DeviceProfileDocument WithGuest(string identityPoolId, string identityId)
    {
        if (GuestOf(identityPoolId) == identityId)
        {
            return this;
        }

        Dictionary<string, string> guests = Copy(Guests);
        guests[identityPoolId] = identityId;
        return With(Devices, guests, ContextId);
    }

    /// <summary>Without this guest; the same document where another one, or none, is there.</summary>
    public DeviceProfileDocument WithoutGuest(string identityPoolId, string identityId) =>
        GuestOf(identityPoolId) == identityId ? With(Devices, Without(Guests!, identityPoolId), ContextId) : this;

    public DeviceProfileDocument WithContextId(string contextId) => With(Devices, Guests, contextId);

    /// <summary>The same content, written at another time.</summary>
    public DeviceProfileDocument At(DateTimeOffset time) => new()
    {
        Version = Version,
        WrittenAt = time.ToUnixTimeSeconds(),
        Devices = Devices,
        Guests = Guests,
        ContextId = ContextId,
    };

    public override string ToString() => "[device profile]";

    private DeviceProfileDocument With(IReadOnlyDictionary<string, RememberedDevice>? devices, IReadOnlyDictionary<string, string>? guests, string? contextId) => new()
    {
        Version = Version,
        WrittenAt = WrittenAt,
        Devices = devices,
        Guests = guests,
        ContextId = contextId,
    };

    private static Dictionary<string, T> Copy<T>(IReadOnlyDictionary<string, T>? of) => of is null ? new(StringComparer.Ordinal) : new(of, StringComparer.Ordinal);

    private static Dictionary<string, T>? Without<T>(IReadOnlyDictionary<string, T> of, string key)
    {
        Dictionary<string, T> rest = Copy(of);
        rest.Remove(key);
        return rest.Count == 0 ? null : rest;
    }
}

/// <summary>Serialises device profiles without reflection.</summary>
[JsonSerializable(typeof(DeviceProfileDocument))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class DeviceProfileJson : JsonSerializerContext;
