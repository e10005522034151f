namespace Amplify.Emulator;

/// <summary>An entry of <c>Logins</c> that was found true.</summary>
internal sealed class VerifiedLogin
{
    /// <summary>The provider's name as identities remember it.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's id of the user.</summary>
    public required string UserId { get; init; }

    /// <summary>The provider's name as role mappings know it: for user pools with the client id at its end.</summary>
    public required string MappingKey { get; init; }

    /// <summary>What the third entry of <c>amr</c> says.</summary>
    public required string Trace { get; init; }

    /// <summary>What rules look at; each claim with its values.</summary>
    public required Func<string, IReadOnlyList<string>> Claims { get; init; }
}
