namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.ConfirmDeviceAsync"/> sends. Registers the device a user has just signed in on, with the verifier of its secret.</summary>
public sealed class ConfirmDeviceRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The device's key: region, underscore, UUID.</summary>
    public string? DeviceKey { get; set; }

    /// <summary>A name for the device that its user will recognise.</summary>
    public string? DeviceName { get; set; }

    /// <summary>Salt and verifier of the device's secret.</summary>
    public DeviceSecretVerifierConfigType? DeviceSecretVerifierConfig { get; set; }
}
