namespace Amplify.Emulator;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary><c>TooManyRequestsException</c> "Rate exceeded", HTTP 400.</summary>
    Throttle,

    /// <summary><c>InternalErrorException</c>, HTTP 500.</summary>
    InternalError,

    /// <summary>HTTP 503 without a service error in it.</summary>
    ServiceUnavailable,

    /// <summary>The connection is aborted without an answer.</summary>
    Cut,

    /// <summary>The request waits for <see cref="Fault.Delay"/> on the emulator's clock and then goes on.</summary>
    Delay,

    /// <summary>HTTP 200 with bytes that are not JSON.</summary>
    Garbage,

    /// <summary>HTTP 200 with an HTML page, as a captive portal or proxy sends.</summary>
    Html,

    /// <summary>The first half of the answer, then the connection is aborted.</summary>
    Truncated,

    /// <summary>HTTP 200 with <see cref="Fault.Size"/> bytes of valid but endless-looking JSON.</summary>
    Oversized,

    /// <summary>HTTP 200 with no body at all.</summary>
    EmptyBody,

    /// <summary>The request waits until <see cref="FaultHandle.Release"/> and then goes on.</summary>
    Hold,

    /// <summary>Any error of the service: <see cref="Fault.ErrorCode"/> with <see cref="Fault.ErrorMessage"/> and <see cref="Fault.ErrorStatus"/>.</summary>
    ServiceError,
}
