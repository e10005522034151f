using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>Another browser in the place of one that cannot be had.</summary>
internal sealed class FallbackTests
{
    [Test]
    public async Task Where_no_browser_can_be_opened_the_fallback_takes_the_attempt_over_and_nothing_listens()
    {
        var fallback = new Recording();
        await using var world = new World(w => WithFallback(w, fallback, (_, _) => throw new InvalidOperationException()));
        BrowserRequest request = world.Request();

        BrowserResult result = await world.Browser.RunAsync(request).Soon();

        Assert.That(result.IsReturned);
        Assert.That(fallback.Request, Is.SameAs(request));
        Assert.That(Ports.IsFree(world.Port));
    }

    [Test]
    public async Task Where_no_address_can_be_listened_on_too()
    {
        var fallback = new Recording();
        await using var world = new World(w => WithFallback(w, fallback, w.Open));

        await world.Browser.RunAsync(world.Request(redirectUris: "https://app.example.com/callback")).Soon();

        Assert.That(fallback.Request, Is.Not.Null);
        Assert.That(world.Opened.IsCompleted, Is.False);
    }

    [Test]
    public async Task Elsewhere_it_is_not_asked()
    {
        var fallback = new Recording();
        await using var world = new World(w => WithFallback(w, fallback, w.Open));
        Task<BrowserResult> running = await world.BeginAsync();

        await world.AssertGoesOnAsync(running);

        Assert.That(fallback.Request, Is.Null);
    }

    private static SystemBrowserOptions WithFallback(World world, IBrowser fallback, Func<Uri, CancellationToken, ValueTask> openUri) =>
        new() { OpenUri = openUri, Fallback = fallback, TimeProvider = world.Clock, LoggerFactory = world.Logs };

    private sealed class Recording : IBrowser
    {
        public BrowserRequest? Request { get; private set; }

        public Task<BrowserResult> RunAsync(BrowserRequest request, CancellationToken cancellationToken = default)
        {
            Request = request;
            return Task.FromResult(BrowserResult.Returned(request.RedirectUris[0]));
        }
    }
}
