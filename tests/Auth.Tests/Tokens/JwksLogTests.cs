using System.Net;
using Amplify.Tests.Support;
using Amplify.Tokens;
using Microsoft.Extensions.Logging;

namespace Amplify.Tests.Tokens;

public sealed class JwksLogTests
{
    [Test]
    public async Task Fetches_and_failures_are_logged_with_stable_ids()
    {
        using var server = new JwksServer();
        using var http = new HttpMessageInvoker(server);
        var logger = new ListLogger();
        using var source = new JwksTokenKeySource(JwksServer.Address, http, new ManualClock(), logger);
        server.Answer = _ => JwksServer.Text("", HttpStatusCode.BadGateway);
        Assert.That(async () => await source.PrefetchAsync(CancellationToken.None), Throws.TypeOf<AuthException>());
        server.Answer = _ => JwksServer.Keys("k1", "k2");
        await source.PrefetchAsync(CancellationToken.None);

        Assert.That(logger.Lines, Is.EqualTo(new[]
        {
            $"1501 Warning The token keys at {JwksServer.Address} could not be fetched. Keys at hand: 0.",
            $"1500 Debug Fetched 2 token keys from {JwksServer.Address}.",
        }));
    }

    private sealed class ListLogger : ILogger
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines => _lines;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
            {
                _lines.Add($"{eventId.Id} {logLevel} {formatter(state, exception)}");
            }
        }
    }
}
