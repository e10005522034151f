using System.Diagnostics;

namespace Amplify.Desktop;

/// <summary>The machine this runs on.</summary>
internal sealed class SystemPlatform(TimeProvider time) : IPlatform
{
    private const string KernelVersionFile = "/proc/version";
    private const UnixFileMode Run = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // What opens a browser for others says within this whether it could; a browser itself goes on.
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(2);

    public PlatformKind Kind => OperatingSystem.IsWindows() ? PlatformKind.Windows : OperatingSystem.IsMacOS() ? PlatformKind.MacOS : PlatformKind.Unix;

    public string? KernelVersion => File.Exists(KernelVersionFile) ? File.ReadAllText(KernelVersionFile) : null;

    public string? GetEnvironmentVariable(string name) => Environment.GetEnvironmentVariable(name);

    public bool CanRun(string path) => File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Run) != 0);

    public async Task<int?> StartAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        var process = Process.Start(start);
        if (process is null || start.UseShellExecute)
        {
            process?.Dispose();
            return null;
        }

        Task<int> ending = EndAsync(process);
        try
        {
            return await ending.WaitAsync(_soon, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Throws away what it prints as long as it prints: a full or a closed pipe would stop a browser that we were the first to start.</summary>
    private static async Task<int> EndAsync(Process process)
    {
        using (process)
        {
            process.StandardInput.Close();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            return process.ExitCode;
        }
    }
}
