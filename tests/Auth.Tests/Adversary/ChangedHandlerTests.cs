using Amplify.Emulator;
using Amplify.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Amplify.Tests.Adversary;

/// <summary>Handlers of Changed that do everything at once, and contexts that do nothing.</summary>
public sealed class ChangedHandlerTests
{
    private static readonly SignInOptions _password = new() { Flow = SignInFlow.UserPassword, WhenAlreadySignedIn = WhenAlreadySignedIn.Replace };

    [Test]
    public async Task A_handler_may_sign_out_sign_in_and_dispose_the_engine_and_wait_for_it()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        var seen = new List<AuthChange>();
        var done = new TaskCompletionSource();
        auth.Changed += (_, e) =>
        {
            seen.Add(e.Change);
            switch (seen.Count)
            {
                case 1:
                    Block(auth.SignOutAsync());
                    break;
                case 2:
                    Block(auth.SignInAsync("ana", AuthWorld.Password, _password));
                    break;
                case 3:
                    Block(auth.DisposeAsync().AsTask());
                    done.SetResult();
                    throw new InvalidOperationException("and then this");
            }
        };

        await auth.SignInAsync("ana", AuthWorld.Password, _password);
        await done.Task.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.That(seen, Is.EqualTo(new[] { AuthChange.SignedIn, AuthChange.SignedOut, AuthChange.SignedIn }));
    }

    [Test]
    public async Task The_last_change_that_is_told_is_the_last_that_happened()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        using var logs = new StoppingLogs(eventId: 1200);
        Auth auth = await world.SignedInAsync(services: world.Services(logs: logs));
        var seen = new List<AuthChange>();
        var both = new TaskCompletionSource();
        auth.Changed += (_, e) =>
        {
            seen.Add(e.Change);
            if (seen.Count == 2)
            {
                both.SetResult();
            }
        };
        world.ExpireTokens();

        Task<AuthSession> refreshing = auth.CurrentSessionAsync().AsTask();
        await logs.Arrival;
        await auth.SignOutAsync();
        logs.Release();
        await refreshing;
        await both.Task.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.That(seen, Is.EqualTo(new[] { AuthChange.TokensRefreshed, AuthChange.SignedOut }));
    }

    [Test]
    public async Task A_context_that_is_gone_fails_nothing_and_stops_no_later_event()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var context = new ClosingContext { Closed = true };
        Auth auth = world.NewAuth(services: world.Services(events: context));
        var told = new TaskCompletionSource<AuthChange>();
        auth.Changed += (_, e) => told.TrySetResult(e.Change);

        Assert.That((await auth.SignInAsync("ana", AuthWorld.Password, _password)).IsSignedIn, Is.True);
        await context.Refused.Task.WaitAsync(TimeSpan.FromSeconds(20));
        context.Closed = false;
        await auth.SignOutAsync();

        Assert.That(await told.Task.WaitAsync(TimeSpan.FromSeconds(20)), Is.EqualTo(AuthChange.SignedOut).Or.EqualTo(AuthChange.SignedIn));
    }

    [Test]
    public async Task A_context_that_runs_at_once_does_not_run_handlers_inside_the_engine()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth(services: world.Services(events: new InlineContext()));
        var state = new TaskCompletionSource<AuthSessionState>();
        auth.Changed += (_, _) =>
        {
            // A handler that waits for another thread, which needs the same session.
            Block(Task.Run(async () => state.TrySetResult((await auth.CurrentSessionAsync()).State)));
        };

        await auth.SignInAsync("ana", AuthWorld.Password, _password);

        Assert.That(await state.Task.WaitAsync(TimeSpan.FromSeconds(10)), Is.EqualTo(AuthSessionState.SignedIn));
    }

    /// <summary>A handler that blocks, as an event handler of an application may.</summary>
    private static void Block(Task task) => Assert.That(((IAsyncResult)task).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(20)), Is.True, "the handler waits in vain");

    private sealed class ClosingContext : SynchronizationContext
    {
        public volatile bool Closed;

        public TaskCompletionSource Refused { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Post(SendOrPostCallback d, object? state)
        {
            if (Closed)
            {
                Refused.TrySetResult();
                throw new InvalidOperationException("The window is closed.");
            }

            base.Post(d, state);
        }
    }

    /// <summary>Stops the engine where it logs a certain event.</summary>
    private sealed class StoppingLogs(int eventId) : ILoggerFactory, ILogger
    {
        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _released = new();

        public Task Arrival => _arrived.Task;

        public void Release() => _released.Set();

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (id.Id == eventId)
            {
                _arrived.TrySetResult();
                _released.Wait(TimeSpan.FromSeconds(20));
            }
        }

        public void Dispose() => _released.Set();
    }
}
