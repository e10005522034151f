namespace Amplify.Tests.Federation.InBrowser;

/// <summary>A browser that clicks through the emulator's pages by itself, and remembers what it was asked. Its cookies last as long as it does.</summary>
internal sealed class RobotBrowser(Uri home) : IBrowser, IDisposable
{
    private readonly Browser _browser = new(home);

    /// <summary>What it does on the first page it comes to; where it comes to none, it was signed in already.</summary>
    public Func<Browser, Task> Act { get; set; } = browser => browser.SubmitAsync("Sign in", ("username", "ana"), ("password", Support.AuthWorld.Password));

    /// <summary>What arrives before the real callback, made of it. None of it may be taken for an answer.</summary>
    public Func<Uri, IEnumerable<Uri>> Before { get; set; } = _ => [];

    /// <summary>What it hands back in place of the real callback.</summary>
    public Func<Uri, Uri> Instead { get; set; } = callback => callback;

    public List<BrowserRequest> Requests { get; } = [];

    public List<Uri> Started { get; } = [];

    /// <summary>How often it had to act.</summary>
    public int Acted { get; private set; }

    public async Task<BrowserResult> RunAsync(BrowserRequest request, CancellationToken cancellationToken = default)
    {
        Requests.Add(request);
        Uri start = request.GetStartUri(request.RedirectUris[0]);
        Started.Add(start);
        await _browser.GoAsync(start.AbsoluteUri);
        if (_browser.Left is null)
        {
            Acted++;
            await Act(_browser);
        }

        var callback = new Uri(_browser.Left ?? throw new InvalidOperationException($"Still at {_browser.Location}: {_browser.Title} {_browser.Error}"));
        foreach (Uri stray in Before(callback))
        {
            Assert.That(request.IsAnswer(stray), Is.False, stray.ToString());
        }

        Assert.That(request.IsAnswer(callback), Is.True, "the real one, after all that came before");
        return BrowserResult.Returned(Instead(callback));
    }

    /// <summary>What the last page was asked with.</summary>
    public IReadOnlyDictionary<string, string> Asked => Browser.ParametersOf(Started[^1].AbsoluteUri);

    public void Dispose() => _browser.Dispose();
}
