using Microsoft.Extensions.Logging;

namespace Amplify.Diagnostics;

/// <summary>
/// The service's time: this machine's clock plus the offset measured on the service's own answers. SRP time stamps and token
/// lifetimes are judged by it, so a wrong clock neither locks users out nor keeps dead tokens alive.
/// </summary>
internal sealed class ServiceClock(TimeProvider time, ILogger logger)
{
    /// <summary>Date has whole seconds and travels: less than this is no offset.</summary>
    private static readonly TimeSpan _noise = TimeSpan.FromSeconds(2);

    /// <summary>More than a day is not a clock that is off, it is an answer not to be believed.</summary>
    private static readonly TimeSpan _cap = TimeSpan.FromHours(24);

    private long _offsetTicks;
    private int _observed;

    public TimeProvider Time => time;

    public TimeSpan Offset => new(Volatile.Read(ref _offsetTicks));

    public DateTimeOffset UtcNow => time.GetUtcNow().Add(Offset);

    /// <summary>Takes the Date of an answer that the service certainly made.</summary>
    public void Observe(DateTimeOffset serviceTime)
    {
        TimeSpan offset = serviceTime - time.GetUtcNow();
        if (offset.Duration() > _cap)
        {
            Log.ClockOffsetIgnored(logger, offset);
            return;
        }

        if (offset.Duration() < _noise)
        {
            offset = TimeSpan.Zero;
        }

        Volatile.Write(ref _observed, 1);
        TimeSpan before = new(Interlocked.Exchange(ref _offsetTicks, offset.Ticks));
        if ((before - offset).Duration() > _noise)
        {
            Log.ClockOffsetChanged(logger, offset);
        }
    }

    /// <summary>Takes an earlier measurement, until there is one of this run.</summary>
    public void Suggest(TimeSpan offset)
    {
        if (Volatile.Read(ref _observed) == 0 && offset.Duration() <= _cap)
        {
            Interlocked.Exchange(ref _offsetTicks, offset.Ticks);
        }
    }
}
