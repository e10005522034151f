using System.Diagnostics;

namespace Amplify.Desktop;

/// <summary>What opening a browser needs of the machine.</summary>
internal interface IPlatform
{
    PlatformKind Kind { get; }

    /// <summary>What the Linux kernel says it is; null elsewhere.</summary>
    string? KernelVersion { get; }

    string? GetEnvironmentVariable(string name);

    /// <summary>Whether there is a program at this path that may be run.</summary>
    bool CanRun(string path);

    /// <summary>Starts a program.</summary>
    /// <returns>Its exit code when it ended soon, or null when it goes on: a browser does.</returns>
    Task<int?> StartAsync(ProcessStartInfo start, CancellationToken cancellationToken);
}
