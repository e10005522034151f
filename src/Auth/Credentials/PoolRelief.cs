namespace Amplify.Credentials;

/// <summary>
/// Keeps callers who wait on threads of the pool from starving it. What they wait for may need the pool after all: a new
/// connection, a store, an application's own client. So when a wait takes long, the pool gets threads in place of those that
/// wait, as the runtime itself gives it for tasks that are waited for; when the wait is over, it gives them back.
/// </summary>
/// <remarks>The pool is the process's, and so is this count. Twice the number of those who wait lets the pool double step by step.</remarks>
internal static class PoolRelief
{
    private const int Most = 1000;
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(100);

    private static readonly object _sync = new();
    private static int _waiting;
    private static int _usual;
    private static int _set;

    /// <param name="wait">Waits for so long at most; says whether it is over.</param>
    public static void Wait(Func<TimeSpan, bool> wait)
    {
        if (!Thread.CurrentThread.IsThreadPoolThread)
        {
            wait(Timeout.InfiniteTimeSpan);
            return;
        }

        if (wait(_patience))
        {
            return;
        }

        Change(+1);
        try
        {
            wait(Timeout.InfiniteTimeSpan);
        }
        finally
        {
            Change(-1);
        }
    }

    private static void Change(int difference)
    {
        lock (_sync)
        {
            ThreadPool.GetMinThreads(out int workers, out int completionPorts);
            if (_waiting == 0 || workers != _set)
            {
                // The application's own number, also when it changed it meanwhile.
                _usual = workers;
            }

            _waiting += difference;
            _set = _usual + Math.Min(2 * _waiting, Most);
            if (!ThreadPool.SetMinThreads(_set, completionPorts))
            {
                // Where the pool takes no more, it stays as it was.
                _set = workers;
            }
        }
    }
}
