namespace Amplify;

/// <summary>Which device to remember.</summary>
public sealed class RememberDeviceOptions
{
    /// <summary>The device's <see cref="AuthDevice.DeviceKey"/>. Null: the device of this session.</summary>
    public string? DeviceKey { get; init; }
}
