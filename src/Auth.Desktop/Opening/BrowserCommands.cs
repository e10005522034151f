using System.Diagnostics;

namespace Amplify.Desktop;

/// <summary>
/// The programs that may open a page, best first. The address is one argument of a list (or what the Windows shell opens), never part
/// of a line that a shell reads: it is full of what means something to shells.
/// </summary>
internal static class BrowserCommands
{
    private const string MacOpener = "/usr/bin/open";

    private static readonly string[][] _openers =
    [
        ["xdg-open"], ["gio", "open"], ["sensible-browser"], ["x-www-browser"], ["www-browser"],
        ["firefox"], ["google-chrome"], ["chromium"], ["chromium-browser"], ["microsoft-edge"], ["brave-browser"],
    ];

    /// <exception cref="AuthException">There is none (<see cref="AuthErrorReason.BrowserUnavailable"/>).</exception>
    public static IReadOnlyList<ProcessStartInfo> For(Uri page, IPlatform platform) => platform.Kind switch
    {
        PlatformKind.Windows => [new ProcessStartInfo { FileName = page.AbsoluteUri, UseShellExecute = true }],
        PlatformKind.MacOS => [Command(page, MacOpener, [])],
        _ => ForUnix(page, platform),
    };

    private static List<ProcessStartInfo> ForUnix(Uri page, IPlatform platform)
    {
        List<ProcessStartInfo> commands = [];

        // What a remote development environment sets to open pages where the person is; a list or a pattern is xdg-open's business.
        if (platform.GetEnvironmentVariable("BROWSER") is ['/', ..] browser && platform.CanRun(browser))
        {
            commands.Add(Command(page, browser, []));
        }

        if (IsWsl(platform))
        {
            Add(commands, page, platform, ["wslview"]);
            Add(commands, page, platform, ["rundll32.exe", "url.dll,FileProtocolHandler"]);
        }

        bool display = IsSet(platform, "DISPLAY") || IsSet(platform, "WAYLAND_DISPLAY");
        foreach (string[] opener in display ? _openers : [])
        {
            Add(commands, page, platform, opener);
        }

        return commands.Count > 0 ? commands : throw (display ? DesktopErrors.NoOpener() : DesktopErrors.NoDisplay());
    }

    private static void Add(List<ProcessStartInfo> commands, Uri page, IPlatform platform, string[] opener)
    {
        // A relative folder on the PATH is whatever the current folder makes of it.
        string? file = (platform.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Where(folder => folder.StartsWith('/'))
            .Select(folder => $"{folder.TrimEnd('/')}/{opener[0]}")
            .FirstOrDefault(platform.CanRun);
        if (file is not null)
        {
            commands.Add(Command(page, file, opener[1..]));
        }
    }

    private static ProcessStartInfo Command(Uri page, string file, string[] arguments) => new(file, [.. arguments, page.AbsoluteUri])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static bool IsWsl(IPlatform platform) => IsSet(platform, "WSL_DISTRO_NAME")
        || platform.KernelVersion?.Contains("microsoft", StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsSet(IPlatform platform, string name) => !string.IsNullOrEmpty(platform.GetEnvironmentVariable(name));
}
