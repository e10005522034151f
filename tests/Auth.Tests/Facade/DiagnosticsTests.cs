using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using Amplify.Emulator;
using Amplify.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Amplify.Tests.Facade;

/// <summary>What operators see: stable names, counts that count, one trace per service call.</summary>
[NonParallelizable]
public sealed class DiagnosticsTests
{
    [Test]
    public async Task Renewals_of_credentials_are_counted_and_traced()
    {
        var counts = new Dictionary<string, long>();
        var traces = new List<string>();
        using var meter = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument is { Meter.Name: "Amplify.Auth", Name: "amplify.auth.credential_renewals" })
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        meter.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            lock (counts)
            {
                string outcome = $"{tags[0].Value}";
                counts[outcome] = counts.GetValueOrDefault(outcome) + value;
            }
        });
        meter.Start();
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Amplify.Auth",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (traces)
                {
                    traces.Add(activity.OperationName);
                }
            },
        };
        ActivitySource.AddActivityListener(activities);

        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        await auth.CurrentCredentialsAsync();
        world.Pool.Before = _ => throw FakeIdentityPool.Error("TooManyRequestsException", "Rate exceeded");
        Assert.ThrowsAsync<AuthException>(() => auth.CurrentCredentialsAsync(new CurrentCredentialsOptions { ForceRefresh = true }).AsTask());

        Assert.That(counts, Is.EqualTo(new Dictionary<string, long> { ["renewed"] = 1, ["Throttled"] = 1 }));
        Assert.That(traces, Is.SupersetOf(new[] { "auth GetId", "auth GetCredentialsForIdentity" }));
    }

    [Test]
    public async Task Sign_ins_refreshes_and_endings_are_counted()
    {
        var counts = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == "Amplify.Auth")
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            lock (counts)
            {
                string key = string.Join(" ", [instrument.Name, .. tags.ToArray().Select(t => $"{t.Value}")]);
                counts[key] = counts.GetValueOrDefault(key) + value;
            }
        });
        listener.Start();

        await using (AuthWorld world = await AuthWorld.StartAsync())
        {
            Auth auth = await world.SignedInAsync();
            world.ExpireTokens();
            await auth.CurrentSessionAsync();
            world.ExpireTokens();
            using (world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Throttle }))
            {
                await auth.CurrentSessionAsync();
            }

            await auth.SignOutAsync();
            await auth.SignInAsync("ana", AuthWorld.Password);
            Auth second = world.NewAuth();
            await second.CurrentSessionAsync();
            world.ExpireTokens();
            await auth.CurrentSessionAsync();
            await second.CurrentSessionAsync();
            world.User.Disable();
            world.ExpireTokens();
            await auth.CurrentSessionAsync();
        }

        Assert.That(counts, Is.EquivalentTo(new Dictionary<string, long>
        {
            ["amplify.auth.sign_ins"] = 2,
            ["amplify.auth.refreshes renewed"] = 2,
            ["amplify.auth.refreshes Throttled"] = 1,
            ["amplify.auth.refreshes ended"] = 1,
            ["amplify.auth.sessions_ended SignedOut"] = 1,
            ["amplify.auth.sessions_ended UserDisabled"] = 1,
        }));
    }

    [Test]
    public async Task Every_service_call_is_a_trace_and_a_duration()
    {
        var traces = new List<(string Name, ActivityStatusCode Status)>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Amplify.Auth",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (traces)
                {
                    traces.Add((activity.OperationName, activity.Status));
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        await using AuthWorld world = await AuthWorld.StartAsync();
        await world.NewAuth().SignInAsync("ana", "Wrong-Horse-7!");

        Assert.That(traces, Is.EqualTo(new[] { ("auth InitiateAuth", ActivityStatusCode.Unset), ("auth RespondToAuthChallenge", ActivityStatusCode.Error) }));
    }

    [Test]
    public void Event_ids_are_unique()
    {
        int[] ids = [.. typeof(Auth).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Select(m => m.GetCustomAttribute<LoggerMessageAttribute>()?.EventId)
            .OfType<int>()];

        Assert.That(ids, Has.Length.GreaterThan(15));
        Assert.That(ids, Is.Unique);
    }

    [Test]
    public async Task A_store_without_lease_or_catalog_is_told_at_the_start()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var logs = new NotingLoggerFactory();

        world.NewAuth(services: world.Services(new BareStore(world.Store), logs: logs));
        world.NewAuth(services: world.Services(logs: logs));

        Assert.That(logs.EventIds, Is.EqualTo(new[] { 1400, 1401 }), "once each, by the engine whose store lacks them");
    }

    private sealed class NotingLoggerFactory : ILoggerFactory, ILogger
    {
        public List<int> EventIds { get; } = [];

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => EventIds.Add(eventId.Id);
    }
}
