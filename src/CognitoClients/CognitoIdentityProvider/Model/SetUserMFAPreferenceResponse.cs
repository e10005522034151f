using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.SetUserMFAPreferenceAsync"/> returns; nothing but that it succeeded.</summary>
public sealed class SetUserMFAPreferenceResponse : AmazonWebServiceResponse;
