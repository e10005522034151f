namespace Amplify.Emulator;

/// <content>The devices of a user.</content>
public sealed partial class EmulatedUser
{
    /// <summary>The confirmed devices, oldest first.</summary>
    public IReadOnlyList<EmulatedDevice> Devices
    {
        get
        {
            lock (_pool.Gate)
            {
                return KnownDevices.All;
            }
        }
    }

    internal UserDevices KnownDevices { get; } = new();

    /// <summary>Forgets a device behind its back, as an administrator or another device does.</summary>
    /// <param name="key">The device key.</param>
    /// <exception cref="InvalidOperationException">The user has no such device.</exception>
    public void ForgetDevice(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        lock (_pool.Gate)
        {
            if (KnownDevices.Find(key) is null)
            {
                throw new InvalidOperationException($"'{Username}' has no device '{key}'.");
            }

            KnownDevices.Forget(key);
        }
    }
}
