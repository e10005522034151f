using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.GlobalSignOutAsync"/> returns; nothing but that it succeeded.</summary>
public sealed class GlobalSignOutResponse : AmazonWebServiceResponse;
