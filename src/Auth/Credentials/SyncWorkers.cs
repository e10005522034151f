namespace Amplify.Credentials;

/// <summary>
/// Threads for callers who must not await: the AWS SDK's synchronous <c>GetCredentials()</c>. The work runs on one of these from
/// beginning to end, HTTP included, so that it needs no thread of the pool that its callers may be holding. There are as many as
/// callers wait; idle ones end.
/// </summary>
internal sealed class SyncWorkers : IDisposable
{
    private const int Most = 128;
    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(5);

    [ThreadStatic]
    private static bool _isWorker;

    private readonly object _sync = new();
    private readonly Queue<Action> _jobs = [];
    private int _threads;
    private int _idlers;
    private bool _disposed;

    /// <summary>Whether this thread is one of them: work started here stays here, and may block.</summary>
    public static bool IsCurrent => _isWorker;

    /// <summary>Waits for shared work on a thread that is there to wait; elsewhere leaves it to be awaited.</summary>
    public static Task<T> Settle<T>(Task<T> task)
    {
        if (_isWorker && !task.IsCompleted)
        {
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
        }

        return task;
    }

    /// <summary>Runs work on a thread of its own while the caller waits.</summary>
    public T Run<T>(Func<Task<T>> work)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(Auth));
        var job = new SyncJob<T>(work);
        Enqueue(job.Run);
        return job.Wait();
    }

    /// <summary>Idle threads end at once, busy ones when their work is done.</summary>
    public void Dispose()
    {
        lock (_sync)
        {
            _disposed = true;
            Monitor.PulseAll(_sync);
        }
    }

    private void Enqueue(Action job)
    {
        lock (_sync)
        {
            _jobs.Enqueue(job);
            if (_idlers >= _jobs.Count || _threads == Most)
            {
                Monitor.Pulse(_sync);
                return;
            }

            _threads++;
        }

        new Thread(Work) { IsBackground = true, Name = "Amplify.Auth credentials" }.UnsafeStart();
    }

    private void Work()
    {
        _isWorker = true;
        while (TakeJob() is { } job)
        {
            job();
        }
    }

    private Action? TakeJob()
    {
        lock (_sync)
        {
            while (_jobs.Count == 0)
            {
                _idlers++;
                bool called = !_disposed && Monitor.Wait(_sync, _idle);
                _idlers--;
                if (!called && _jobs.Count == 0)
                {
                    _threads--;
                    return null;
                }
            }

            return _jobs.Dequeue();
        }
    }
}
