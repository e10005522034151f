using Amplify.AppClients;
using Amplify.Configuration;
using Amplify.Diagnostics;
using Amplify.Errors;

namespace Amplify.Federation;

/// <summary>Asks the application's browser, for as long as the request allows and the caller waits; every failure is an <see cref="AuthException"/>.</summary>
internal sealed class BrowserPrompter(IBrowser? browser, ApplicationProviders providers, ServiceClock clock) : IDisposable
{
    private const string Name = nameof(AuthServices.Browser);

    /// <summary>Ends what is open when the engine goes. It has neither timer nor handle, and attempts may still look at it.</summary>
    private readonly CancellationTokenSource _gone = new();

    public bool IsThere => browser is not null;

    /// <exception cref="InvalidOperationException">There is no browser.</exception>
    public void Demand()
    {
        if (browser is null)
        {
            throw new InvalidOperationException($"There is no browser. Give {nameof(AuthServices)}.{Name}: the SystemBrowser of Amplify.Auth.Desktop for instance. Servers use BeginFederatedSignInAsync and CompleteFederatedSignInAsync.");
        }
    }

    /// <returns>Where the browser came back to.</returns>
    /// <exception cref="AuthException">The person gave up or took too long, or the browser failed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The engine was disposed of meanwhile.</exception>
    public async Task<Uri> RunAsync(BrowserRequest request, CancellationToken cancellationToken)
    {
        // A browser has its own limit. This is for one that does not keep to it.
        using var limit = new CancellationTokenSource(request.Timeout, clock.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _gone.Token, cancellationToken);
        try
        {
            BrowserResult? result = await Patience.WaitAsync(Task.Run(() => browser!.RunAsync(request, linked.Token), CancellationToken.None), linked.Token).ConfigureAwait(false);
            return result switch
            {
                { IsReturned: true } when Uri.TryCreate(result.Callback.Reveal(), UriKind.Absolute, out Uri? callback) => callback,
                { Outcome: BrowserOutcome.TimedOut } => throw new AuthException(OAuthErrors.TimedOut),
                { Outcome: BrowserOutcome.Cancelled } => throw new AuthException(OAuthErrors.Cancelled),
                _ => throw providers.Failed(Name, "it gave no address", isTransient: false),
            };
        }
        catch (AuthException)
        {
            throw;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            throw new ObjectDisposedException(typeof(Auth).FullName);
        }
        catch (OperationCanceledException)
        {
            // The limit; or how a platform says that its window was closed.
            throw new AuthException(limit.IsCancellationRequested ? OAuthErrors.TimedOut : OAuthErrors.Cancelled);
        }
#pragma warning disable CA1031 // An application's browser may throw anything, and callers of this engine are promised AuthException.
        catch (Exception e)
#pragma warning restore CA1031
        {
            throw providers.Failed(Name, $"it threw {e.GetType().Name}", isTransient: true, e);
        }
    }

    // What a browser does when it is told so, or throws, is not the disposal's.
    public void Dispose() => _ = _gone.CancelAsync();
}
