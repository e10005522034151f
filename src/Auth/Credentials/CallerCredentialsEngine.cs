using Amplify.Configuration;
using Amplify.Diagnostics;
using Amplify.Errors;
using Amplify.Tokens;

namespace Amplify.Credentials;

/// <summary>AWS credentials for an API that acts for its callers: no session, only the ID token a caller came with.</summary>
internal sealed class CallerCredentialsEngine(
    CallerCells cells,
    CredentialsRenewal renewal,
    TokenVerifier verifier,
    Func<ParsedToken, ICredentialsSource> sourceOf,
    AuthSettings settings,
    ServiceClock clock)
{
    public CallerCells Cells => cells;

    public HeldCredentials? Cached(CallerCell? cell)
    {
        cell?.Touch(clock.Time.GetTimestamp());
        return cell?.Cell.Held is { } held && clock.UtcNow < held.RefreshAt ? held : null;
    }

    /// <summary>Verifies the token, every time: credentials in memory do not outlive it.</summary>
    /// <exception cref="AuthException">The token does not verify, or there are no credentials now.</exception>
    public async Task<HeldCredentials> ObtainAsync(string token, string key, CancellationToken cancellationToken)
    {
        if (settings.IdentityPool is null)
        {
            throw new AuthException(IdentityPool.NotConfigured);
        }

        ParsedToken parsed = verifier.CheckClaims(token, TokenUse.Id, clock.UtcNow);
        await verifier.VerifySignatureAsync(parsed, cancellationToken).ConfigureAwait(false);
        CredentialsCell cell = cells.Get(key).Cell;
        HeldCredentials? held = cell.Held;
        bool valid = held is not null && clock.UtcNow < held.ExpiresAt;
        if (valid && clock.UtcNow < held!.RefreshAt)
        {
            return held;
        }

        Task<CredentialsOutcome> flight = renewal.Start(cell, sourceOf(parsed));
        if (valid && settings.BackgroundRefresh)
        {
            return held!;
        }

        CredentialsOutcome outcome = await Patience.WaitAsync(SyncWorkers.Settle(flight), cancellationToken).ConfigureAwait(false);
        return outcome.Held is null && valid && clock.UtcNow < held!.ExpiresAt ? held : outcome.Get();
    }
}
