using Microsoft.Extensions.Logging;

namespace Amplify.Diagnostics;

/// <summary>
/// Raises events one after the other, outside all locks: on the thread pool, or on the context the application gave.
/// Posting runs nothing of the application's, so it may be done under a lock.
/// </summary>
internal sealed class EventPump(SynchronizationContext? context, ILogger logger)
{
    private readonly object _sync = new();
    private readonly Queue<Action> _queue = [];
    private bool _running;

    public void Post(Action raise)
    {
        lock (_sync)
        {
            _queue.Enqueue(raise);
            if (_running)
            {
                return;
            }

            _running = true;
        }

        ThreadPool.QueueUserWorkItem(static pump => pump.Start(), this, preferLocal: false);
    }

    private void Start()
    {
        if (context is null)
        {
            Drain();
            return;
        }

        try
        {
            context.Post(static pump => ((EventPump)pump!).Drain(), this);
        }
#pragma warning disable CA1031 // An application's context may throw anything, above all when its window is gone: nobody is left to be told, and the log says so.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.EventContextFailed(logger, e);
            lock (_sync)
            {
                _queue.Clear();
                _running = false;
            }
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
