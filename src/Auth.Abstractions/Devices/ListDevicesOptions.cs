namespace Amplify;

/// <summary>Which devices to list.</summary>
public sealed class ListDevicesOptions
{
    /// <summary>How many at most, 1 to 60. Default 60.</summary>
    public int PageSize { get; init; } = 60;

    /// <summary>Where to begin: <see cref="DevicePage.NextPage"/> of the page before. Null: at the beginning.</summary>
    public string? Page { get; init; }
}
