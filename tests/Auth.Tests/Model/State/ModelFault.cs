using Amplify.Emulator;

namespace Amplify.Tests.Model;

/// <summary>Something that goes wrong with one operation while a command runs.</summary>
internal sealed record ModelFault(string Operation, FaultKind Kind, FaultPhase Phase, int? Times)
{
    /// <summary>The reasons an engine may give for it.</summary>
    public IReadOnlyList<string> Errors => Kind switch
    {
        FaultKind.Throttle => [nameof(AuthErrorReason.Throttled)],
        FaultKind.InternalError or FaultKind.ServiceUnavailable => [nameof(AuthErrorReason.ServiceFailure)],
        FaultKind.Cut => [nameof(AuthErrorReason.Network)],
        FaultKind.Truncated => [nameof(AuthErrorReason.Network), nameof(AuthErrorReason.InvalidResponse)],
        _ => [nameof(AuthErrorReason.InvalidResponse)],
    };

    public Fault Order() => new() { Operation = Operation, Kind = Kind, Phase = Phase, Times = Times };

    public override string ToString() => $"{Operation} meets {Kind} {(Phase == FaultPhase.Before ? "before it is done" : "after it was done")}{(Times is { } times ? $", {times}x" : ", always")}";
}
