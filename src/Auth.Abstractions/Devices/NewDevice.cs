namespace Amplify;

/// <summary>What became of a device that signed in for the first time, in a user pool that tracks devices.</summary>
public sealed class NewDevice
{
    /// <summary>The user pool's name for the device.</summary>
    public string DeviceKey { get; init; } = "";

    /// <summary>Whether the pool knows the device now, and this machine keeps what proves it. If not, the sign-in stands all the same.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Whether the device is remembered: it then stands for the second factor, where the pool says so.</summary>
    public bool IsRemembered { get; init; }

    /// <summary>Whether the user has to be asked first: if the answer is yes, call <see cref="IAuthDevices.RememberAsync"/>.</summary>
    public bool UserConfirmationNecessary { get; init; }

    /// <summary>Why the device could not be confirmed or kept (the next sign-in tries with a new one), or not be remembered. Null when all was done.</summary>
    public AuthError? Error { get; init; }
}
