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

    /// <summary>Its exit code: when it ends itself, whatever goes on of what it started, and holds its output open.</summary>
    private static async Task<int> EndAsync(Process process)
    {
        Task printing = ThrowAwayAsync(process);
        try
        {
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            return process.ExitCode;
        }
        finally
        {
            _ = printing.ContinueWith(_ => process.Dispose(), TaskScheduler.Default);
        }
    }

    /// <summary>As long as anybody prints: a full or a closed pipe would stop a browser that we were the first to start.</summary>
    private static Task ThrowAwayAsync(Process process)
    {
        process.StandardInput.Close();
        return Task.WhenAll(
            process.StandardOutput.BaseStream.CopyToAsync(Stream.Null),
            process.StandardError.BaseStream.CopyToAsync(Stream.Null));
    }
}
