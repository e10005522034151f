using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.ConfirmForgotPasswordAsync"/> returns; nothing but that it succeeded.</summary>
public sealed class ConfirmForgotPasswordResponse : AmazonWebServiceResponse;
