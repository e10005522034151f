using System.Runtime.ExceptionServices;

namespace Amplify.Credentials;

/// <summary>One caller's work on a worker thread, and the event the caller waits on.</summary>
internal sealed class SyncJob<T>(Func<Task<T>> work)
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly object _sync = new();
    private bool _done;
    private T? _result;
    private ExceptionDispatchInfo? _failure;

    /// <summary>On the worker.</summary>
    public void Run()
    {
        if (_context is null)
        {
            _ = RunAsync();
        }
        else
        {
            // Traces and the like go on as if the caller did the work itself.
            ExecutionContext.Run(_context, static job => _ = ((SyncJob<T>)job!).RunAsync(), this);
        }
    }

    /// <summary>On the caller's thread.</summary>
    public T Wait()
    {
        PoolRelief.Wait(WaitFor);
        _failure?.Throw();
        return _result!;
    }

    private async Task RunAsync()
    {
        try
        {
            _result = await work().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever the work throws is thrown on the caller's thread.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }

        lock (_sync)
        {
            _done = true;
            Monitor.PulseAll(_sync);
        }
    }

    private bool WaitFor(TimeSpan time)
    {
        lock (_sync)
        {
            return _done || Monitor.Wait(_sync, time);
        }
    }
}
