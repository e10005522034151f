using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>However an attempt ends: no listener and no connection outlives it.</summary>
internal sealed class EndTests
{
    [Test]
    public async Task After_the_answer_the_port_is_free()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();
        Assert.That(Ports.IsFree(world.Port), Is.False);

        await world.AssertGoesOnAsync(running);

        Assert.That(Ports.IsFree(world.Port));
    }

    [Test]
    public async Task After_a_cancellation_the_port_is_free()
    {
        await using var world = new World();
        using var cancellation = new CancellationTokenSource();
        Task<BrowserResult> running = await world.BeginAsync(cancellationToken: cancellation.Token);
        using Client open = await Client.ConnectAsync(world.Port);

        await cancellation.CancelAsync();

        OperationCanceledException thrown = Assert.ThrowsAsync<OperationCanceledException>(() => running);
        Assert.That(thrown.CancellationToken, Is.EqualTo(cancellation.Token));
        Assert.That(Ports.IsFree(world.Port));
        Assert.That((await open.ReadAnswerAsync()).Text, Is.Empty);
    }

    [Test]
    public async Task A_token_that_is_cancelled_already_opens_nothing()
    {
        await using var world = new World();

        Assert.ThrowsAsync<OperationCanceledException>(() => world.Browser.RunAsync(world.Request(), new CancellationToken(canceled: true)));
        Assert.That(world.Opened.IsCompleted, Is.False);
    }

    [Test]
    public async Task When_the_time_is_up_the_port_is_free()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();
        using Client open = await Client.ConnectAsync(world.Port);
        world.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.That(running.IsCompleted, Is.False);

        world.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.That((await running.Soon()).Outcome, Is.EqualTo(BrowserOutcome.TimedOut));
        Assert.That(Ports.IsFree(world.Port));
    }

    [Test]
    public async Task An_answer_that_is_taken_counts_even_when_the_time_is_up_in_that_moment()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync(world.Request(isAnswer: _ =>
        {
            world.Clock.Advance(TimeSpan.FromMinutes(5));
            return true;
        }));

        await world.ComeBackAsync();

        Assert.That((await running.Soon()).Outcome, Is.EqualTo(BrowserOutcome.Returned));
    }

    [Test]
    public async Task An_answer_that_the_caller_does_not_want_any_more_is_none()
    {
        await using var world = new World();
        using var cancellation = new CancellationTokenSource();
        Task<BrowserResult> running = await world.BeginAsync(
            world.Request(isAnswer: _ =>
            {
                cancellation.Cancel();
                return true;
            }),
            cancellation.Token);

        await world.ComeBackAsync();

        Assert.ThrowsAsync<OperationCanceledException>(() => running.Soon());
    }

    [Test]
    public async Task It_is_not_over_while_a_request_is_still_looked_at()
    {
        await using var world = new World();
        using var asked = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        bool done = false;
        Task<BrowserResult> running = await world.BeginAsync(world.Request(isAnswer: _ =>
        {
            asked.Release();
            goOn.Wait();
            Volatile.Write(ref done, true);
            return false;
        }));
        using Client browser = await Client.ConnectAsync(world.Port);
        await world.Clock.WaitForTimersAsync(2);
        await browser.WriteAsync(Client.Get(world.Port, World.Right));
        await asked.WaitAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));

        // It gets every chance to be over too early.
        for (int i = 0; i < 10_000 && !running.IsCompleted; i++)
        {
            await Task.Yield();
        }

        goOn.Release();
        await running.Soon();
        Assert.That(Volatile.Read(ref done));
    }

    [Test]
    public async Task When_the_browser_cannot_be_opened_the_port_is_free()
    {
        await using var world = new World(w => w.Options((page, _) => throw new InvalidOperationException($"Cannot open {page}")));

        AuthException thrown = Assert.ThrowsAsync<AuthException>(() => world.Browser.RunAsync(world.Request()));

        Assert.That(thrown.Reason, Is.EqualTo(AuthErrorReason.BrowserUnavailable));
        Assert.That(thrown.ToString(), Does.Contain(nameof(InvalidOperationException)).And.Not.Contains(World.State));
        Assert.That(Ports.IsFree(world.Port));
    }

    [Test]
    public async Task When_there_is_no_page_to_open_the_port_is_free()
    {
        await using var world = new World();
        var request = new BrowserRequest([new Uri(world.RedirectUri)], _ => throw new InvalidOperationException("No page."), _ => true);

        Assert.ThrowsAsync<InvalidOperationException>(() => world.Browser.RunAsync(request));
        Assert.That(Ports.IsFree(world.Port));
    }

    [Test]
    public async Task When_it_is_disposed_of_the_attempt_is_called_off_and_the_port_is_free()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();

        await world.Browser.DisposeAsync();

        Assert.That(Ports.IsFree(world.Port), "when disposal is over, not some time later");
        Assert.That((await running.Soon()).Outcome, Is.EqualTo(BrowserOutcome.Cancelled));
        Assert.ThrowsAsync<ObjectDisposedException>(() => world.Browser.RunAsync(world.Request()));
    }

    [Test]
    public async Task A_newer_attempt_ends_the_older_one_and_takes_its_port()
    {
        await using var world = new World();
        Task<BrowserResult> older = await world.BeginAsync();
        using Client open = await Client.ConnectAsync(world.Port);
        var opened = new TaskCompletionSource();

        Task<BrowserResult> newer = world.Browser.RunAsync(new BrowserRequest(
            [new Uri(world.RedirectUri)], _ => { opened.SetResult(); return new Uri("https://pool.example.com/"); }, callback => callback.Query == "?newer"));

        Assert.That((await older.Soon()).Outcome, Is.EqualTo(BrowserOutcome.Cancelled));
        await opened.Task.Soon();
        Assert.That((await world.ComeBackAsync()).Status, Is.EqualTo(400), "the older one's callback");
        Assert.That((await Client.SendAsync(world.Port, Client.Get(world.Port, "/callback?newer"))).Status, Is.EqualTo(200));
        Assert.That((await newer.Soon()).IsReturned);
    }

    [Test]
    public async Task Of_many_attempts_at_once_the_last_stays()
    {
        await using var world = new World();

        TaskCompletionSource[] opened = [.. Enumerable.Range(0, 20).Select(_ => new TaskCompletionSource())];
        Task<BrowserResult>[] all = [.. opened.Select(its => world.Browser.RunAsync(new BrowserRequest(
            [new Uri(world.RedirectUri)], _ => { its.SetResult(); return new Uri("https://pool.example.com/"); }, _ => true)))];
        BrowserResult[] ended = await Task.WhenAll(all[..^1]).Soon();
        await opened[^1].Task.Soon();

        Assert.That((await world.ComeBackAsync()).Status, Is.EqualTo(200));
        Assert.That(ended.Select(result => result.Outcome), Is.All.EqualTo(BrowserOutcome.Cancelled));
        Assert.That((await all[^1].Soon()).IsReturned);
        Assert.That(Ports.IsFree(world.Port));
    }

    [Test]
    public async Task A_third_attempt_waits_for_the_first_too_though_the_second_was_called_off_while_it_waited()
    {
        // The check of the first looks at a callback for a long time, and until then its port is not free.
        using var looked = new ManualResetEventSlim();
        var looking = new TaskCompletionSource();
        await using var world = new World();
        Task<BrowserResult> first = await world.BeginAsync(world.Request(isAnswer: _ =>
        {
            looking.TrySetResult();
            looked.Wait(CancellationToken.None);
            return false;
        }));
        using Client slow = await Client.ConnectAsync(world.Port);
        await slow.WriteAsync(Client.Get(world.Port, World.Right));
        await looking.Task.Soon();

        Task<BrowserResult> second = world.Browser.RunAsync(world.Request());
        var listening = new TaskCompletionSource();
        Task<BrowserResult> third = world.Browser.RunAsync(new BrowserRequest(
            [new Uri(world.RedirectUri)], _ => { listening.SetResult(); return new Uri("https://pool.example.com/"); }, _ => true));
        Assert.That((await second.Soon()).Outcome, Is.EqualTo(BrowserOutcome.Cancelled));
        for (int i = 0; i < 1000; i++)
        {
            await Task.Yield();
        }

        Assert.That((listening.Task.IsCompleted, third.IsCompleted), Is.EqualTo((false, false)));
        looked.Set();
        await first.Soon();

        await Task.WhenAny(listening.Task, third).Soon();
        await world.AssertGoesOnAsync(third);
    }

    [Test]
    public async Task Two_browsers_of_one_program_do_not_end_each_other()
    {
        await using var world = new World();
        await using var other = new World();
        Task<BrowserResult> running = await world.BeginAsync();
        Task<BrowserResult> otherRunning = await other.BeginAsync();

        await world.AssertGoesOnAsync(running);
        await other.AssertGoesOnAsync(otherRunning);
    }

    [Test]
    public async Task An_opener_that_never_ends_is_told_so_when_the_answer_is_there()
    {
        var told = new TaskCompletionSource();
        await using var world = new World(w => w.Options(async (page, cancellation) =>
        {
            await w.Open(page, cancellation);
            cancellation.Register(told.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, w.Clock, CancellationToken.None);
        }));
        Task<BrowserResult> running = await world.BeginAsync();

        await world.AssertGoesOnAsync(running);
        await told.Task.Soon();
    }

    [Test]
    public async Task An_opener_that_blocks_its_thread_holds_nothing_up()
    {
        using var end = new ManualResetEventSlim();
        var ended = new TaskCompletionSource();
        await using var world = new World(w => w.Options((page, cancellation) =>
        {
            _ = w.Open(page, cancellation).AsTask();
            end.Wait(CancellationToken.None);
            ended.SetResult();
            return ValueTask.CompletedTask;
        }));
        Task<BrowserResult> running = world.Browser.RunAsync(world.Request());
        await world.Opened.Soon();

        await world.AssertGoesOnAsync(running);

        end.Set();
        await ended.Task.Soon();
    }

    [Test]
    public async Task An_opener_that_blocks_its_thread_holds_no_cancellation_up()
    {
        using var caller = new CancellationTokenSource();
        using var closed = new ManualResetEventSlim();
        await using var world = new World(w => w.Options((page, _) =>
        {
            // A browser in the foreground, which the application waits for.
            ValueTask opened = w.Open(page, default);
            closed.Wait(CancellationToken.None);
            return opened;
        }));
        try
        {
            Task<BrowserResult> running = world.Browser.RunAsync(world.Request(), caller.Token);
            await world.Opened.Soon();
            await caller.CancelAsync();

            Assert.CatchAsync<OperationCanceledException>(() => running.Soon());
            Assert.That(Ports.IsFree(world.Port));
        }
        finally
        {
            closed.Set();
        }
    }

    [Test]
    public async Task A_window_whose_coming_to_the_front_keeps_the_thread_is_given_five_seconds_too()
    {
        using var shown = new ManualResetEventSlim();
        var called = new TaskCompletionSource();
        await using var world = new World(w => w.Options(bringToFront: _ =>
        {
            called.SetResult();
            shown.Wait(CancellationToken.None);
            return default;
        }));
        try
        {
            Task<BrowserResult> running = await world.BeginAsync();
            await world.ComeBackAsync();
            await called.Task.Soon();
            await world.Clock.WaitForTimersAsync(1).Soon();
            world.Clock.Advance(TimeSpan.FromSeconds(5));

            Assert.That((await running.Soon()).IsReturned);
        }
        finally
        {
            shown.Set();
        }
    }

    [Test]
    public async Task A_window_that_comes_to_the_front_does_so_once_with_nothing_listening()
    {
        List<bool> free = [];
        await using var world = new World(w => w.Options(bringToFront: _ =>
        {
            free.Add(Ports.IsFree(w.Port));
            return ValueTask.CompletedTask;
        }));

        await world.AssertGoesOnAsync(await world.BeginAsync());

        Assert.That(free, Is.EqualTo(new[] { true }));
    }

    [Test]
    public async Task A_window_that_does_not_come_to_the_front_is_a_warning()
    {
        await using var world = new World(w => w.Options(bringToFront: _ => throw new InvalidOperationException("No window.")));

        await world.AssertGoesOnAsync(await world.BeginAsync());

        Assert.That(world.Logs.Text, Does.Contain("No window."));
    }

    [Test]
    public async Task A_window_that_takes_for_ever_is_given_five_seconds()
    {
        var called = new TaskCompletionSource();
        await using var world = new World(w => w.Options(bringToFront: _ =>
        {
            called.SetResult();
            return new ValueTask(new TaskCompletionSource().Task);
        }));
        Task<BrowserResult> running = await world.BeginAsync();
        await world.ComeBackAsync();
        await called.Task.Soon();
        await world.Clock.WaitForTimersAsync(1);

        world.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.That((await running.Soon()).IsReturned);
    }

    [Test]
    public async Task Nobody_comes_to_the_front_when_there_is_no_answer()
    {
        bool called = false;
        await using var world = new World(w => w.Options(bringToFront: _ =>
        {
            called = true;
            return ValueTask.CompletedTask;
        }));
        Task<BrowserResult> running = await world.BeginAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await running.Soon();

        Assert.That(called, Is.False);
    }
}
