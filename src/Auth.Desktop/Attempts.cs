namespace Amplify.Desktop;

/// <summary>
/// One attempt at a time: a newer one ends the one before. Who closed the tab and clicks again does not wait for the first to time out.
/// </summary>
internal sealed class Attempts(TimeProvider time)
{
    private readonly object _gate = new();
    private Attempt? _latest;
    private bool _closed;

    public Attempt Begin(TimeSpan timeout, CancellationToken caller)
    {
        Attempt? before;
        Attempt attempt;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(SystemBrowser));
            before = _latest;
            attempt = new Attempt(before?.Over ?? Task.CompletedTask, timeout, time, caller);
            _latest = attempt;
        }

        before?.CallOff();
        return attempt;
    }

    /// <summary>Ends the attempt under way; there is no other after it.</summary>
    public Task CloseAsync()
    {
        Attempt? latest;
        lock (_gate)
        {
            _closed = true;
            latest = _latest;
        }

        latest?.CallOff();
        return latest?.Over ?? Task.CompletedTask;
    }
}
