namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.ForgetDeviceAsync"/> sends. Forgets one remembered device of the signed-in user.</summary>
public sealed class ForgetDeviceRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The device's key: region, underscore, UUID.</summary>
    public string? DeviceKey { get; set; }
}
