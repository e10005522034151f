using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Amplify.Tests;

/// <summary>
/// Looks at pages: nothing overflows, and axe finds nothing that keeps people out. With the environment variable SCREENSHOTS set to a folder it leaves
/// pictures there for others to look at.
/// </summary>
/// <param name="page">Where the pages come.</param>
/// <param name="suffix">What tells its pictures from those of others.</param>
/// <param name="options">What axe looks for; null for everything.</param>
internal sealed class Look(IPage page, string suffix, AxeRunOptions? options = null)
{
    private static readonly string? _folder = Environment.GetEnvironmentVariable("SCREENSHOTS");

    /// <summary>How many pages were looked at.</summary>
    public int Count { get; private set; }

    public static Task PictureAsync(IPage page, string name) =>
        _folder is null ? Task.CompletedTask : page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(_folder, $"{name}.png"), FullPage = true });

    public async Task AtAsync(string name)
    {
        Count++;
        await PictureAsync(page, $"{name}-{suffix}");
        int overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.That(overflow, Is.Zero, $"{name} is wider than the window");
        AxeResult found = await page.RunAxe(options);
        Assert.That(found.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}"), Is.Empty, name);
    }
}
