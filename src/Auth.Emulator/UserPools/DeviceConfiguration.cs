namespace Amplify.Emulator;

/// <summary>How a user pool keeps track of devices: every sign-in without a device key then gets one. The names are those of <c>CreateUserPool</c>.</summary>
public sealed class DeviceConfiguration
{
    /// <summary>Whether a remembered device takes the place of the second factor; otherwise the device is proven after it.</summary>
    public bool ChallengeRequiredOnNewDevice { get; init; }

    /// <summary>Whether a confirmed device is remembered only once the user says so (<c>UpdateDeviceStatus</c>); otherwise at once.</summary>
    public bool DeviceOnlyRememberedOnUserPrompt { get; init; }
}
