using System.Net;
using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>A Lambda trigger answered something the service cannot use. Error code <c>InvalidLambdaResponseException</c>.</summary>
public sealed class InvalidLambdaResponseException : AmazonCognitoIdentityProviderException
{
    /// <summary>Makes the error with its own code, as fakes and tests need it.</summary>
    /// <param name="message">What went wrong.</param>
    public InvalidLambdaResponseException(string message)
        : base(message) => ErrorCode = nameof(InvalidLambdaResponseException);

    /// <summary>Makes the error with its own code and a cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public InvalidLambdaResponseException(string message, Exception? innerException)
        : base(message, innerException) => ErrorCode = nameof(InvalidLambdaResponseException);

    /// <summary>Makes the error from an answer of the service.</summary>
    /// <param name="message">What went wrong, in the service's words.</param>
    /// <param name="errorType">Whose fault it is.</param>
    /// <param name="errorCode">The code.</param>
    /// <param name="requestId">The id of the call at the service.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public InvalidLambdaResponseException(string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Makes the error from an answer of the service, with a cause.</summary>
    /// <param name="message">What went wrong, in the service's words.</param>
    /// <param name="innerException">The cause.</param>
    /// <param name="errorType">Whose fault it is.</param>
    /// <param name="errorCode">The code.</param>
    /// <param name="requestId">The id of the call at the service.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public InvalidLambdaResponseException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
