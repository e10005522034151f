using Microsoft.Extensions.Logging;

namespace Amplify.Desktop;

/// <summary>Lets the application come to the front. The sign-in is good without it.</summary>
internal sealed class FrontCall(Func<CancellationToken, ValueTask>? bringToFront, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public async Task CallAsync(CancellationToken cancellationToken)
    {
        if (bringToFront is null)
        {
            return;
        }

        Task calling = Task.Run(() => bringToFront(cancellationToken).AsTask(), CancellationToken.None);
        try
        {
            await calling.WaitAsync(_patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The application's own code may throw anything; the person is signed in nevertheless, and the log says so.
        catch (Exception e)
#pragma warning restore CA1031
        {
            DesktopLog.NotBroughtToFront(logger, e);
        }
        finally
        {
            // What is not waited for any more may still fail.
            _ = calling.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }
}
