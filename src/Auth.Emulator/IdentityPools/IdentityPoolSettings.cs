namespace Amplify.Emulator;

/// <summary>How an identity pool begins; everything can be changed on <see cref="EmulatedIdentityPool"/> later.</summary>
public sealed class IdentityPoolSettings
{
    /// <summary>The pool's display name; its two standard roles are named after it.</summary>
    public string Name { get; init; } = "identities";

    /// <summary>Whether guests get identities and credentials (<c>AllowUnauthenticatedIdentities</c>).</summary>
    public bool AllowGuests { get; init; } = true;

    /// <summary>Whether the basic flow, GetOpenIdToken and then STS, is open (<c>AllowClassicFlow</c>).</summary>
    public bool AllowClassicFlow { get; init; }
}
