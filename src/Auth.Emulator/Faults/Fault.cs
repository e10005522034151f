namespace Amplify.Emulator;

/// <summary>An order for something to go wrong.</summary>
public sealed class Fault
{
    /// <summary>The operation it strikes, as in <see cref="LoggedRequest.Operation"/> (<c>InitiateAuth</c>, <c>jwks</c>, <c>oauth2/token</c>…); <c>*</c> strikes every request.</summary>
    public string Operation { get; init; } = "*";

    /// <summary>Before or after the service acts.</summary>
    public FaultPhase Phase { get; init; }

    /// <summary>What goes wrong.</summary>
    public FaultKind Kind { get; init; }

    /// <summary>How many requests it strikes; <see langword="null"/> until it is removed.</summary>
    public int? Times { get; init; }

    /// <summary>How long <see cref="FaultKind.Delay"/> waits, on the emulator's clock.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The code of <see cref="FaultKind.ServiceError"/>, for example <c>NotAuthorizedException</c>; <see cref="ModelledErrors"/> lists those an operation can answer.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The message of <see cref="FaultKind.ServiceError"/>.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>The HTTP status of <see cref="FaultKind.ServiceError"/>; the service uses 400 for all but its own failures.</summary>
    public int ErrorStatus { get; init; } = 400;

    /// <summary>How many bytes <see cref="FaultKind.Oversized"/> sends; 8 MiB by default.</summary>
    public int Size { get; init; } = 8 * 1024 * 1024;

    /// <summary>An order for an error of the service, answered once.</summary>
    /// <param name="operation">The operation, for example <c>GetUser</c>.</param>
    /// <param name="code">The error's code, for example <c>NotAuthorizedException</c>.</param>
    /// <param name="message">Its message.</param>
    /// <param name="status">The HTTP status.</param>
    /// <returns>The order, to be handed to <see cref="EmulatorFaults.Add"/>.</returns>
    public static Fault Error(string operation, string code, string message, int status = 400) =>
        new() { Operation = operation, Kind = FaultKind.ServiceError, ErrorCode = code, ErrorMessage = message, ErrorStatus = status, Times = 1 };
}
