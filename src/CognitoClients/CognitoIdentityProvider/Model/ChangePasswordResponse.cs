using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.ChangePasswordAsync"/> returns; nothing but that it succeeded.</summary>
public sealed class ChangePasswordResponse : AmazonWebServiceResponse;
