namespace Amplify.Desktop;

/// <summary>One attempt with a browser: what ends it before its answer, and when nothing of it is left.</summary>
internal sealed class Attempt : IDisposable
{
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _calledOff = new();
    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenSource _any;
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Attempt(Task before, TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        Before = before;
        _caller = caller;
        _time = new CancellationTokenSource(timeout, time);
        _any = CancellationTokenSource.CreateLinkedTokenSource(_time.Token, _calledOff.Token, caller);
        Token = _any.Token;
    }

    /// <summary>Ends when nothing of the attempts before is left: their ports are free again.</summary>
    public Task Before { get; }

    /// <summary>Ends when nothing of this one is left, nor of those before.</summary>
    public Task Over => _over.Task;

    /// <summary>Cancelled by the caller, by a newer attempt, and when the time is up.</summary>
    public CancellationToken Token { get; }

    /// <summary>Whether the caller does not want the answer any more.</summary>
    public bool IsUnwanted => _caller.IsCancellationRequested;

    /// <summary>Ends it as if the person had given up.</summary>
    public void CallOff() => _ = _calledOff.CancelAsync();

    /// <summary>What an attempt without an answer ends with.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public BrowserResult Outcome()
    {
        _caller.ThrowIfCancellationRequested();
        return _calledOff.IsCancellationRequested ? BrowserResult.Cancelled : BrowserResult.TimedOut;
    }

    public void Dispose()
    {
        // The source of calling off has neither timer nor handle, and a newer attempt may still use it.
        _any.Dispose();
        _time.Dispose();

        // One that is called off while it waits ends before those it waits for.
        _ = Before.ContinueWith(_ => _over.TrySetResult(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
