namespace Amplify;

/// <summary>Some of a user's devices.</summary>
public sealed class DevicePage
{
    /// <summary>The devices of this page.</summary>
    public IReadOnlyList<AuthDevice> Devices { get; init; } = [];

    /// <summary>Where the next page begins: <see cref="ListDevicesOptions.Page"/> of the next call. Null on the last page.</summary>
    public string? NextPage { get; init; }
}
