using System.ComponentModel;
using System.Diagnostics;
using Amplify.Desktop;
using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>What is started to open a page, on each platform: the file and the list of arguments.</summary>
internal sealed class BrowserCommandTests
{
    // Everything that means something to one shell or the other. What no address may hold arrives escaped.
    private const string Hostile = "https://pool.example.com/authorize?a=1&b=$(reboot)`x`;c='d'|e>f\"g h%20i^%PATH%!j\\k";

    private static string Page => new Uri(Hostile).AbsoluteUri;

    [Test]
    public async Task Windows_asks_the_shell_which_takes_an_address_and_no_command()
    {
        ProcessStartInfo start = await StartedAsync(new FakePlatform(PlatformKind.Windows));

        Assert.That(start.UseShellExecute);
        Assert.That(start.FileName, Is.EqualTo(Page));
        Assert.That(start.Arguments, Is.Empty);
        Assert.That(start.ArgumentList, Is.Empty);
    }

    [Test]
    public async Task MacOS_opens_with_its_own_opener()
    {
        ProcessStartInfo start = await StartedAsync(new FakePlatform(PlatformKind.MacOS));

        AssertCommand(start, "/usr/bin/open", Page);
    }

    [TestCase("/usr/bin/xdg-open")]
    [TestCase("/usr/local/bin/xdg-open")]
    [TestCase("/usr/bin/gio", "open")]
    [TestCase("/usr/bin/sensible-browser")]
    [TestCase("/usr/bin/x-www-browser")]
    [TestCase("/usr/bin/firefox")]
    [TestCase("/usr/bin/google-chrome")]
    [TestCase("/usr/bin/chromium")]
    public async Task Linux_opens_with_what_is_installed(string file, params string[] arguments)
    {
        ProcessStartInfo start = await StartedAsync(new FakePlatform(PlatformKind.Unix) { Programs = { file } });

        AssertCommand(start, file, [.. arguments, Page]);
    }

    [Test]
    public async Task Linux_prefers_the_desktops_own_choice_to_a_browser_of_ours()
    {
        ProcessStartInfo start = await StartedAsync(new FakePlatform(PlatformKind.Unix) { Programs = { "/usr/bin/firefox", "/usr/bin/xdg-open" } });

        AssertCommand(start, "/usr/bin/xdg-open", Page);
    }

    [Test]
    public async Task The_first_folder_of_the_path_wins_and_relative_ones_are_not_looked_into()
    {
        var platform = new FakePlatform(PlatformKind.Unix) { Programs = { "bin/xdg-open", "./xdg-open", "/xdg-open", "/b/xdg-open", "/c/xdg-open" } };
        platform.Environment["PATH"] = "bin::.:/a:/b/:/c";

        AssertCommand(await StartedAsync(platform), "/b/xdg-open", Page);
    }

    [Test]
    public async Task Wayland_is_a_display_too()
    {
        var platform = new FakePlatform(PlatformKind.Unix) { Programs = { "/usr/bin/xdg-open" } };
        platform.Environment.Remove("DISPLAY");
        platform.Environment["WAYLAND_DISPLAY"] = "wayland-0";

        AssertCommand(await StartedAsync(platform), "/usr/bin/xdg-open", Page);
    }

    [TestCase("WSL_DISTRO_NAME")]
    [TestCase(null)]
    public async Task WSL_opens_the_browser_of_Windows_without_any_display(string? variable)
    {
        var platform = new FakePlatform(PlatformKind.Unix)
        {
            KernelVersion = variable is null ? "Linux version 5.15.90.1-Microsoft-standard-WSL2" : "Linux version 6",
            Programs = { "/usr/bin/wslview", "/mnt/c/Windows/System32/rundll32.exe" },
        };
        platform.Environment.Remove("DISPLAY");
        platform.Environment["PATH"] += ":/mnt/c/Windows/System32";
        if (variable is not null)
        {
            platform.Environment[variable] = "Debian";
        }

        AssertCommand(await StartedAsync(platform), "/usr/bin/wslview", Page);

        platform.Programs.Remove("/usr/bin/wslview");
        platform.Started.Clear();
        AssertCommand(await StartedAsync(platform), "/mnt/c/Windows/System32/rundll32.exe", "url.dll,FileProtocolHandler", Page);
    }

    [Test]
    public async Task Elsewhere_programs_of_Windows_are_not_started()
    {
        var platform = new FakePlatform(PlatformKind.Unix) { KernelVersion = "Linux version 6", Programs = { "/usr/bin/wslview", "/usr/bin/xdg-open" } };

        AssertCommand(await StartedAsync(platform), "/usr/bin/xdg-open", Page);
    }

    [Test]
    public async Task A_browser_that_the_environment_names_comes_first_and_needs_no_display()
    {
        var platform = new FakePlatform(PlatformKind.Unix) { Programs = { "/opt/remote/open-on-the-client", "/usr/bin/xdg-open" } };
        platform.Environment.Remove("DISPLAY");
        platform.Environment["BROWSER"] = "/opt/remote/open-on-the-client";

        AssertCommand(await StartedAsync(platform), "/opt/remote/open-on-the-client", Page);
    }

