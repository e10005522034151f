using Amazon.Runtime;

namespace Amplify.Errors;

/// <summary>Whatever a client throws, as an <see cref="AuthError"/>: above all whether the request can have reached the service.</summary>
internal static class TransportErrors
{
    public static AuthError From(Exception exception, string operation, TimeSpan timeout) => exception switch
    {
        AmazonUnmarshallingException unreadable => InvalidResponse(operation, "it could not be read", unreadable.RequestId),
        AmazonServiceException { ErrorCode.Length: > 0 } service => ServiceErrors.From(service, operation),
        AmazonServiceException { StatusCode: not 0 } service => ServiceErrors.From(service, operation),
        HttpRequestException http => Network(operation, MayHaveBeenSent(http)),
        IOException => Network(operation, mayHaveBeenApplied: true),
        OperationCanceledException or TimeoutException => new AuthError
        {
            Reason = AuthErrorReason.TimedOut,
            Operation = operation,
            Message = $"{operation} had no answer within {timeout.TotalSeconds:0.#} s.",
            Suggestion = "Try again; check the network if it happens often.",
            IsTransient = true,
            MayHaveBeenApplied = true,
        },
        // AWS's own client wraps what the network threw.
        AmazonClientException { InnerException: { } inner } when inner is HttpRequestException or IOException or OperationCanceledException =>
            From(inner, operation, timeout),
        _ => new AuthError
        {
            Reason = AuthErrorReason.Unknown,
            Operation = operation,
            Message = $"{operation} failed: {exception.GetType().Name}.",

            // A client that refuses its arguments, or is disposed of, has sent nothing.
            MayHaveBeenApplied = exception is not (ArgumentException or ObjectDisposedException),
        },
    };

    public static AuthError InvalidResponse(string operation, string why, string? requestId) => new()
    {
        Reason = AuthErrorReason.InvalidResponse,
        Operation = operation,
        RequestId = string.IsNullOrEmpty(requestId) ? null : requestId,
        Message = $"The answer to {operation} is not what the service sends: {why}.",
        Suggestion = "Look for a proxy or portal on the way to the service.",
        IsTransient = true,
        MayHaveBeenApplied = true,
    };

    private static AuthError Network(string operation, bool mayHaveBeenApplied) => new()
    {
        Reason = AuthErrorReason.Network,
        Operation = operation,
        Message = mayHaveBeenApplied ? $"The connection broke before the answer to {operation} arrived." : $"{operation}: the service could not be reached.",
        Suggestion = "Check the network and try again.",
        IsTransient = true,
        MayHaveBeenApplied = mayHaveBeenApplied,
    };

    private static bool MayHaveBeenSent(HttpRequestException exception) => exception.HttpRequestError is not
        (HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError);
}
