namespace Amplify.Tests;

/// <summary>Somebody who need not follow a rule, and why.</summary>
internal sealed class Waiver(string name, string reason)
{
    /// <summary>A type's full name, or a member as <c>Type.Member</c>.</summary>
    public string Name { get; } = name;

    public string Reason { get; } = reason;

    public override string ToString() => $"{Name}: {Reason}";
}
