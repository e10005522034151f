namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.UpdateDeviceStatusAsync"/> sends. Marks a device as remembered or not.</summary>
public sealed class UpdateDeviceStatusRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The device's key: region, underscore, UUID.</summary>
    public string? DeviceKey { get; set; }

    /// <summary>The new status.</summary>
    public DeviceRememberedStatusType? DeviceRememberedStatus { get; set; }
}
