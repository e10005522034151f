using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.ConfirmDeviceAsync"/> returns.</summary>
public sealed class ConfirmDeviceResponse : AmazonWebServiceResponse
{
    /// <summary>Whether the user must still agree that this device is remembered (UpdateDeviceStatus).</summary>
    public bool? UserConfirmationNecessary { get; set; }
}
