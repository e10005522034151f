using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.CompleteWebAuthnRegistrationAsync"/> returns; nothing but that it succeeded.</summary>
public sealed class CompleteWebAuthnRegistrationResponse : AmazonWebServiceResponse;
