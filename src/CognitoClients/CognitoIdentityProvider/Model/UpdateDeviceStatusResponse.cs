using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.UpdateDeviceStatusAsync"/> returns; nothing but that it succeeded.</summary>
public sealed class UpdateDeviceStatusResponse : AmazonWebServiceResponse;
