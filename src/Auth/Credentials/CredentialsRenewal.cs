using Amplify.Diagnostics;
using Amplify.Errors;
using Amplify.Sessions;
using Microsoft.Extensions.Logging;

namespace Amplify.Credentials;

/// <summary>
/// Renews credentials: one flight at a time per cell, shared by all callers; failures are shared, and then the services are left
/// alone for a while.
/// </summary>
internal sealed class CredentialsRenewal(BackgroundWork work, ServiceClock clock, ILogger logger)
{
    private const int Rounds = 5;

    /// <summary>Joins the renewal under way, or starts one, unless somebody has just renewed them or the back-off says to wait.</summary>
    public Task<CredentialsOutcome> Start(CredentialsCell cell, ICredentialsSource source, bool force = false) => Start(cell, source, force, round: 1);

    /// <summary>Renews now. A renewal that began before this call may not know what the caller wants to see: it is waited for, not shared.</summary>
    public async Task<CredentialsOutcome> ForceAsync(CredentialsCell cell, ICredentialsSource source, CancellationToken cancellationToken)
    {
        Task<CredentialsOutcome>? running;
        lock (cell.Sync)
        {
            running = cell.Flight;
        }

        if (running is not null)
        {
            await Patience.WaitAsync(running, cancellationToken).ConfigureAwait(false);
        }

        return await Patience.WaitAsync(Start(cell, source, force: true), cancellationToken).ConfigureAwait(false);
    }

    private Task<CredentialsOutcome> Start(CredentialsCell cell, ICredentialsSource source, bool force, int round)
    {
        Deferred<CredentialsOutcome> started;
        lock (cell.Sync)
        {
            if (cell.Flight is { } running)
            {
                return running;
            }

            if (!force && cell.Held is { } held && clock.UtcNow < held.RefreshAt)
            {
                return Task.FromResult(CredentialsOutcome.Done(held));
            }

            if (cell.BackOff.IsActive(clock.Time))
            {
                return Task.FromResult(cell.BackOff.Failure!);
            }

            (long generation, string? identityId) = (cell.Generation, cell.IdentityId);
            started = work.Defer(() => RunAsync(cell, source, generation, identityId, round));
            cell.Flight = started.Task;
        }

        started.Start();
        return started.Task;
    }

    private async Task<CredentialsOutcome> RunAsync(CredentialsCell cell, ICredentialsSource source, long generation, string? identityId, int round)
    {
        CredentialsOutcome outcome;
        try
        {
            (ObtainedCredentials obtained, DateTimeOffset? end) = await source.ObtainAsync(generation, identityId).ConfigureAwait(false);
            HeldCredentials held = HeldCredentials.Of(obtained, clock, end);
            if (cell.TryPublish(held, generation, () => source.Shown(obtained)))
            {
                source.ShownAfter();
                AuthDiagnostics.CredentialRenewals.Add(1, new KeyValuePair<string, object?>("outcome", "renewed"));
                Log.CredentialsRenewed(logger, held.Credentials.Expiration);
                return CredentialsOutcome.Done(held);
            }

            Log.CredentialsDropped(logger);
            outcome = CredentialsOutcome.Failed(Restless());
        }
        catch (SignInRequiredException e)
        {
            outcome = CredentialsOutcome.Failed(e);
        }
        catch (AuthException e)
        {
            outcome = Failed(cell, generation, e);
        }

        // The user changed meanwhile: whoever waited wants the credentials of who is there now.
        return cell.IsAt(generation) || round == Rounds ? outcome : await Start(cell, source, force: false, round + 1).ConfigureAwait(false);
    }

    private CredentialsOutcome Failed(CredentialsCell cell, long generation, AuthException failure)
    {
        var outcome = CredentialsOutcome.Failed(failure);
        TimeSpan delay;
        lock (cell.Sync)
        {
            if (cell.Generation != generation)
            {
                return outcome;
            }

            delay = cell.BackOff.Failed(outcome, clock.Time);
        }

        AuthDiagnostics.CredentialRenewals.Add(1, new KeyValuePair<string, object?>("outcome", failure.Reason.ToString()));
        Log.CredentialsNotRenewed(logger, failure.Reason, failure.Code, delay);
        return outcome;
    }

    /// <summary>The user changed while credentials were obtained. Nobody sees it, unless they change again and again.</summary>
    public static AuthException Restless() => new(new AuthError
    {
        Reason = AuthErrorReason.StoreUnavailable,
        Message = "The session changed again and again while credentials were obtained.",
        Suggestion = "Try again.",
        IsTransient = true,
    });
}
