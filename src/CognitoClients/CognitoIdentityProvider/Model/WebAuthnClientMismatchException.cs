using System.Net;
using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>The registration was started for another app client. Error code <c>WebAuthnClientMismatchException</c>.</summary>
public sealed class WebAuthnClientMismatchException : AmazonCognitoIdentityProviderException
{
    /// <summary>Makes the error with its own code, as fakes and tests need it.</summary>
    /// <param name="message">What went wrong.</param>
    public WebAuthnClientMismatchException(string message)
        : base(message) => ErrorCode = nameof(WebAuthnClientMismatchException);

    /// <summary>Makes the error with its own code and a cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public WebAuthnClientMismatchException(string message, Exception? innerException)
        : base(message, innerException) => ErrorCode = nameof(WebAuthnClientMismatchException);

    /// <summary>Makes the error from an answer of the service.</summary>
    /// <param name="message">What went wrong, in the service's words.</param>
    /// <param name="errorType">Whose fault it is.</param>
    /// <param name="errorCode">The code.</param>
    /// <param name="requestId">The id of the call at the service.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public WebAuthnClientMismatchException(string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
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
    public WebAuthnClientMismatchException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
