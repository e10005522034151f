using Amplify.Emulator;
using FsCheck;
using FsCheck.Fluent;

namespace Amplify.Tests.Model.Devices;

/// <summary>Another deed, while something goes wrong with one of its calls.</summary>
internal sealed record FaultyDeed(DeviceFault Fault, DeviceDeed Inner) : DeviceDeed
{
    /// <summary>Longer than an engine leaves the service alone after a refresh that failed.</summary>
    private static readonly TimeSpan _afterwards = TimeSpan.FromMinutes(2);

    /// <summary>A throttled request was not done, so that one strikes before.</summary>
    public static Gen<DeviceDeed> Make(DeviceState s, DeviceDeed inner) => inner.CallsFrom(s) is not { Count: > 0 } calls
        ? Gen.Constant(inner)
        : from call in Gen.Elements(calls.AsEnumerable())
          from kind in Gen.Elements(
              (FaultKind.Throttle, FaultPhase.Before),
              (FaultKind.InternalError, FaultPhase.Before),
              (FaultKind.InternalError, FaultPhase.After),
              (FaultKind.ServiceUnavailable, FaultPhase.Before),
              (FaultKind.Cut, FaultPhase.Before),
              (FaultKind.Cut, FaultPhase.After))
          from times in Gen.Elements<int?>(1, 2, null)
          select (DeviceDeed)new FaultyDeed(new DeviceFault(call, kind.Item1, kind.Item2, times), inner);

    public override (string Seen, DeviceState After) Predict(DeviceState s)
    {
        (string seen, DeviceState after) = Inner.Predict(s with { Fault = Fault });
        return (seen, after with { Fault = null });
    }

    public override async Task<string> PerformAsync(DeviceWorld world)
    {
        world.Fault = Fault;
        try
        {
            return await Inner.PerformAsync(world);
        }
        finally
        {
            world.Fault = null;
            if (Fault.Call == DeviceFault.Refresh)
            {
                world.Cognito.Clock.Advance(_afterwards);
            }
        }
    }
}
