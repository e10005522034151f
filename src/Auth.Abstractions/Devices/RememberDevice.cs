namespace Amplify;

/// <summary>What happens to a new device in a user pool that remembers devices only when their users want it.</summary>
public enum RememberDevice
{
    /// <summary>
    /// The application asks: <see cref="NewDevice.UserConfirmationNecessary"/> tells it to, and <see cref="IAuthDevices.RememberAsync"/>
    /// is the user's yes. The default.
    /// </summary>
    Ask = 0,

    /// <summary>It is remembered at once, as if the user had said yes.</summary>
    Always = 1,
}
