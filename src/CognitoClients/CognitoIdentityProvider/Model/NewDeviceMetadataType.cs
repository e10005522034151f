namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>The keys of a device seen for the first time.</summary>
public sealed class NewDeviceMetadataType
{
    /// <summary>The group key, needed for the device's SRP.</summary>
    public string? DeviceGroupKey { get; set; }

    /// <summary>The device's key: region, underscore, UUID.</summary>
    public string? DeviceKey { get; set; }
}
