namespace Amplify.Emulator;

/// <summary>An ordered fault: tells how often it struck and releases requests it holds. Disposing takes the order back.</summary>
public sealed class FaultHandle : IDisposable
{
    private readonly EmulatorFaults _owner;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(int Count, TaskCompletionSource Source)> _waiters = [];
    private int _hits;

    internal FaultHandle(EmulatorFaults owner, Fault fault)
    {
        _owner = owner;
        Fault = fault;
    }

    /// <summary>The order.</summary>
    public Fault Fault { get; }

    /// <summary>How many requests it has struck so far.</summary>
    public int Hits
    {
        get
        {
            lock (_gate)
            {
                return _hits;
            }
        }
    }

    internal Task Released => _released.Task;

    /// <summary>Lets go of all requests this fault holds, and of those it would still hold. For <see cref="FaultKind.Hold"/>.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Waits until the fault has struck so many requests.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Completed once <see cref="Hits"/> is at least <paramref name="count"/>.</returns>
    public async Task WaitForArrivalAsync(int count = 1, CancellationToken cancellationToken = default)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_hits >= count)
            {
                return;
            }

            _waiters.Add((count, source));
        }

        await source.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Takes the order back and releases what it holds.</summary>
    public void Dispose()
    {
        _owner.Remove(this);
        Release();
    }

    /// <summary>Counts one more request, unless the fault has struck as often as ordered.</summary>
    internal bool TryHit()
    {
        List<TaskCompletionSource> reached;
        lock (_gate)
        {
            if (_hits >= Fault.Times)
            {
                return false;
            }

            _hits++;
            reached = [.. _waiters.Where(waiter => waiter.Count <= _hits).Select(waiter => waiter.Source)];
        }

        reached.ForEach(source => source.TrySetResult());
        return true;
    }
}
