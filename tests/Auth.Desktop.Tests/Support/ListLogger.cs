using Microsoft.Extensions.Logging;

namespace Amplify.Tests.Support;

/// <summary>Keeps every message, with its arguments and its exception.</summary>
internal sealed class ListLogger : ILoggerFactory, ILogger
{
    private readonly Lock _gate = new();
    private readonly List<(LogLevel Level, EventId Id, string Text)> _entries = [];

    public (LogLevel Level, EventId Id, string Text)[] Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    public string Text => string.Join('\n', Entries.Select(entry => entry.Text));

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : "";
        lock (_gate)
        {
            _entries.Add((logLevel, eventId, $"{formatter(state, exception)} | {values} | {exception}"));
        }
    }

    public void Dispose()
    {
    }
}
