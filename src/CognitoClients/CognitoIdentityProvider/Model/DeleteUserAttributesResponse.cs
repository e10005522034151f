using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.DeleteUserAttributesAsync"/> returns; nothing but that it succeeded.</summary>
public sealed class DeleteUserAttributesResponse : AmazonWebServiceResponse;
