using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider;

/// <summary>The base of all requests to Amazon Cognito user pools.</summary>
public abstract class AmazonCognitoIdentityProviderRequest : AmazonWebServiceRequest;
