using System.Collections.Concurrent;
using System.Diagnostics;
using Amplify.Desktop;

namespace Amplify.Tests.Support;

/// <summary>A machine the test makes up: what is installed and set, and what was started on it.</summary>
internal sealed class FakePlatform(PlatformKind kind) : IPlatform
{
    public PlatformKind Kind { get; } = kind;

    public string? KernelVersion { get; init; }

    public Dictionary<string, string> Environment { get; } = new() { ["PATH"] = "/usr/local/bin:/usr/bin", ["DISPLAY"] = ":0" };

    public HashSet<string> Programs { get; } = [];

    /// <summary>What a program does when it is started: ends with a code, goes on (null), or cannot be started at all.</summary>
    public Func<ProcessStartInfo, int?> Run { get; set; } = _ => 0;

    public ConcurrentQueue<ProcessStartInfo> Started { get; } = [];

    public string? GetEnvironmentVariable(string name) => Environment.GetValueOrDefault(name);

    public bool CanRun(string path) => Programs.Contains(path);

    public Task<int?> StartAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        Started.Enqueue(start);
        return Task.FromResult(Run(start));
    }
}
