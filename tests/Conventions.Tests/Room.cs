namespace Amplify.Tests;

/// <summary>What a room may reference beside the base class library.</summary>
internal sealed class Room(string[]? Rooms = null, string[]? Packages = null, string[]? Frameworks = null)
{
    public IReadOnlyList<string> Rooms { get; } = Rooms ?? [];

    public IReadOnlyList<string> Packages { get; } = Packages ?? [];

    public IReadOnlyList<string> Frameworks { get; } = Frameworks ?? [];
}
