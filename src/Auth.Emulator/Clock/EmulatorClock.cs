namespace Amplify.Emulator;

/// <summary>
/// The one clock of an emulator and of the client under test. A clock made with <see cref="EmulatorClock(DateTimeOffset?)"/> stands still until it is moved;
/// one made with <see cref="Real"/> runs with the system's clock and can be moved on top of that. Timers fire in the order they are due, on the thread that moves the clock.
/// </summary>
public sealed class EmulatorClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ClockTimer> _timers = [];
    private readonly TimerWaiters _waiters = new();
    private readonly TimeProvider? _running;
    private readonly long _runningStart;
    private readonly ITimer? _alarm;
    private DateTimeOffset _utcNow;
    private TimeSpan _elapsed;
    private TimeSpan _target;
    private TimeSpan _wallShift;
    private long _order;

    /// <summary>Makes a clock that stands still.</summary>
    /// <param name="start">What the clock shows at first; by default the real time of this call.</param>
    public EmulatorClock(DateTimeOffset? start = null) => _utcNow = (start ?? System.GetUtcNow()).ToUniversalTime();

    private EmulatorClock(TimeProvider running)
    {
        _running = running;
        _runningStart = running.GetTimestamp();
        _alarm = running.CreateTimer(static state => ((EmulatorClock)state!).FireDueTimers(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait to fire: running delays, time-outs and periodic timers on this clock.</summary>
    public int PendingTimers
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    /// <summary>Makes a clock that runs by itself with the system's clock and jumps ahead when it is advanced.</summary>
    /// <returns>The running clock.</returns>
    public static EmulatorClock Real() => new(System);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return Now();
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return Elapsed().Ticks;
        }
    }

    /// <summary>Moves the clock ahead and fires every timer that falls due on the way, in order, before it returns.</summary>
    /// <param name="by">How far; zero fires what is due now.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (_gate)
        {
            _target += by;
        }

        FireDueTimers();
    }

    /// <summary>
    /// Sets the time of day. Ahead is the same as <see cref="Advance"/>; back moves only what <see cref="GetUtcNow"/> shows, as when a user corrects the machine's clock:
    /// timers and <see cref="GetTimestamp"/> do not run backwards.
    /// </summary>
    /// <param name="value">The new time.</param>
    public void SetUtcNow(DateTimeOffset value)
    {
        TimeSpan by;
        lock (_gate)
        {
            by = value - Now();
            if (by < TimeSpan.Zero)
            {
                _wallShift += by;
                return;
            }
        }

        Advance(by);
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ClockTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits until a timer is pending, so that a test knows that the code under test has begun to wait.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Completed once <see cref="PendingTimers"/> is at least one.</returns>
    public Task WaitForTimerAsync(CancellationToken cancellationToken = default) => WaitForTimersAsync(1, cancellationToken);

    /// <summary>Waits until so many timers are pending.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Completed once <see cref="PendingTimers"/> is at least <paramref name="count"/>.</returns>
    public Task WaitForTimersAsync(int count, CancellationToken cancellationToken = default) =>
        WaitAsync(() => _timers.Count >= count, cancellationToken);

    /// <summary>Waits until a timer is pending that <c>Advance(within)</c> would fire; longer time-outs beside it do not count.</summary>
    /// <param name="within">How soon the timer must be due.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Completed once there is such a timer.</returns>
    public Task WaitForTimerDueWithinAsync(TimeSpan within, CancellationToken cancellationToken = default) =>
        WaitAsync(() => _timers.Exists(timer => timer.Due - Elapsed() <= within), cancellationToken);

    internal bool Schedule(ClockTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        bool fireNow;
        lock (_gate)
        {
            _timers.Remove(timer);
            if (timer.Disposed)
            {
                return false;
            }

            timer.Period = period;
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return true;
            }

            timer.Due = Elapsed() + dueTime;
            timer.Order = _order++;
            _timers.Add(timer);
            fireNow = dueTime <= TimeSpan.Zero;
            _waiters.Check();
            SetAlarm();
        }

        if (fireNow)
        {
            // Never inside CreateTimer: the caller may not have its timer yet.
            ThreadPool.UnsafeQueueUserWorkItem(static clock => clock.FireDueTimers(), this, preferLocal: false);
        }

        return true;
    }

    internal void Remove(ClockTimer timer)
    {
        lock (_gate)
        {
            timer.Disposed = true;
            _timers.Remove(timer);
        }
    }

    private void FireDueTimers()
    {
        while (TakeNextDue() is { } timer)
        {
            timer.Fire();
        }
    }

    private ClockTimer? TakeNextDue()
    {
        lock (_gate)
        {
            TimeSpan until = _running is null ? _target : Elapsed();
            ClockTimer? next = _timers.Where(timer => timer.Due <= until).OrderBy(timer => timer.Due).ThenBy(timer => timer.Order).FirstOrDefault();
            if (next is null)
            {
                StandAt(until);
                SetAlarm();
                return null;
            }

            StandAt(next.Due);
            _timers.Remove(next);
            if (next.Period > TimeSpan.Zero)
            {
                next.Due += next.Period;
                next.Order = _order++;
                _timers.Add(next);
            }

            return next;
        }
    }

    // A standing clock shows each timer's own due time while that timer fires.
    private void StandAt(TimeSpan elapsed)
    {
        if (_running is null && elapsed > _elapsed)
        {
            _elapsed = elapsed;
        }
    }

    private TimeSpan Elapsed() => _running is null ? _elapsed : _running.GetElapsedTime(_runningStart) + _target;

    private DateTimeOffset Now() => _running is null ? _utcNow + _elapsed + _wallShift : _running.GetUtcNow() + _target + _wallShift;

    private void SetAlarm()
    {
        if (_alarm is null)
        {
            return;
        }

        TimeSpan wait = _timers.Count == 0 ? Timeout.InfiniteTimeSpan : _timers.Min(timer => timer.Due) - Elapsed();
        if (wait != Timeout.InfiniteTimeSpan)
        {
            // Rounded up, or the alarm rings a moment early; capped at what a system timer takes.
            wait = TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, uint.MaxValue - 2));
        }

        _alarm.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private async Task WaitAsync(Func<bool> reached, CancellationToken cancellationToken)
    {
        Task wait;
        lock (_gate)
        {
            wait = _waiters.Add(reached);
        }

        await wait.WaitAsync(cancellationToken);
    }
}
