using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>
/// Everything that leaves the engine for eyes other than the caller's: log entries at every level with message, state, scopes and
/// exception; activities with names, tags, events and baggage; measurements with tags; addresses of requests; exceptions thrown.
/// </summary>
/// <remarks>Activities and measurements are those of the whole process: what other tests add is searched along, and harms nothing.</remarks>
internal sealed class Capture : ILoggerFactory
{
    private readonly ConcurrentQueue<CapturedText> _texts = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    public Capture()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Take,
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<long>(Take);
        _meters.SetMeasurementEventCallback<int>(Take);
        _meters.SetMeasurementEventCallback<double>(Take);
        _meters.Start();
    }

    public IReadOnlyCollection<CapturedText> Texts => _texts;

    public void Add(Channel channel, string where, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            _texts.Enqueue(new CapturedText(channel, where, text));
        }
    }

    /// <summary>An exception as a program would log it, inner ones and data included.</summary>
    public void Add(Exception exception)
    {
        Add(Channel.Exception, exception.GetType().Name, exception.ToString());
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            Add(Channel.Exception, $"{e.GetType().Name}.Message", e.Message);
            foreach (System.Collections.DictionaryEntry entry in e.Data)
            {
                Add(Channel.Exception, $"{e.GetType().Name}.Data", $"{entry.Key}={entry.Value}");
            }

            if (e is AuthException { Error: { } error })
            {
                Add(Channel.Exception, "AuthError", $"{error} {error.Message} {error.Suggestion} {error.Code} {error.RequestId} {error.Operation}");
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Everything is captured here already.");

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    private void Take(Activity activity)
    {
        string where = $"activity {activity.OperationName}";
        Add(Channel.Activity, where, $"{activity.DisplayName} {activity.Status} {activity.StatusDescription}");
        foreach ((string key, object? value) in activity.TagObjects)
        {
            Add(Channel.Activity, where, $"{key}={value}");
        }

        foreach ((string key, string? value) in activity.Baggage)
        {
            Add(Channel.Activity, where, $"{key}={value}");
        }

        foreach (ActivityEvent e in activity.Events)
        {
            Add(Channel.Activity, where, $"{e.Name} {string.Join(' ', e.Tags.Select(t => $"{t.Key}={t.Value}"))}");
        }
    }

    private void Take<T>(Instrument instrument, T measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        foreach ((string key, object? value) in tags)
        {
            Add(Channel.Metric, instrument.Name, $"{key}={value}");
        }
    }

    private sealed class Logger(Capture capture, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            // What a scope says is the same for all entries in it: once is enough.
            capture.Add(Channel.Log, $"{category} scope", Text(state));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string where = $"{category} {logLevel} {eventId.Id} {eventId.Name}";
            capture.Add(Channel.Log, where, formatter(state, exception));
            capture.Add(Channel.Log, where, Text(state));
            capture.Add(Channel.Log, where, exception?.ToString());
        }

        private static string Text<TState>(TState state) => state is IEnumerable<KeyValuePair<string, object?>> values
            ? string.Join(' ', values.Select(v => $"{v.Key}={v.Value}"))
            : $"{state}";
    }
}
