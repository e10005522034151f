namespace Amplify.Emulator;

/// <summary>Whom a provider's token stands for, as a test's own judge tells it.</summary>
public sealed class FederatedUser
{
    /// <summary>The provider's id of the user: the same id is the same identity.</summary>
    public required string UserId { get; init; }

    /// <summary>What the token says, for role mapping by rules.</summary>
    public IReadOnlyDictionary<string, string> Claims { get; init; } = new Dictionary<string, string>();
}
