using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.DeleteWebAuthnCredentialAsync"/> returns; nothing but that it succeeded.</summary>
public sealed class DeleteWebAuthnCredentialResponse : AmazonWebServiceResponse;
