using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.RevokeTokenAsync"/> returns; nothing but that it succeeded.</summary>
public sealed class RevokeTokenResponse : AmazonWebServiceResponse;
