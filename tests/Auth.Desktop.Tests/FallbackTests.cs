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

    [Test]
    public async Task It_is_part_of_the_attempt_a_newer_one_ends_it_and_so_does_disposal([Values] bool dispose)
    {
        var fallback = new Waiting();
        bool broken = true;
        await using var world = new World(w => WithFallback(w, fallback, (page, token) => broken ? throw new InvalidOperationException() : w.Open(page, token)));
        Task<BrowserResult> older = world.Browser.RunAsync(world.Request());
        await fallback.Started.Soon();
        broken = false;

        Task<BrowserResult>? newer = null;
        if (dispose)
        {
            await world.Browser.DisposeAsync();
        }
        else
        {
            newer = world.Browser.RunAsync(world.Request());
        }

        Assert.That((await older.Soon()).Outcome, Is.EqualTo(BrowserOutcome.Cancelled));
        if (newer is not null)
        {
            await world.Opened.Soon();
            await world.AssertGoesOnAsync(newer);
        }
    }

    [Test]
    public async Task It_has_what_is_left_of_the_time()
    {
        var fallback = new Waiting();
        await using var world = new World(w => WithFallback(w, fallback, (_, _) => throw new InvalidOperationException()));
        Task<BrowserResult> running = world.Browser.RunAsync(world.Request());
        await fallback.Started.Soon();

        world.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.That((await running.Soon()).Outcome, Is.EqualTo(BrowserOutcome.TimedOut));
    }

    [Test]
    public async Task An_opener_that_fails_after_all_was_well_spoils_nothing()
    {
        await using var world = new World(w => WithFallback(w, new Recording(), async (_, _) =>
        {
            Answer page = await w.ComeBackAsync();
            Assert.That(page.Status, Is.EqualTo(200));
            throw new InvalidOperationException();
        }));

        BrowserResult result = await world.Browser.RunAsync(world.Request()).Soon();

        Assert.That(result.Callback?.Reveal(), Does.EndWith(World.Right));
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

    private sealed class Waiting : IBrowser
    {
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Started => _started.Task;

        public async Task<BrowserResult> RunAsync(BrowserRequest request, CancellationToken cancellationToken = default)
        {
            _started.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return BrowserResult.Cancelled;
        }
    }
}
