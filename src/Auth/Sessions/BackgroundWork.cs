namespace Amplify.Sessions;

/// <summary>Work nobody may be waiting for, which must be finished before the engine is gone.</summary>
internal sealed class BackgroundWork
{
    private readonly object _sync = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>Runs on the thread pool. The work handles its own failures.</summary>
    public Task<T> Run<T>(Func<Task<T>> work)
    {
        Task<T> task = Task.Run(work);
        Track(task);
        return task;
    }

    /// <summary>The same work, to be started later: its maker holds a lock.</summary>
    public Deferred<T> Defer<T>(Func<Task<T>> work)
    {
        var deferred = new Deferred<T>(work);
        Track(deferred.Task);
        return deferred;
    }

    public async Task DrainAsync()
    {
        while (true)
        {
            Task[] running;
            lock (_sync)
            {
                running = [.. _running];
            }

            if (running.Length == 0)
            {
                return;
            }

            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Track(Task task)
    {
        lock (_sync)
        {
            _running.Add(task);
        }

        _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Forget(Task task)
    {
        // Looked at, so that a fault nobody awaited does not come back as an unobserved one.
        _ = task.Exception;
        lock (_sync)
        {
            _running.Remove(task);
        }
    }
}
