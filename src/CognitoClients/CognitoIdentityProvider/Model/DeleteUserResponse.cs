using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.DeleteUserAsync"/> returns; nothing but that it succeeded.</summary>
public sealed class DeleteUserResponse : AmazonWebServiceResponse;
