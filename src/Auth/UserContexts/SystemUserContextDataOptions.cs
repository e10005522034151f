namespace Amplify;

/// <summary>What <see cref="SystemUserContextData"/> tells.</summary>
public sealed class SystemUserContextDataOptions
{
    /// <summary>The version of the format, as the service knows its collectors by. Default: that of AWS's newest collector with this content.</summary>
    public string Version { get; init; } = "FLUTTER20230306";

    /// <summary>The application's name. Null: the product name of the entry assembly.</summary>
    public string? ApplicationName { get; init; }

    /// <summary>The application's version. Null: that of the entry assembly.</summary>
    public string? ApplicationVersion { get; init; }

    /// <summary>The screen's width in pixels; a user interface's toolkit knows it. Default 0: not told.</summary>
    public int ScreenWidthPixels { get; init; }

    /// <summary>The screen's height in pixels. Default 0: not told.</summary>
    public int ScreenHeightPixels { get; init; }

    /// <summary>The user's IP address, for app clients that are set to accept it; null for none.</summary>
    public string? IpAddress { get; init; }
}
