using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.ForgetDeviceAsync"/> returns; nothing but that it succeeded.</summary>
public sealed class ForgetDeviceResponse : AmazonWebServiceResponse;
