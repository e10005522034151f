using System.Collections.Immutable;

namespace Amplify.Tests.Model.Devices;

/// <summary>What the model knows: the pool's devices, and what two machines keep of them.</summary>
/// <param name="OptIn">Whether the pool remembers devices only when their users want it.</param>
/// <param name="Rotation">Whether each refresh token serves once, without a second chance.</param>
internal sealed record DeviceState(bool OptIn, bool Rotation)
{
    public ImmutableList<PoolDevice> Devices { get; init; } = [];

    public ImmutableArray<Machine> Machines { get; init; } = [new Machine(), new Machine()];

    /// <summary>What goes wrong now.</summary>
    public DeviceFault? Fault { get; init; }

    public DeviceState With(int machine, Func<Machine, Machine> change) => this with { Machines = Machines.SetItem(machine, change(Machines[machine])) };

    public DeviceState Change(int device, Func<PoolDevice, PoolDevice> change) => this with { Devices = Devices.SetItem(device, change(Devices[device])) };

    /// <summary>The pool forgets a device, if it ever knew it.</summary>
    public DeviceState Forget(int device) => Change(device, known => known with { Forgotten = known.Confirmed });

    public DeviceState ForgetAll(string user) => this with { Devices = [.. Devices.Select(device => device.User == user ? device with { Forgotten = device.Confirmed } : device)] };

    /// <summary>A machine keeps a device no longer.</summary>
    public DeviceState Drop(int machine, int device) => With(machine, m => m with { Profile = m.Profile.RemoveRange(m.Profile.Where(kept => kept.Value == device).Select(kept => kept.Key)) });

    /// <summary>What a look at the pool shows of a user.</summary>
    public string FactOf(string user) => string.Join(", ", OfUser(user).Select(device => Devices[device].Remembered ? "remembered" : "not remembered"));

    /// <summary>What a look at a machine's profile shows: which of the user's devices it can prove, by its place at the pool. Those that the pool has forgotten may be there or not.</summary>
    public string KeptFact(int machine, string user) => Machines[machine].Profile.TryGetValue(user, out int kept) && Devices[kept].IsKnown ? $"device {OfUser(user).IndexOf(kept)}" : "none";

    private List<int> OfUser(string user) => [.. Enumerable.Range(0, Devices.Count).Where(device => Devices[device].User == user && Devices[device].IsKnown)];
}
