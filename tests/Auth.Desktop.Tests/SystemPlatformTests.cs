using System.Diagnostics;
using Amplify.Desktop;
using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>Real programs, on the machine the tests run on.</summary>
[Platform(Exclude = "Win", Reason = "The programs are shell scripts.")]
internal sealed class SystemPlatformTests
{
    private string _folder = null!;

    [SetUp]
    public void Make_a_folder() => _folder = Directory.CreateTempSubdirectory().FullName;

    [TearDown]
    public void Delete_it() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task The_address_arrives_as_one_argument_whatever_is_in_it()
    {
        string opener = Script("for argument in \"$@\"; do printf '%s\\n' \"$argument\" >>\"$0.log\"; done; echo noise; echo more noise >&2");
        const string Page = "https://pool.example.com/?a=1&b=$(touch x)`touch y`;c='d'|e>f";

        int? code = await new SystemPlatform(new ManualClock()).StartAsync(Command(opener, "open", Page), default);

        Assert.That(code, Is.Zero);
        Assert.That(File.ReadAllLines($"{opener}.log"), Is.EqualTo(new[] { "open", Page }));
        Assert.That(Directory.GetFiles(_folder), Has.Length.EqualTo(2), "nothing was run");
    }

    [Test]
    public async Task A_program_that_fails_says_so()
    {
        Assert.That(await new SystemPlatform(new ManualClock()).StartAsync(Command(Script("exit 3")), default), Is.EqualTo(3));
    }

    [Test]
    public async Task A_program_that_fails_says_so_even_when_something_it_started_keeps_its_output_open()
    {
        // The child waits at a pipe until the test lets it go, and holds what the program printed to all the while.
        var platform = new SystemPlatform(new ManualClock());
        string go = Path.Combine(_folder, "go");
        Assert.That(await platform.StartAsync(Command(Script($"mkfifo \"{go}\"")), default), Is.Zero);

        int? code = await platform.StartAsync(Command(Script($"cat \"{go}\" & exit 3")), default).Soon();

        await File.WriteAllTextAsync(go, "go\n");
        Assert.That(code, Is.EqualTo(3));
    }

    [Test]
    public async Task A_program_that_prints_without_end_and_without_lines_fills_no_memory()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);

        Assert.That(await new SystemPlatform(new ManualClock()).StartAsync(Command(Script("head -c 100000000 /dev/zero; head -c 100000000 /dev/zero >&2")), default), Is.Zero);

        Assert.That(GC.GetTotalMemory(forceFullCollection: false) - before, Is.LessThan(50_000_000));
    }

    [Test]
    public async Task A_program_that_goes_on_is_a_browser_and_is_left_alone()
    {
        // It finds its input closed, waits for the test at one pipe, prints more than a pipe holds, and says at another that it got so far.
        var clock = new ManualClock();
        var platform = new SystemPlatform(clock);
        string go = Path.Combine(_folder, "go");
        string over = Path.Combine(_folder, "over");
        Assert.That(await platform.StartAsync(Command(Script($"mkfifo \"{go}\" \"{over}\"")), default), Is.Zero);

        Task<int?> starting = platform.StartAsync(Command(Script($"cat; read line <\"{go}\"; head -c 300000 /dev/zero | tr '\\0' '\\n'; echo over >\"{over}\"")), default);
        await clock.WaitForTimersAsync(1);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.That(await starting, Is.Null);
        await File.WriteAllTextAsync(go, "go\n");
        Assert.That(await File.ReadAllTextAsync(over), Is.EqualTo("over\n"));
    }

    [Test]
    public void Programs_are_files_that_may_be_run()
    {
        var platform = new SystemPlatform(TimeProvider.System);
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");

        Assert.That(platform.CanRun(Script("exit 0")));
        Assert.That(platform.CanRun(file), Is.False, "a file that may not be run");
        Assert.That(platform.CanRun(_folder), Is.False, "a folder");
        Assert.That(platform.CanRun(Path.Combine(_folder, "nothing")), Is.False, "nothing");
    }

    [Test]
    public void The_machine_knows_itself()
    {
        var platform = new SystemPlatform(TimeProvider.System);

        Assert.That(platform.Kind, Is.EqualTo(OperatingSystem.IsMacOS() ? PlatformKind.MacOS : PlatformKind.Unix));
        Assert.That(platform.KernelVersion is not null, Is.EqualTo(OperatingSystem.IsLinux()));
        Assert.That(platform.GetEnvironmentVariable("PATH"), Is.Not.Empty);
    }

    private static ProcessStartInfo Command(string file, params string[] arguments) => new(file, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private string Script(string text)
    {
        string file = Path.Combine(_folder, "script");
        File.WriteAllText(file, $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return file;
    }
}
