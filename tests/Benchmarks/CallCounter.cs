using System.Diagnostics.Metrics;

namespace Amplify.Benchmarks;

/// <summary>Counts what the engine asks of the identity pool, by its own meter.</summary>
internal sealed class CallCounter
{
    private int _count;

    public int Count => _count;

    public IDisposable Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument is { Meter.Name: "Amplify.Auth", Name: "amplify.auth.service_call.duration" })
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _count));
        listener.Start();
        return listener;
    }
}
