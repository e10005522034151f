using Amplify.Configuration;
using Amplify.Diagnostics;
using Amplify.Errors;
using Microsoft.Extensions.Logging;

namespace Amplify.AppClients;

/// <summary>Asks delegates of the application: within the time one service call may take, and with every failure as an <see cref="AuthException"/>.</summary>
internal sealed class ApplicationProviders(AuthSettings settings, ServiceClock clock, ILogger logger)
{
    /// <param name="name">What the application knows the delegate as.</param>
    /// <param name="ask">The delegate.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="AuthException"><see cref="AuthErrorReason.ProviderFailed"/>: it threw, or gave no answer in time.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<T> AskAsync<T>(string name, Func<CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(settings.RequestTimeout, clock.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // On a thread of the pool: a delegate that blocks must not hold up a user interface, nor a refresh beyond the time allowed.
            return await Patience.WaitAsync(Task.Run(() => ask(linked.Token).AsTask(), CancellationToken.None), linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested)
        {
            throw Failed(name, $"it gave no answer within {settings.RequestTimeout.TotalSeconds:0.#} s", isTransient: true, e);
        }
#pragma warning disable CA1031 // An application's delegate may throw anything, and callers of this engine are promised AuthException.
        catch (Exception e)
#pragma warning restore CA1031
        {
            // The text of the exception is the application's, and may hold what it was handling: it stays inside, and out of the log.
            throw Failed(name, $"it threw {e.GetType().Name}", isTransient: true, e);
        }
    }

    public AuthException Failed(string name, string why, bool isTransient, Exception? cause = null)
    {
        Log.ProviderFailed(logger, name, why);
        return new AuthException(
            new AuthError
            {
                Reason = AuthErrorReason.ProviderFailed,
                Message = $"AuthServices.{name} failed: {why}.",
                Suggestion = "Look at the provider of the application.",
                IsTransient = isTransient,
            },
            cause);
    }
}
