namespace Amplify.Emulator;

/// <summary>A signature was refused.</summary>
internal sealed class SignatureException(SignatureFault fault, string detail = "") : Exception($"{fault}: {detail}")
{
    public SignatureFault Fault { get; } = fault;

    /// <summary>What exactly: the names of headers, the times compared.</summary>
    public string Detail { get; } = detail;

    /// <summary>The time the request names, where that is what is wrong.</summary>
    public DateTimeOffset? RequestTime { get; init; }
}
