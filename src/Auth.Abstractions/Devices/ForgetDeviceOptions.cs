namespace Amplify;

/// <summary>Which device to forget.</summary>
public sealed class ForgetDeviceOptions
{
    /// <summary>The device's <see cref="AuthDevice.DeviceKey"/>. Null: the device of this session.</summary>
    public string? DeviceKey { get; init; }
}
