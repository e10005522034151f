using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Amplify.Http;

/// <summary>
/// Refreshes tokens that APIs refused: once for everybody who was refused with the same token, and not again for its successor
/// until an interval has passed. Tokens are known by their hashes, so one handler serves any number of users.
/// </summary>
internal sealed class TokenRenewals(AuthTokenKind kind, TimeSpan interval, TimeProvider time, ILogger logger)
{
    private static readonly CurrentSessionOptions _forced = new() { ForceRefresh = true };

    private readonly object _sync = new();
    private readonly Dictionary<string, Renewal> _renewals = new(StringComparer.Ordinal);

    /// <summary>How many tokens are remembered: those of the last interval.</summary>
    internal int Count
    {
        get
        {
            lock (_sync)
            {
                return _renewals.Count;
            }
        }
    }

    public ValueTask<string> ReadAsync(IAuth auth, CurrentSessionOptions? options, CancellationToken cancellationToken) =>
        kind == AuthTokenKind.Id ? auth.GetIdTokenAsync(options, cancellationToken) : auth.GetAccessTokenAsync(options, cancellationToken);

    /// <summary>Whether there is another token than the one that was refused, after a refresh if need be and due.</summary>
    /// <param name="auth">Whose token.</param>
    /// <param name="refused">The token that was sent.</param>
    /// <param name="cancellationToken">Ends this caller's wait, not the refresh.</param>
    public async ValueTask<bool> HasAnotherAsync(IAuth auth, string refused, CancellationToken cancellationToken)
    {
        if (await CurrentAsync(auth, null, cancellationToken).ConfigureAwait(false) is not { } current)
        {
            return false;
        }

        return current != refused || await RenewalOf(auth, refused).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task<bool> RenewalOf(IAuth auth, string refused)
    {
        string key = KeyOf(refused);
        lock (_sync)
        {
            Prune();
            if (!_renewals.TryGetValue(key, out Renewal? renewal))
            {
                // Of all callers, and of nobody's context or cancellation.
                renewal = new Renewal(Task.Run(() => RenewAsync(auth, refused)), time.GetTimestamp());
                _renewals[key] = renewal;
            }

            return renewal.Outcome;
        }
    }

    private async Task<bool> RenewAsync(IAuth auth, string refused)
    {
        // The refresh that another 401 caused may have ended while this one was on its way here.
        string? current = await CurrentAsync(auth, null, CancellationToken.None).ConfigureAwait(false);
        if (current == refused)
        {
            HttpLog.TokenRefused(logger);
            current = await CurrentAsync(auth, _forced, CancellationToken.None).ConfigureAwait(false);
            Remember(current ?? refused);
        }

        return current is not null && current != refused;
    }

    /// <summary>Puts off the next refresh: of a token that could not be renewed, or of a new one that is refused as well.</summary>
    private void Remember(string token)
    {
        lock (_sync)
        {
            _renewals[KeyOf(token)] = new Renewal(Task.FromResult(false), time.GetTimestamp());
        }
    }

    private async ValueTask<string?> CurrentAsync(IAuth auth, CurrentSessionOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(auth, options, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthException e)
        {
            // The caller has the API's own 401 to return, which says as much.
            HttpLog.TokenNotRenewed(logger, e.Reason);
            return null;
        }
    }

    private void Prune()
    {
        foreach ((string key, Renewal renewal) in _renewals)
        {
            if (renewal.Outcome.IsCompleted && time.GetElapsedTime(renewal.Since) >= interval)
            {
                _renewals.Remove(key);
            }
        }
    }

    private static string KeyOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private sealed record Renewal(Task<bool> Outcome, long Since);
}
