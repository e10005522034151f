namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>A device that a user has signed in on.</summary>
public sealed class DeviceType
{
    /// <summary>What is known of the device, such as its name and status.</summary>
    public List<AttributeType>? DeviceAttributes { get; set; }

    /// <summary>When it was first seen, UTC.</summary>
    public DateTime? DeviceCreateDate { get; set; }

    /// <summary>The device's key: region, underscore, UUID.</summary>
    public string? DeviceKey { get; set; }

    /// <summary>When it was last used to sign in, UTC.</summary>
    public DateTime? DeviceLastAuthenticatedDate { get; set; }

    /// <summary>When it was last changed, UTC.</summary>
    public DateTime? DeviceLastModifiedDate { get; set; }
}
