using Amplify.Configuration;
using Amplify.Diagnostics;
using Amplify.Errors;

namespace Amplify.Sessions;

/// <summary>Calls an application's store: within the time allowed, and with every failure as an <see cref="AuthException"/>.</summary>
internal sealed class StoreGuard(AuthSettings settings, ServiceClock clock)
{
    /// <param name="call">What the store is asked.</param>
    /// <param name="cancellationToken">Handed to the store.</param>
    /// <param name="patience">How long at most, whether the store listens or not; null for the time of one request.</param>
    /// <param name="canBeUndone">
    /// Whether a caller who gives up leaves a store that does not listen alone with it. A write or delete is seen through
    /// instead: cancelled here and done all the same, it would sign a user in or out behind the engine's back.
    /// </param>
    /// <exception cref="AuthException">The store failed, or did not answer in time.</exception>
    public async Task<T> CallAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken, TimeSpan? patience = null, bool canBeUndone = false)
    {
        using var timeout = new CancellationTokenSource(patience ?? settings.RequestTimeout, clock.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await Patience.WaitAsync(call(linked.Token).AsTask(), canBeUndone ? linked.Token : timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not AuthException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw new AuthException(
                new AuthError
                {
                    Reason = AuthErrorReason.StoreUnavailable,
                    Message = e is OperationCanceledException ? "The session store did not answer in time." : $"The session store failed ({e.GetType().Name}).",
                    Suggestion = "Nothing was lost; try again when the store answers.",
                    IsTransient = true,
                },
                e);
        }
    }
}