    [TestCase("firefox")]
    [TestCase("/usr/bin/firefox %s")]
    [TestCase("/usr/bin/firefox:/usr/bin/chromium")]
    [TestCase("")]
    public async Task A_list_or_a_pattern_of_browsers_is_left_to_those_who_understand_it(string browser)
    {
        var platform = new FakePlatform(PlatformKind.Unix) { Programs = { "firefox", "/usr/bin/xdg-open" } };
        platform.Environment["BROWSER"] = browser;

        AssertCommand(await StartedAsync(platform), "/usr/bin/xdg-open", Page);
    }

    [Test]
    public async Task What_fails_is_followed_by_the_next()
    {
        var platform = new FakePlatform(PlatformKind.Unix) { Programs = { "/usr/bin/xdg-open", "/usr/bin/gio", "/usr/bin/firefox", "/usr/bin/chromium" } };
        platform.Run = start => start.FileName switch
        {
            "/usr/bin/xdg-open" => 3,
            "/usr/bin/gio" => throw new Win32Exception(13),
            _ => null,
        };

        await OpenAsync(platform, Hostile);

        Assert.That(platform.Started.Select(start => start.FileName), Is.EqualTo(new[] { "/usr/bin/xdg-open", "/usr/bin/gio", "/usr/bin/firefox" }));
    }

    [Test]
    public void When_all_fail_the_error_says_so_without_the_address()
    {
        var platform = new FakePlatform(PlatformKind.Windows) { Run = start => throw new Win32Exception(1155, $"Cannot start '{start.FileName}'.") };

        AuthException thrown = Assert.ThrowsAsync<AuthException>(() => OpenAsync(platform, Hostile));

        Assert.That(thrown.Reason, Is.EqualTo(AuthErrorReason.BrowserUnavailable));
        Assert.That(thrown.ToString(), Does.Contain("1155").And.Not.Contains("authorize"));
    }

    [Test]
    public void Without_a_display_nothing_is_started_and_the_console_is_recommended()
    {
        var platform = new FakePlatform(PlatformKind.Unix) { Programs = { "/usr/bin/xdg-open" } };
        platform.Environment.Remove("DISPLAY");

        AuthException thrown = Assert.ThrowsAsync<AuthException>(() => OpenAsync(platform, Hostile));

        Assert.That(thrown.Reason, Is.EqualTo(AuthErrorReason.BrowserUnavailable));
        Assert.That(thrown.Suggestion, Does.Contain(nameof(ConsoleBrowser)));
        Assert.That(platform.Started, Is.Empty);
    }

    [Test]
    public void Without_any_program_the_error_says_what_to_install()
    {
        AuthException thrown = Assert.ThrowsAsync<AuthException>(() => OpenAsync(new FakePlatform(PlatformKind.Unix), Hostile));

        Assert.That(thrown.Reason, Is.EqualTo(AuthErrorReason.BrowserUnavailable));
        Assert.That(thrown.Suggestion, Does.Contain("xdg-utils"));
    }

    [TestCase("file:///etc/passwd")]
    [TestCase("ftp://pool.example.com/")]
    [TestCase("javascript:alert(1)")]
    [TestCase("ms-settings:")]
    [TestCase("//pool.example.com/", UriKind.Relative)]
    [TestCase("/authorize", UriKind.Relative)]
    public void Only_web_pages_are_opened(string page, UriKind kind = UriKind.Absolute)
    {
        var platform = new FakePlatform(PlatformKind.Windows);
        bool asked = false;
        var own = new Opener((_, _) => { asked = true; return ValueTask.CompletedTask; }, platform, new ListLogger());

        Assert.That(Assert.ThrowsAsync<AuthException>(() => new Opener(null, platform, new ListLogger()).OpenAsync(new Uri(page, kind), default)).Reason, Is.EqualTo(AuthErrorReason.BrowserUnavailable));
        Assert.That(Assert.ThrowsAsync<AuthException>(() => own.OpenAsync(new Uri(page, kind), default)).Reason, Is.EqualTo(AuthErrorReason.BrowserUnavailable));
        Assert.That(platform.Started, Is.Empty);
        Assert.That(asked, Is.False);
    }

    [Test]
    public async Task No_log_holds_the_address()
    {
        var logs = new ListLogger();
        foreach (int? code in new int?[] { 0, 4 })
        {
            foreach (PlatformKind kind in Enum.GetValues<PlatformKind>())
            {
                var platform = new FakePlatform(kind) { Programs = { "/usr/bin/xdg-open" }, Run = _ => code };
                await new Opener(null, platform, logs).OpenAsync(new Uri(Hostile), default).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }

        Assert.That(logs.Entries, Has.Length.EqualTo(6));
        Assert.That(logs.Text, Does.Not.Contain("pool.example.com"));
    }

    private static async Task<ProcessStartInfo> StartedAsync(FakePlatform platform)
    {
        await OpenAsync(platform, Hostile);
        return platform.Started.Single();
    }

    private static Task OpenAsync(FakePlatform platform, string page) => new Opener(null, platform, new ListLogger()).OpenAsync(new Uri(page), default);

    private static void AssertCommand(ProcessStartInfo start, string file, params string[] arguments)
    {
        Assert.That(start.FileName, Is.EqualTo(file));
        Assert.That(start.ArgumentList, Is.EqualTo(arguments));
        Assert.That(start.Arguments, Is.Empty);
        Assert.That(start.UseShellExecute, Is.False);
        Assert.That(start is { RedirectStandardInput: true, RedirectStandardOutput: true, RedirectStandardError: true }, "nothing it prints gets into the terminal");
    }
}
