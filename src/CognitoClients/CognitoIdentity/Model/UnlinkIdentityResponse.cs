using Amazon.Runtime;

namespace Amplify.CognitoIdentity.Model;

/// <summary>What <see cref="IAmazonCognitoIdentity.UnlinkIdentityAsync"/> returns; nothing but that it succeeded.</summary>
public sealed class UnlinkIdentityResponse : AmazonWebServiceResponse;
