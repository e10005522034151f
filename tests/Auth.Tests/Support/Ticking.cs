using Amplify.Emulator;

namespace Amplify.Tests.Support;

/// <summary>Moves the clock whenever somebody waits for it: pauses between repeats take no time.</summary>
internal sealed class Ticking : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public Ticking(EmulatorClock clock) => _ = RunAsync(clock);

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task RunAsync(EmulatorClock clock)
    {
        CancellationToken stop = _stop.Token;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(2), stop);
                clock.Advance(TimeSpan.FromMilliseconds(100));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
