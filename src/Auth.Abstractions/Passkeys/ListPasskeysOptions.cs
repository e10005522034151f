namespace Amplify;

/// <summary>Which passkeys to list.</summary>
public sealed class ListPasskeysOptions
{
    /// <summary>How many at most, 1 to 20. Default 20.</summary>
    public int PageSize { get; init; } = 20;

    /// <summary>Where to begin: <see cref="PasskeyPage.NextPage"/> of the page before. Null: at the beginning.</summary>
    public string? Page { get; init; }
}
