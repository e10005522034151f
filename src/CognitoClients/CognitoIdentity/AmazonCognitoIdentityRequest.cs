using Amazon.Runtime;

namespace Amplify.CognitoIdentity;

/// <summary>The base of all requests to Amazon Cognito identity pools.</summary>
public abstract class AmazonCognitoIdentityRequest : AmazonWebServiceRequest;
