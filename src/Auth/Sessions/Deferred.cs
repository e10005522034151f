using Amplify.Credentials;

namespace Amplify.Sessions;

/// <summary>
/// Work that others share, made under a lock and started outside of it: on the thread pool, or at once where the thread is
/// there to be blocked. Whoever waits for it goes on elsewhere, never on the thread that did the work.
/// </summary>
internal sealed class Deferred<T>(Func<Task<T>> work)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _done.Task;

    public void Start() => _ = SyncWorkers.IsCurrent ? RunAsync() : System.Threading.Tasks.Task.Run(RunAsync);

    private async Task RunAsync()
    {
        try
        {
            _done.SetResult(await work().ConfigureAwait(false));
        }
#pragma warning disable CA1031 // Whatever the work throws is thrown to those who wait for it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _done.SetException(e);
        }
    }
}
