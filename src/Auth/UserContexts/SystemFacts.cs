using System.Globalization;
using System.Reflection;
using Microsoft.Win32;

namespace Amplify.UserContexts;

/// <summary>What the operating system and the entry assembly say, read once. What cannot be had is null.</summary>
internal sealed class SystemFacts
{
    public string? MachineName { get; init; }

    /// <summary>What the installation is known by to others than this application.</summary>
    public string? MachineId { get; init; }

    /// <summary>System and version, such as <c>Windows/10.0.22631</c>, <c>ubuntu/24.04</c>, <c>macOS/15.1.0</c>.</summary>
    public string? OperatingSystem { get; init; }

    public string? Language { get; init; }

    public string? ApplicationName { get; init; }

    public string? ApplicationVersion { get; init; }

    public static SystemFacts Collect()
    {
        Assembly? entry = Assembly.GetEntryAssembly();
        return new SystemFacts
        {
            MachineName = Or(() => Environment.MachineName),
            MachineId = Or(ReadMachineId),
            OperatingSystem = Or(ReadOperatingSystem),
            Language = CultureInfo.CurrentUICulture.Name,
            ApplicationName = entry?.GetCustomAttribute<AssemblyProductAttribute>()?.Product ?? entry?.GetName().Name,
            ApplicationVersion = entry?.GetName().Version?.ToString(),
        };
    }

    /// <summary>The fields of <c>/etc/os-release</c> (os-release(5)): NAME=value, quoted or not.</summary>
    public static string? ReadOsRelease(IEnumerable<string> lines)
    {
        Dictionary<string, string> fields = lines
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .GroupBy(parts => parts[0].Trim())
            .ToDictionary(g => g.Key, g => g.Last()[1].Trim().Trim('"', '\''));
        return fields.TryGetValue("ID", out string? id)
            ? fields.TryGetValue("VERSION_ID", out string? version) ? $"{id}/{version}" : id
            : null;
    }

    private static string? ReadMachineId()
    {
        if (System.OperatingSystem.IsWindows())
        {
            return Registry.GetValue(@"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\SQMClient", "MachineId", null) as string;
        }

        const string Path = "/etc/machine-id";
        return System.OperatingSystem.IsLinux() && File.Exists(Path) ? File.ReadAllText(Path).Trim() : null;
    }

    private static string? ReadOperatingSystem()
    {
        const string Path = "/etc/os-release";
        string version = Environment.OSVersion.Version.ToString(3);
        return System.OperatingSystem.IsWindows() ? $"Windows/{version}"
            : System.OperatingSystem.IsMacOS() ? $"macOS/{version}"
            : File.Exists(Path) ? ReadOsRelease(File.ReadLines(Path)) : null;
    }

    private static string? Or(Func<string?> read)
    {
        try
        {
            return read() is { Length: > 0 } text ? text : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException or InvalidOperationException or ArgumentException)
        {
            // A fact that this system does not give away is one that is not told.
            return null;
        }
    }
}
