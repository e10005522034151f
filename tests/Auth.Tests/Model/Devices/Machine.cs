using System.Collections.Immutable;

namespace Amplify.Tests.Model.Devices;

/// <summary>One machine: what its profile keeps of users, and who is signed in with which device.</summary>
internal sealed record Machine
{
    public ImmutableSortedDictionary<string, int> Profile { get; init; } = Sorted.ByText<int>();

    public MachineSession? Session { get; init; }
}
