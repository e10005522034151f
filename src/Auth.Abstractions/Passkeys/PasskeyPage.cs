namespace Amplify;

/// <summary>Some of a user's passkeys.</summary>
public sealed class PasskeyPage
{
    /// <summary>The passkeys of this page.</summary>
    public IReadOnlyList<AuthPasskey> Passkeys { get; init; } = [];

    /// <summary>Where the next page begins: <see cref="ListPasskeysOptions.Page"/> of the next call. Null on the last page.</summary>
    public string? NextPage { get; init; }
}
