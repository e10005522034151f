using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.VerifyUserAttributeAsync"/> returns; nothing but that it succeeded.</summary>
public sealed class VerifyUserAttributeResponse : AmazonWebServiceResponse;
