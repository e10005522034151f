using Microsoft.Extensions.Logging;

namespace Amplify.Diagnostics;

/// <summary>Raises events one after the other, outside all locks: on the thread pool, or on the context the application gave.</summary>
internal sealed class EventPump(SynchronizationContext? context, ILogger logger)
{
    private readonly object _sync = new();
    private readonly Queue<Action> _queue = [];
    private bool _running;

    /// <summary>Takes an event in its turn. Runs nothing of an application's, so it may be called under a lock; <see cref="Start"/> follows outside.</summary>
    public void Enqueue(Action raise)
    {
        lock (_sync)
        {
            _queue.Enqueue(raise);
        }
    }

    /// <summary>Sees to it that what was enqueued is raised.</summary>
    public void Start()
    {
        lock (_sync)
        {
            if (_running || _queue.Count == 0)
            {
                return;
            }

            _running = true;
        }

        if (context is null || !TryPost(context))
        {
            ThreadPool.QueueUserWorkItem(static pump => pump.Drain(), this, preferLocal: false);
        }
    }

    /// <returns>False when the context takes nothing any more: its window or thread is gone. The thread pool then does its work.</returns>
    private bool TryPost(SynchronizationContext target)
    {
        try
        {
            target.Post(static pump => ((EventPump)pump!).Drain(), this);
            return true;
        }
#pragma warning disable CA1031 // A context is the application's and may throw anything; a sign-in or refresh must not fail for it, and the log says so.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.EventContextFailed(logger, e);
            return false;
        }
    }

    private void Drain()
    {
        while (true)
        {
            Action raise;
            lock (_sync)
            {
                if (_queue.Count == 0)
                {
                    _running = false;
                    return;
                }

                raise = _queue.Dequeue();
            }

            try
            {
                raise();
            }
#pragma warning disable CA1031 // An application's handler may throw anything; the next handler still has its turn, and the log says so.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Log.ChangedHandlerFailed(logger, e);
            }
        }
    }
}
