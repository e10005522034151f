using Microsoft.Playwright;

namespace Amplify.Tests;

/// <summary>The distribution's Chromium without a window, started once for all tests.</summary>
[SetUpFixture]
public sealed class Chromium
{
    private const string DefaultPath = "/usr/bin/chromium";
    private static IPlaywright? _playwright;
    private static Microsoft.Playwright.IBrowser? _browser;

    [OneTimeSetUp]
    public async Task Start()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? DefaultPath,
            Headless = true,
            Args = ["--no-sandbox"], // Chromium refuses its sandbox as root; it sees pages of this machine only.
        });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A browser with nothing in it: no cookies, no history.</summary>
    /// <param name="options">How it looks at pages.</param>
    public static Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions? options = null) => _browser!.NewContextAsync(options);
}
