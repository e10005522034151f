using Amplify.AppClients;
using Amplify.Configuration;
using Amplify.Diagnostics;
using Amplify.Errors;

namespace Amplify.Federation;

/// <summary>Asks the application's browser, for as long as the request allows and the caller waits; every failure is an <see cref="AuthException"/>.</summary>
internal sealed class BrowserPrompter(IBrowser? browser, ApplicationProviders providers, ServiceClock clock) : IDisposable
{
    private const string Name = nameof(AuthServices.Browser);

    /// <summary>A browser keeps to the limit itself, and may be about to hand over what came in the last second.</summary>
    private static readonly TimeSpan _beyondLimit = TimeSpan.FromSeconds(10);

    /// <summary>How long a browser that was called off may take to close what it opened.</summary>
    private static readonly TimeSpan _toClose = TimeSpan.FromSeconds(2);

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
        cancellationToken.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(request.Timeout + _beyondLimit, clock.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _gone.Token, cancellationToken);
        try
        {
            BrowserResult? result = await EndAsync(Task.Run(() => browser!.RunAsync(request, linked.Token), CancellationToken.None), linked.Token).ConfigureAwait(false);
            return result switch
            {
                { IsReturned: true } when Uri.TryCreate(result.Callback.Reveal(), UriKind.Absolute, out Uri? callback) => callback,
                { Outcome: BrowserOutcome.TimedOut } => throw new AuthException(OAuthErrors.TimedOut(request.Purpose)),
                { Outcome: BrowserOutcome.Cancelled } => throw new AuthException(OAuthErrors.Cancelled(request.Purpose)),
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
            throw new AuthException(limit.IsCancellationRequested ? OAuthErrors.TimedOut(request.Purpose) : OAuthErrors.Cancelled(request.Purpose));
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

    /// <summary>Waits for a browser, and when it is called off until it has closed its ports and windows, or has had time to.</summary>
    private async Task<BrowserResult?> EndAsync(Task<BrowserResult> run, CancellationToken cancellationToken)
    {
        try
        {
            return await Patience.WaitAsync(run, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!run.IsCompleted && !_gone.IsCancellationRequested)
        {
            await Task.WhenAny(run, Task.Delay(_toClose, clock.Time, CancellationToken.None)).ConfigureAwait(false);
            throw;
        }
    }
}
