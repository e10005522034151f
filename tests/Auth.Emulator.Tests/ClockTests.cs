using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class ClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 5, 9, 8, 7, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public void A_clock_stands_still_until_it_is_moved()
    {
        var clock = new EmulatorClock(Start);

        Assert.That(clock.GetUtcNow(), Is.EqualTo(Start));
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.That(clock.GetUtcNow(), Is.EqualTo(Start.AddMinutes(5)));
        clock.SetUtcNow(Start.AddHours(1));
        Assert.That(clock.GetUtcNow(), Is.EqualTo(Start.AddHours(1)));
    }

    [Test]
    public void By_default_it_stands_at_the_real_time()
    {
        DateTimeOffset before = TimeProvider.System.GetUtcNow();

        Assert.That(new EmulatorClock().GetUtcNow(), Is.InRange(before, TimeProvider.System.GetUtcNow()));
    }

    [Test]
    public void Timestamps_measure_what_the_clock_was_moved()
    {
        var clock = new EmulatorClock(Start);
        long from = clock.GetTimestamp();

        clock.Advance(TimeSpan.FromSeconds(90));

        Assert.That(clock.GetElapsedTime(from), Is.EqualTo(TimeSpan.FromSeconds(90)));
    }

    [Test]
    public void Setting_it_back_changes_the_time_of_day_only()
    {
        var clock = new EmulatorClock(Start);
        int fired = 0;
        using ITimer timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        long from = clock.GetTimestamp();

        clock.SetUtcNow(Start.AddHours(-1));
        Assert.That((clock.GetUtcNow(), clock.GetElapsedTime(from), fired), Is.EqualTo((Start.AddHours(-1), TimeSpan.Zero, 0)));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That((clock.GetUtcNow(), fired), Is.EqualTo((Start.AddMinutes(-59), 1)));
    }

    [Test]
    public void It_cannot_be_advanced_backwards() =>
        Assert.That(() => new EmulatorClock(Start).Advance(TimeSpan.FromTicks(-1)), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Timers_fire_in_the_order_they_are_due_each_at_its_own_time()
    {
        var clock = new EmulatorClock(Start);
        var fired = new List<(string Name, TimeSpan At)>();
        ITimer Timer(string name, int due, int period = -1) => clock.CreateTimer(
            _ => fired.Add((name, clock.GetUtcNow() - Start)),
            null,
            TimeSpan.FromSeconds(due),
            period < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(period));
        using ITimer late = Timer("late", 30);
        using ITimer early = Timer("early", 10);
        using ITimer often = Timer("often", 5, 10);

        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.That(string.Join(' ', fired.Select(entry => $"{entry.Name}@{entry.At.TotalSeconds}")), Is.EqualTo("often@5 early@10 often@15 often@25 late@30"));
        Assert.That(clock.GetUtcNow(), Is.EqualTo(Start.AddSeconds(30)));
    }

    [Test]
    public void A_timer_made_while_another_fires_counts_from_there()
    {
        var clock = new EmulatorClock(Start);
        var fired = new List<double>();
        ITimer? second = null;
        using ITimer first = clock.CreateTimer(
            _ => second = clock.CreateTimer(_ => fired.Add((clock.GetUtcNow() - Start).TotalSeconds), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan),
            null,
            TimeSpan.FromSeconds(10),
            Timeout.InfiniteTimeSpan);

        clock.Advance(TimeSpan.FromSeconds(60));

        Assert.That(fired, Is.EqualTo(new[] { 15.0 }));
        second!.Dispose();
    }

    [Test]
    public void A_timer_can_be_changed_stopped_and_disposed()
    {
        var clock = new EmulatorClock(Start);
        int fired = 0;
        ITimer timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That((fired, clock.PendingTimers), Is.EqualTo((0, 0)));
        timer.Change(TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(fired, Is.EqualTo(1));
        timer.Change(TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        timer.Dispose();
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That((fired, timer.Change(TimeSpan.Zero, TimeSpan.Zero)), Is.EqualTo((1, false)));
    }

    [Test]
    public void A_due_time_that_is_none_is_refused()
    {
        var clock = new EmulatorClock(Start);

        Assert.That(() => clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(-2), Timeout.InfiniteTimeSpan), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task A_timer_due_at_once_fires_without_being_asked()
    {
        var clock = new EmulatorClock(Start);
        var fired = new TaskCompletionSource();
        await using ITimer timer = clock.CreateTimer(_ => fired.SetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        await fired.Task.WaitAsync(Patience);
    }

    [Test]
    public async Task Delays_and_time_outs_run_on_it()
    {
        var clock = new EmulatorClock(Start);
        Task delay = Task.Delay(TimeSpan.FromHours(1), clock);
        using var timeOut = new CancellationTokenSource(TimeSpan.FromHours(2), clock);
        Assert.That(clock.PendingTimers, Is.EqualTo(2));

        clock.Advance(TimeSpan.FromHours(1));
        await delay.WaitAsync(Patience);
        Assert.That(timeOut.IsCancellationRequested, Is.False);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.That(timeOut.IsCancellationRequested, Is.True);
    }

    [Test]
    public async Task A_test_can_wait_until_somebody_waits()
    {
        var clock = new EmulatorClock(Start);
        Task one = clock.WaitForTimerAsync();
        Task two = clock.WaitForTimersAsync(2);
        Task soon = clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(10));
        Assert.That(one.IsCompleted, Is.False);

        using ITimer slow = clock.CreateTimer(_ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        await one.WaitAsync(Patience);
        Assert.That((two.IsCompleted, soon.IsCompleted), Is.EqualTo((false, false)));
        using ITimer fast = clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
        await two.WaitAsync(Patience);
        await soon.WaitAsync(Patience);
        await clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(10)).WaitAsync(Patience);
    }

    [Test]
    public async Task Waiting_for_a_timer_can_be_cancelled()
    {
        var clock = new EmulatorClock(Start);
        using var cancelled = new CancellationTokenSource();
        Task waiting = clock.WaitForTimerAsync(cancelled.Token);

        await cancelled.CancelAsync();

        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Callbacks_see_the_context_they_were_made_in()
    {
        var clock = new EmulatorClock(Start);
        var ambient = new AsyncLocal<string> { Value = "made here" };
        string? seen = null;
        using ITimer timer = clock.CreateTimer(_ => seen = ambient.Value, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        ambient.Value = "moved here";

        await Task.Run(() => clock.Advance(TimeSpan.FromSeconds(1)));

        Assert.That(seen, Is.EqualTo("made here"));
    }

    [Test]
    public async Task Many_threads_may_move_it_at_once()
    {
        var clock = new EmulatorClock(Start);
        int fired = 0;
        using ITimer timer = clock.CreateTimer(_ => Interlocked.Increment(ref fired), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
            }
        })));

        Assert.That((clock.GetUtcNow(), fired), Is.EqualTo((Start.AddSeconds(800), 800)));
    }

    [Test]
    public async Task A_running_clock_fires_timers_by_itself()
    {
        EmulatorClock clock = EmulatorClock.Real();
        DateTimeOffset before = clock.GetUtcNow();

        await Task.Delay(TimeSpan.FromMilliseconds(20), clock).WaitAsync(Patience);

        Assert.That(clock.GetUtcNow() - before, Is.GreaterThanOrEqualTo(TimeSpan.FromMilliseconds(15)));
        Assert.That(before, Is.EqualTo(TimeProvider.System.GetUtcNow()).Within(Patience));
    }

    [Test]
    public async Task A_running_clock_fires_timers_it_is_moved_past()
    {
        EmulatorClock clock = EmulatorClock.Real();
        long from = clock.GetTimestamp();
        Task delay = Task.Delay(TimeSpan.FromDays(30), clock);
        int fired = 0;
        using ITimer longer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromDays(3650), Timeout.InfiniteTimeSpan); // Longer than any system timer.

        clock.Advance(TimeSpan.FromDays(30));

        await delay.WaitAsync(Patience);
        Assert.That(fired, Is.Zero);
        Assert.That(clock.GetElapsedTime(from), Is.EqualTo(TimeSpan.FromDays(30)).Within(Patience));
        Assert.That(clock.GetUtcNow() - TimeProvider.System.GetUtcNow(), Is.EqualTo(TimeSpan.FromDays(30)).Within(Patience));
        clock.Advance(TimeSpan.FromDays(3620));
        Assert.That(fired, Is.EqualTo(1));
    }
}
