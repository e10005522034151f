namespace Amplify.Emulator;

/// <summary>Those who wait until the timers of a clock are as they wish. Guarded by the clock; continuations run elsewhere.</summary>
internal sealed class TimerWaiters
{
    private readonly List<(Func<bool> Reached, TaskCompletionSource Source)> _waiting = [];

    public Task Add(Func<bool> reached)
    {
        if (reached())
        {
            return Task.CompletedTask;
        }

        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((reached, source));
        return source.Task;
    }

    /// <summary>Lets everyone go whose wish is fulfilled.</summary>
    public void Check() => _waiting.RemoveAll(waiter => waiter.Reached() && waiter.Source.TrySetResult());
}
