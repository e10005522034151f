using Amplify.Emulator;

namespace Amplify.Tests.Model.Devices;

/// <summary>Something that goes wrong with one call while a deed is done.</summary>
/// <param name="Call">The operation; an answer to a challenge goes by the challenge's name.</param>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Phase">Whether the service has done it by then.</param>
/// <param name="Times">How often; null always.</param>
internal sealed record DeviceFault(string Call, FaultKind Kind, FaultPhase Phase, int? Times)
{
    public const string Refresh = "GetTokensFromRefreshToken";

    public AuthErrorReason Reason => Kind switch
    {
        FaultKind.Throttle => AuthErrorReason.Throttled,
        FaultKind.Cut => AuthErrorReason.Network,
        _ => AuthErrorReason.ServiceFailure,
    };

    /// <summary>Whether an engine that repeats what it may gets through: three attempts, where a second one can spoil nothing.</summary>
    public bool IsOvercome(Repeats repeats) => Times < 3 && repeats switch
    {
        Repeats.Always => true,
        Repeats.WhenLost => Kind == FaultKind.Cut,
        Repeats.WhenNotDone => Kind == FaultKind.Throttle,
        _ => false,
    };

    public override string ToString() => $"{Call} meets {Kind} {(Phase == FaultPhase.Before ? "before it is done" : "after it was done")}{(Times is { } times ? $", {times}x" : ", always")}";
}
