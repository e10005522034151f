using System.Net;
using Amazon.Runtime;

namespace Amplify.CognitoClients;

/// <summary>An error answer of a service, as read from status, headers and body.</summary>
internal sealed class ServiceError
{
    /// <summary>The service's words, or ours where it has none.</summary>
    public required string Message { get; init; }

    /// <summary>The error code without namespace, null where there is none.</summary>
    public string? Code { get; init; }

    /// <summary>The service's finer reason (InvalidParameterException only).</summary>
    public string? ReasonCode { get; init; }

    /// <summary>The id of the call at the service.</summary>
    public string? RequestId { get; init; }

    /// <summary>The HTTP status.</summary>
    public required HttpStatusCode Status { get; init; }

    /// <summary>What broke while the body was read, if anything did.</summary>
    public Exception? Cause { get; init; }

    /// <summary>Whose fault it is, by the status.</summary>
    public ErrorType Type => (int)Status switch
    {
        >= 400 and < 500 => ErrorType.Sender,
        >= 500 => ErrorType.Receiver,
        _ => ErrorType.Unknown,
    };
}
