using Amplify.Emulator;

namespace Amplify.Tests.Model.Devices;

/// <summary>What comes of calls that something may go wrong with.</summary>
internal static class DeviceCalls
{
    /// <summary>Makes a call.</summary>
    /// <param name="s">How things stand.</param>
    /// <param name="call">The operation, or the challenge that is answered.</param>
    /// <param name="repeats">Whether the engine sends it again.</param>
    /// <returns>What went wrong in the end, null for nothing; whether the service has done it all the same; and the state with what is left of the fault.</returns>
    public static (AuthErrorReason? Wrong, bool IsDone, DeviceState After) Call(this DeviceState s, string call, Repeats repeats)
    {
        if (s.Fault is not { } fault || fault.Call != call)
        {
            return (null, true, s);
        }

        return fault.IsOvercome(repeats)
            ? (null, true, s with { Fault = null })
            : (fault.Reason, fault.Phase == FaultPhase.After, s with { Fault = fault.Times == 1 ? null : fault with { Times = fault.Times - 1 } });
    }

    /// <summary>The calls that whoever is signed in makes with these operations, a refresh among them where it is due.</summary>
    public static IReadOnlyList<string> CallsOf(this DeviceState s, int machine, params string[] operations) => s.Machines[machine].Session switch
    {
        null => [],
        { IsExpired: true } => [DeviceFault.Refresh, .. operations],
        _ => operations,
    };

    /// <summary>The session of a machine, renewed where its tokens have expired.</summary>
    /// <returns>Null where nobody is signed in, or no longer; what went wrong with the refresh; why the session is over.</returns>
    public static (MachineSession? Session, AuthErrorReason? Wrong, string? Over, DeviceState After) Read(this DeviceState s, int machine)
    {
        if (s.Machines[machine].Session is not { IsExpired: true } session)
        {
            return (s.Machines[machine].Session, null, null, s);
        }

        bool isForgotten = s.Devices[session.Device].Forgotten;
        bool isLost = s.Fault is { Call: DeviceFault.Refresh, Phase: FaultPhase.After };
        (AuthErrorReason? wrong, _, DeviceState now) = s.Call(DeviceFault.Refresh, Repeats.WhenLost);

        // The refresh token that was sent is spent where each serves once, which only another attempt shows.
        bool isSpent = session.IsSpent || (isLost && !isForgotten && s.Rotation);
        if (wrong is not null)
        {
            MachineSession after = session with { IsSpent = isSpent };
            return (after, wrong, null, now.With(machine, m => m with { Session = after }));
        }

        string? over = isForgotten ? nameof(SessionEndReason.RefreshTokenInvalid) : isSpent ? DeviceDeeds.AnswerLost : null;
        MachineSession? renewed = over is null ? session with { IsExpired = false } : null;
        return (renewed, null, over, now.With(machine, m => m with { Session = renewed }));
    }

    /// <summary>A call for whoever is signed in on a machine.</summary>
    /// <param name="s">How things stand.</param>
    /// <param name="machine">Where.</param>
    /// <param name="operation">What is called; doing it twice is doing it once.</param>
    /// <param name="act">What the service does, and what is seen of it.</param>
    /// <param name="here">What the engine does when the service has answered.</param>
    public static (string Seen, DeviceState After) CallAsUser(
        this DeviceState s,
        int machine,
        string operation,
        Func<DeviceState, MachineSession, (string Seen, DeviceState After)> act,
        Func<DeviceState, MachineSession, DeviceState>? here = null)
    {
        (MachineSession? session, AuthErrorReason? offline, _, DeviceState now) = s.Read(machine);
        if (session is null || offline is not null)
        {
            return ($"throws {offline ?? AuthErrorReason.SignInRequired}", now);
        }

        (AuthErrorReason? wrong, bool isDone, now) = now.Call(operation, Repeats.Always);
        (string seen, DeviceState done) = act(now, session);
        return wrong is null ? (seen, here?.Invoke(done, session) ?? done) : ($"throws {wrong}", isDone ? done : now);
    }
}
