namespace Amplify.Emulator;

/// <summary>An order for something to go wrong.</summary>
public sealed class Fault
{
    /// <summary>The operation it strikes, as in <see cref="LoggedRequest.Operation"/> (<c>InitiateAuth</c>, <c>jwks</c>…); <c>*</c> strikes every request.</summary>
    public string Operation { get; init; } = "*";

    /// <summary>Before or after the service acts.</summary>
    public FaultPhase Phase { get; init; }

    /// <summary>What goes wrong.</summary>
    public FaultKind Kind { get; init; }

    /// <summary>How many requests it strikes; <see langword="null"/> until it is removed.</summary>
    public int? Times { get; init; }

    /// <summary>How long <see cref="FaultKind.Delay"/> waits, on the emulator's clock.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How many bytes <see cref="FaultKind.Oversized"/> sends; 8 MiB by default.</summary>
    public int Size { get; init; } = 8 * 1024 * 1024;
}
