using Amplify.Configuration;
using Amplify.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Sessions;

/// <summary>
/// Renews sessions: one flight at a time per session, shared by all callers, on its own cancellation; failures are shared
/// and then back off.
/// </summary>
internal sealed class SessionRefresher : IAsyncDisposable
{
    private readonly RefreshFlight _flight;
    private readonly SessionPublisher _publisher;
    private readonly AuthSettings _settings;
    private readonly ServiceClock _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _lifetime;
    private readonly CancellationToken _disposed;
    private readonly BackgroundWork _work;

    public SessionRefresher(RefreshFlight flight, SessionPublisher publisher, AuthSettings settings, ServiceClock clock, BackgroundWork work, ILogger logger)
    {
        _flight = flight;
        _publisher = publisher;
        _settings = settings;
        _clock = clock;
        _work = work;
        _logger = logger;
        _lifetime = new CancellationTokenSource();

        // Kept apart: the source gives none any more once it is disposed, and callers may come until the very end.
        _disposed = _lifetime.Token;
    }

    /// <summary>Joins the refresh under way, or starts one, unless somebody renewed what the caller saw or the back-off says to wait.</summary>
    /// <param name="entry">The session.</param>
    /// <param name="seen">The view the caller found wanting; null to renew whatever there is.</param>
    /// <param name="clientMetadata">For the triggers, when this call starts the refresh.</param>
    /// <param name="waitedFor">The failure whose back-off the caller has waited out already; null for none.</param>
    public Task<RefreshOutcome> Start(SessionEntry entry, SessionView? seen, IReadOnlyDictionary<string, string>? clientMetadata, RefreshOutcome? waitedFor = null)
    {
        Deferred<RefreshOutcome> started;
        lock (entry.Sync)
        {
            if (entry.Refresh is { IsCompleted: false } running)
            {
                return running;
            }

            SessionView view = entry.View ?? seen ?? SessionViews.SignedOut(_settings, null);
            bool renewed = seen is not null && !ReferenceEquals(view, seen) && _clock.UtcNow < view.ExpiresAt;
            if (!view.HasUser || (renewed && entry.Unsaved is null))
            {
                return Task.FromResult(RefreshOutcome.Done(view));
            }

            if (entry.BackOff.IsActive(_clock.Time) && !ReferenceEquals(entry.BackOff.Failure, waitedFor))
            {
                return Task.FromResult(entry.BackOff.Failure!);
            }

            long generation = entry.Generation;
            bool force = seen is null;
            started = _work.Defer(() => RunAsync(entry, view, generation, force, clientMetadata));
            entry.Refresh = started.Task;
        }

        started.Start();
        return started.Task;
    }

    /// <summary>Renews now. A refresh that began before this call may not know what the caller wants to see: it is waited for, not shared.</summary>
    public async Task<RefreshOutcome> ForceAsync(SessionEntry entry, IReadOnlyDictionary<string, string>? clientMetadata, CancellationToken cancellationToken)
    {
        Task<RefreshOutcome>? running;
        lock (entry.Sync)
        {
            running = entry.Refresh is { IsCompleted: false } ? entry.Refresh : null;
        }

        if (running is not null)
        {
            await running.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return await Start(entry, seen: null, clientMetadata).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for what is in flight, for as long as one call may take, and stops what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        // Waiting between attempts is given up at once; an attempt that was sent is worth its answer.
        await _lifetime.CancelAsync().ConfigureAwait(false);
        await _work.DrainAsync().ConfigureAwait(false);
        _lifetime.Dispose();
    }

    private async Task<RefreshOutcome> RunAsync(SessionEntry entry, SessionView view, long generation, bool force, IReadOnlyDictionary<string, string>? clientMetadata)
    {
        RefreshOutcome outcome = await _flight.RunAsync(entry, view, generation, force, clientMetadata, _disposed).ConfigureAwait(false);
        if (outcome.Error is not { } error)
        {
            AuthDiagnostics.Refreshes.Add(1, new KeyValuePair<string, object?>("outcome", KindOf(outcome)));
            return entry.CurrentGeneration() == generation ? outcome : RefreshOutcome.Done(entry.View ?? outcome.View);
        }

        AuthDiagnostics.Refreshes.Add(1, new KeyValuePair<string, object?>("outcome", error.Reason.ToString()));
        TimeSpan delay;
        bool recover;
        lock (entry.Sync)
        {
            if (entry.Generation != generation)
            {
                return RefreshOutcome.Done(entry.View ?? SessionViews.SignedOut(_settings, SessionEndReason.SignedOut));
            }

            if (entry.View is { } now && !ReferenceEquals(now, view))
            {
                // Renewed elsewhere meanwhile: what failed here is of no interest to anybody but who insists.
                if (!force && entry.Unsaved is null && now.Trusted && _clock.UtcNow < now.ExpiresAt)
                {
                    return RefreshOutcome.Done(now);
                }

                outcome = outcome.Over(now);
            }

            delay = entry.BackOff.Failed(outcome, _clock.Time);
            _publisher.RefreshFailed(entry, outcome);
            recover = _settings.BackgroundRefresh
                && (entry.Unsaved is not null || entry.BackOff.MayBeHadAgain(_clock.Time));
        }

        _publisher.Flush();
        Log.RefreshFailed(_logger, error.Reason, error.Code, delay);
        if (recover)
        {
            _ = _work.Run(() => RecoverAsync(entry, generation, outcome, delay));
        }

        return outcome;
    }

    /// <summary>Renewed here, taken from the store because somebody else had renewed it, or over.</summary>
    private static string KindOf(RefreshOutcome outcome) => outcome.Session.Source switch
    {
        SessionSource.Refresh => "renewed",
        SessionSource.Store => "adopted",
        _ => "ended",
    };

    /// <summary>An answer was lost, and the service may still give it again; or the store did not take it: try on without waiting for a caller.</summary>
    private async Task<bool> RecoverAsync(SessionEntry entry, long generation, RefreshOutcome failure, TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, _clock.Time, _disposed).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        if (entry.CurrentGeneration() != generation)
        {
            return false;
        }

        // The wait is over by this work's own count: timers and time stamps differ by a millisecond, and nobody would try again.
        // Where a later attempt failed meanwhile, its own work waits for its own, longer step: this one ends here.
        await Start(entry, failure.View, clientMetadata: null, waitedFor: failure).ConfigureAwait(false);
        return true;
    }
}
