using System.Collections.Immutable;

namespace Amplify.Tests.Model.Devices;

/// <summary>A device at the pool, in the order they were made.</summary>
/// <param name="User">Whose.</param>
/// <param name="Remembered">Whether it takes part in sign-ins.</param>
/// <param name="Forgotten">Whether the pool knows it no more.</param>
internal sealed record PoolDevice(string User, bool Remembered, bool Forgotten = false);

/// <summary>One machine: what its profile keeps of users, and who is signed in with which device.</summary>
internal sealed record Machine
{
    public ImmutableSortedDictionary<string, int> Profile { get; init; } = Sorted.ByText<int>();

    public (string User, int Device)? Session { get; init; }
}

/// <summary>What the model knows: the pool's devices, and what two machines keep of them.</summary>
/// <param name="OptIn">Whether the pool remembers devices only when their users want it.</param>
internal sealed record DeviceState(bool OptIn)
{
    public ImmutableList<PoolDevice> Devices { get; init; } = [];

    public ImmutableArray<Machine> Machines { get; init; } = [new Machine(), new Machine()];

    public DeviceState With(int machine, Func<Machine, Machine> change) => this with { Machines = Machines.SetItem(machine, change(Machines[machine])) };

    public DeviceState Change(int device, Func<PoolDevice, PoolDevice> change) => this with { Devices = Devices.SetItem(device, change(Devices[device])) };

    public DeviceState ForgetAll(string user) => this with { Devices = [.. Devices.Select(device => device.User == user ? device with { Forgotten = true } : device)] };

    /// <summary>What a look at the pool shows of a user.</summary>
    public string FactOf(string user) => string.Join(", ", Devices.Where(device => device.User == user && !device.Forgotten).Select(device => device.Remembered ? "remembered" : "not remembered"));
}
