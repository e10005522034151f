using System.Net;
using Amazon.Runtime;

namespace Amplify.CognitoIdentity.Model;

/// <summary>Another call changed the same thing at the same time. Error code <c>ConcurrentModificationException</c>.</summary>
public sealed class ConcurrentModificationException : AmazonCognitoIdentityException
{
    /// <summary>Makes the error with its own code, as fakes and tests need it.</summary>
    /// <param name="message">What went wrong.</param>
    public ConcurrentModificationException(string message)
        : base(message) => ErrorCode = nameof(ConcurrentModificationException);

    /// <summary>Makes the error with its own code and a cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public ConcurrentModificationException(string message, Exception? innerException)
        : base(message, innerException) => ErrorCode = nameof(ConcurrentModificationException);

    /// <summary>Makes the error from an answer of the service.</summary>
    /// <param name="message">What went wrong, in the service's words.</param>
    /// <param name="errorType">Whose fault it is.</param>
    /// <param name="errorCode">The code.</param>
    /// <param name="requestId">The id of the call at the service.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public ConcurrentModificationException(string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
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
    public ConcurrentModificationException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
