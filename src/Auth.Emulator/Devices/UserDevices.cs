namespace Amplify.Emulator;

/// <summary>The confirmed devices of one user. Guarded by the pool's gate.</summary>
internal sealed class UserDevices
{
    private readonly OrderedDictionary<string, EmulatedDevice> _devices = new(StringComparer.Ordinal);

    public IReadOnlyList<EmulatedDevice> All => [.. _devices.Values];

    public EmulatedDevice? Find(string key) => _devices.GetValueOrDefault(key);

    /// <exception cref="ServiceException">The user has no such device.</exception>
    public EmulatedDevice Get(string key) => Find(key) ?? throw Unknown();

    public void Add(EmulatedDevice device) => _devices.Add(device.Key, device);

    /// <exception cref="ServiceException">The user has no such device.</exception>
    public void Forget(string key)
    {
        Get(key).Forget();
        _devices.Remove(key);
    }

    public static ServiceException Unknown() => ServiceException.ResourceNotFound("Device does not exist.");
}
