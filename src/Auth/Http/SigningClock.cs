using System.Net;
using Microsoft.Extensions.Logging;

namespace Amplify.Http;

/// <summary>The time that signatures carry: a clock, plus what is known of the service's. Services refuse signatures that are five minutes off.</summary>
internal sealed class SigningClock(TimeProvider time, Func<TimeSpan>? knownOffset, ILogger logger)
{
    private const long NotMeasured = long.MinValue;

    /// <summary>Less is within what services allow, so it is not why they refused.</summary>
    private static readonly TimeSpan _tolerated = TimeSpan.FromMinutes(4);

    /// <summary>More than a day is not a clock that is off, it is an answer not to be believed.</summary>
    private static readonly TimeSpan _cap = TimeSpan.FromHours(24);

    private long _measuredTicks = NotMeasured;

    public DateTimeOffset UtcNow => time.GetUtcNow() + Offset;

    private TimeSpan Offset => Volatile.Read(ref _measuredTicks) is var ticks and not NotMeasured ? new TimeSpan(ticks) : knownOffset?.Invoke() ?? TimeSpan.Zero;

    /// <summary>
    /// Whether an answer refuses a request at a time so far from this clock's that the difference is reason enough; this clock is
    /// then set by the answer.
    /// </summary>
    public bool IsCorrectedBy(HttpResponseMessage response)
    {
        // What a cache kept tells the time it was kept.
        if (response.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            || response.Headers.Date is not { } serviceTime
            || response.Headers.Age is not null
            || (serviceTime - UtcNow).Duration() < _tolerated)
        {
            return false;
        }

        TimeSpan offset = serviceTime - time.GetUtcNow();
        if (offset.Duration() > _cap)
        {
            HttpLog.SigningOffsetIgnored(logger, offset);
            return false;
        }

        Volatile.Write(ref _measuredTicks, offset.Ticks);
        HttpLog.SigningClockCorrected(logger, offset);
        return true;
    }
}
