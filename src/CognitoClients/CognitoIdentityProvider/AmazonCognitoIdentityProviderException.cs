using System.Net;
using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider;

/// <summary>
/// An error that Amazon Cognito user pools answered. Known codes have a class of their own in <c>Amplify.CognitoIdentityProvider.Model</c>; this one stands for all others,
/// and for answers without a code (<see cref="AmazonServiceException.ErrorCode"/> is then null), such as a proxy's page.
/// </summary>
public class AmazonCognitoIdentityProviderException : AmazonServiceException
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What went wrong.</param>
    public AmazonCognitoIdentityProviderException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with a cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public AmazonCognitoIdentityProviderException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error from an answer of the service.</summary>
    /// <param name="message">What went wrong, in the service's words.</param>
    /// <param name="errorType">Whose fault it is.</param>
    /// <param name="errorCode">The code, null where the answer had none.</param>
    /// <param name="requestId">The id of the call at the service, null where the answer had none.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public AmazonCognitoIdentityProviderException(string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Makes the error from an answer of the service, with a cause.</summary>
    /// <param name="message">What went wrong, in the service's words.</param>
    /// <param name="innerException">The cause.</param>
    /// <param name="errorType">Whose fault it is.</param>
    /// <param name="errorCode">The code, null where the answer had none.</param>
    /// <param name="requestId">The id of the call at the service, null where the answer had none.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public AmazonCognitoIdentityProviderException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
