namespace Amplify.Desktop;

/// <summary>Whose means of opening a browser there are.</summary>
internal enum PlatformKind
{
    /// <summary>Linux, WSL, and whatever else has a PATH and a display.</summary>
    Unix,

    /// <summary>Windows.</summary>
    Windows,

    /// <summary>macOS.</summary>
    MacOS,
}
