using Amplify.Sessions;

namespace Amplify.Devices;

/// <summary>Checks arguments and hands on: <see cref="IAuthDevices"/> of one handle.</summary>
internal sealed class AuthDevices(AuthEngine engine, HandleKeys keys) : IAuthDevices
{
    private const int MaxPageSize = 60;

    public Task RememberAsync(RememberDeviceOptions? options = null, CancellationToken cancellationToken = default)
    {
        CheckKey(options?.DeviceKey, nameof(options));
        return engine.Alive().Devices.RememberAsync(keys, options, cancellationToken);
    }

    public Task ForgetAsync(ForgetDeviceOptions? options = null, CancellationToken cancellationToken = default)
    {
        CheckKey(options?.DeviceKey, nameof(options));
        return engine.Alive().Devices.ForgetAsync(keys, options, cancellationToken);
    }

    public Task<DevicePage> ListAsync(ListDevicesOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options is { PageSize: < 1 or > MaxPageSize })
        {
            throw new ArgumentException($"ListDevicesOptions.PageSize is {options.PageSize}: it must lie between 1 and {MaxPageSize}.", nameof(options));
        }

        return engine.Alive().Devices.ListAsync(keys.Session, options, cancellationToken);
    }

    private static void CheckKey(string? deviceKey, string parameter)
    {
        if (deviceKey is { Length: 0 })
        {
            throw new ArgumentException("The device key is empty: leave it null for the device of this session.", parameter);
        }
    }
}
