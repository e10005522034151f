using Amplify.Configuration;
using Amplify.Diagnostics;
using Amplify.Errors;
using Amplify.Sessions;

namespace Amplify.Credentials;

/// <summary>
/// AWS credentials of sessions. A read while they are fresh is a look at memory; shortly before their end they are renewed behind the
/// callers' backs; ended ones, and those of somebody who is not there any more, are never handed out.
/// </summary>
internal sealed class CredentialsEngine(
    SessionTable table,
    SessionLoader loader,
    CredentialsRenewal renewal,
    Func<SessionEntry, HandleKeys, ICredentialsSource> sourceOf,
    AuthSettings settings,
    ServiceClock clock)
{
    /// <exception cref="AuthException">No identity pool is configured.</exception>
    public void DemandPool()
    {
        if (settings.IdentityPool is null)
        {
            throw new AuthException(IdentityPool.NotConfigured);
        }
    }

    /// <summary>What is at hand and needs no look elsewhere; null when there is no such thing. Allocates nothing.</summary>
    public HeldCredentials? Cached(HandleKeys keys)
    {
        SessionEntry entry = keys.Entry ??= table.Get(keys.Session);
        long now = clock.Time.GetTimestamp();
        entry.Touch(now);
        return entry.Credentials.Held is { } held && entry.IsFresh(now) && clock.UtcNow < held.RefreshAt ? held : null;
    }

    /// <summary>What is in memory, ended or not.</summary>
    public HeldCredentials? Known(HandleKeys keys) => table.Get(keys.Session).Credentials.Held;

    public ValueTask<SessionCredentials> CurrentAsync(HandleKeys keys, CurrentCredentialsOptions? options, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<SessionCredentials>(cancellationToken);
        }

        return options is not { ForceRefresh: true } && Cached(keys) is { } held
            ? new ValueTask<SessionCredentials>(held.Credentials)
            : SnapshotAsync(keys, options is { ForceRefresh: true }, cancellationToken);
    }

    /// <summary>Credentials, wherever they have to come from.</summary>
    /// <exception cref="SignInRequiredException">Nobody is there.</exception>
    /// <exception cref="AuthException">There are none now.</exception>
    public async Task<HeldCredentials> ObtainAsync(HandleKeys keys, bool force, CancellationToken cancellationToken)
    {
        DemandPool();
        SessionEntry entry = table.Get(keys.Session);
        SessionView view = await loader.EnsureFreshAsync(entry, cancellationToken).ConfigureAwait(false);
        if (!view.HasUser && !settings.AllowGuests)
        {
            throw new SignInRequiredException(view.Session.EndReason);
        }

        ICredentialsSource source = sourceOf(entry, keys);
        if (force)
        {
            return (await renewal.ForceAsync(entry.Credentials, source, cancellationToken).ConfigureAwait(false)).Get();
        }

        HeldCredentials? held = entry.Credentials.Held;
        if (held is not null && clock.UtcNow < held.RefreshAt)
        {
            return held;
        }

        Task<CredentialsOutcome> flight = renewal.Start(entry.Credentials, source);
        bool valid = held is not null && clock.UtcNow < held.ExpiresAt;
        if (valid && settings.BackgroundRefresh)
        {
            return held!;
        }

        CredentialsOutcome outcome = await Patience.WaitAsync(SyncWorkers.Settle(flight), cancellationToken).ConfigureAwait(false);

        // A renewal that failed takes nothing from anybody while the old ones are valid and their user is still there.
        HeldCredentials current = outcome.Held is null && valid && entry.Credentials.Held is { } still ? still : outcome.Get();
        return clock.UtcNow < current.ExpiresAt ? current : throw HeldCredentials.Ended();
    }

    /// <summary>Shows credentials that a sign-in obtained, unless the session has gone on since then.</summary>
    public void Adopt(HandleKeys keys, AuthSession session, ObtainedCredentials obtained, HeldCredentials held)
    {
        SessionEntry entry = table.Get(keys.Session);
        ICredentialsSource source = sourceOf(entry, keys);
        bool shown;
        lock (entry.Sync)
        {
            shown = ReferenceEquals(entry.View?.Session, session)
                && entry.Credentials.TryPublish(held, entry.Credentials.Generation, () => source.Shown(obtained));
        }

        if (shown)
        {
            source.ShownAfter();
        }
    }

    private async ValueTask<SessionCredentials> SnapshotAsync(HandleKeys keys, bool force, CancellationToken cancellationToken) =>
        (await ObtainAsync(keys, force, cancellationToken).ConfigureAwait(false)).Credentials;
}
