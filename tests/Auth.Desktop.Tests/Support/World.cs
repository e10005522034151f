namespace Amplify.Tests.Support;

/// <summary>A browser on a clock and ports of its own, and an attempt with it whose state is "right".</summary>
internal sealed class World : IAsyncDisposable
{
    public const string State = "rIgHtStAtE0123456789";

    private readonly TaskCompletionSource<Uri> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public World(Func<World, SystemBrowserOptions>? options = null)
    {
        Port = Ports.Free();
        Browser = new SystemBrowser(options?.Invoke(this) ?? Options());
    }

    public int Port { get; }

    public ManualClock Clock { get; } = new();

    public ListLogger Logs { get; } = new();

    public SystemBrowser Browser { get; }

    /// <summary>The page that was opened, once it is.</summary>
    public Task<Uri> Opened => _opened.Task;

    public string RedirectUri => $"http://localhost:{Port}/callback";

    /// <summary>The query the browser comes back with when all is well.</summary>
    public static string Right => $"/callback?code=abc&state={State}";

    public SystemBrowserOptions Options(
        Func<Uri, CancellationToken, ValueTask>? openUri = null, Func<CancellationToken, ValueTask>? bringToFront = null, string? name = null, BrowserPageTexts? texts = null) => new()
        {
            OpenUri = openUri ?? Open,
            BringToFront = bringToFront,
            ApplicationName = name,
            PageTexts = texts,
            TimeProvider = Clock,
            LoggerFactory = Logs,
        };

    public ValueTask Open(Uri page, CancellationToken cancellationToken)
    {
        _opened.TrySetResult(page);
        return ValueTask.CompletedTask;
    }

    public BrowserRequest Request(BrowserPurpose purpose = BrowserPurpose.SignIn, Func<Uri, bool>? isAnswer = null, params string[] redirectUris) => new(
        [.. (redirectUris.Length > 0 ? redirectUris : [RedirectUri]).Select(uri => new Uri(uri))],
        redirect => new Uri($"https://pool.example.com/oauth2/authorize?state={State}&redirect_uri={Uri.EscapeDataString(redirect.OriginalString)}"),
        isAnswer ?? (callback => callback.Query.TrimStart('?').Split('&').Contains($"state={State}")))
    {
        Purpose = purpose,
    };

    /// <summary>Begins an attempt and waits until the browser is open: it listens then.</summary>
    public async Task<Task<BrowserResult>> BeginAsync(BrowserRequest? request = null, CancellationToken cancellationToken = default)
    {
        Task<BrowserResult> running = Browser.RunAsync(request ?? Request(), cancellationToken);
        await Task.WhenAny(Opened, running).Soon();
        return running;
    }

    /// <summary>The real browser comes back.</summary>
    public Task<Answer> ComeBackAsync() => Client.SendAsync(Port, Client.Get(Port, Right));

    /// <summary>The proof that nothing ended the attempt before: the real callback still ends it.</summary>
    public async Task AssertGoesOnAsync(Task<BrowserResult> running)
    {
        Assert.That(running.IsCompleted, Is.False, "the attempt goes on");
        Answer answer = await ComeBackAsync();
        BrowserResult result = await running.Soon();
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(result.Callback?.Reveal(), Is.EqualTo($"http://localhost:{Port}{Right}"));
    }

    public ValueTask DisposeAsync() => Browser.DisposeAsync();
}
