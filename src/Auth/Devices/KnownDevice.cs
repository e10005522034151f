namespace Amplify.Devices;

/// <summary>A device as it was found: of which user, and by which name.</summary>
internal sealed class KnownDevice(string username, string foundBy, RememberedDevice device)
{
    /// <summary>The user name the pool resolved.</summary>
    public string Username => username;

    /// <summary>That name, or one the user types instead.</summary>
    public string FoundBy => foundBy;

    public string DeviceKey => device.DeviceKey;

    public string DeviceGroupKey => device.DeviceGroupKey;

    public Secret Password => new(device.Password);
}
