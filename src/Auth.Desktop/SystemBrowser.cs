using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using Amplify.Desktop;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify;

/// <summary>
/// The user's own browser, opened by the platform's means, with a callback to the first free of the configured loopback ports:
/// <c>http://localhost:port/path</c> (on 127.0.0.1 and ::1), <c>http://127.0.0.1:port/path</c> or <c>http://[::1]:port/path</c>.
/// </summary>
/// <remarks>
/// It listens before the browser opens and no longer than the attempt lasts. Only a tab that comes to the exact address with what
/// <see cref="BrowserRequest.IsAnswer"/> takes ends the attempt; everything else is answered with a page that says nothing, and waited
/// on. One attempt at a time: a newer one ends the one before, which returns <see cref="BrowserResult.Cancelled"/>. The browser uses its
/// usual session: <see cref="BrowserRequest.PreferPrivateSession"/> has no effect. Thread-safe.
/// </remarks>
public sealed class SystemBrowser : IBrowser, IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PageSet _pages;
    private readonly Opener _opener;
    private readonly FrontCall _front;
    private readonly Attempts _attempts;
    private readonly IBrowser? _fallback;

    /// <summary>A browser with options of the application's.</summary>
    /// <param name="options">Options; null for none.</param>
    public SystemBrowser(SystemBrowserOptions? options = null)
        : this(options, platform: null)
    {
    }

    internal SystemBrowser(SystemBrowserOptions? options, IPlatform? platform)
    {
        options ??= new SystemBrowserOptions();
        _time = options.TimeProvider ?? TimeProvider.System;
        _logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger(DesktopLog.Name);
        _pages = new PageSet(options.PageTexts ?? new BrowserPageTexts(), options.ApplicationName);
        _opener = new Opener(options.OpenUri, platform ?? new SystemPlatform(_time), _logger);
        _front = new FrontCall(options.BringToFront, _time, _logger);
        _attempts = new Attempts(_time);
        _fallback = options.Fallback;
    }

    /// <inheritdoc/>
    /// <exception cref="AuthException">
    /// <see cref="AuthErrorReason.BrowserUnavailable"/>: none of the addresses can be listened on, or no browser could be opened.
    /// </exception>
    /// <exception cref="ObjectDisposedException">It is disposed of.</exception>
    public async Task<BrowserResult> RunAsync(BrowserRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        BrowserResult result = await AttemptAsync(request, cancellationToken).ConfigureAwait(false);
        if (result.IsReturned)
        {
            await _front.CallAsync(cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    /// <summary>Ends the attempt that is under way, if there is one, and waits until nothing of it is left.</summary>
    public async ValueTask DisposeAsync() => await _attempts.CloseAsync().ConfigureAwait(false);

    private async Task<BrowserResult> AttemptAsync(BrowserRequest request, CancellationToken cancellationToken)
    {
        using Attempt attempt = _attempts.Begin(request.Timeout, cancellationToken);
        try
        {
            await attempt.Before.WaitAsync(attempt.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (attempt.Token.IsCancellationRequested)
        {
            return attempt.Outcome();
        }

        try
        {
            return attempt.Token.IsCancellationRequested ? attempt.Outcome() : await RunAsync(request, attempt).ConfigureAwait(false);
        }
        catch (AuthException e) when (_fallback is not null && e.Reason == AuthErrorReason.BrowserUnavailable)
        {
            DesktopLog.FellBack(_logger, e.Message);
            return await FallBackAsync(_fallback, request, attempt).ConfigureAwait(false);
        }
    }

    /// <summary>The same attempt by other means: it has the same limit, and is ended by a newer one as well.</summary>
    private static async Task<BrowserResult> FallBackAsync(IBrowser fallback, BrowserRequest request, Attempt attempt)
    {
        try
        {
            return attempt.Token.IsCancellationRequested ? attempt.Outcome() : await fallback.RunAsync(request, attempt.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (attempt.Token.IsCancellationRequested)
        {
            return attempt.Outcome();
        }
    }

    private async Task<BrowserResult> RunAsync(BrowserRequest request, Attempt attempt)
    {
        (CallbackAddress address, IReadOnlyList<Socket> sockets) = LoopbackPorts.ListenOnFirstFree(request.RedirectUris, _logger);
        AuthException? failure = null;
        var listener = new CallbackListener(sockets, new CallbackDesk(request, address, _pages, _time, _logger), _time, _logger);
        try
        {
            await OpenAndWaitAsync(request.GetStartUri(address.RedirectUri), listener.Answer, attempt.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (attempt.Token.IsCancellationRequested)
        {
            // Whether there is an answer all the same is known when every connection is closed.
        }
        catch (AuthException e)
        {
            // An opener may open a page and say that it failed: who came back all the same has been shown the end of it.
            failure = e;
        }
        finally
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }

        if (listener.Answer.IsCompletedSuccessfully && !attempt.IsUnwanted)
        {
            return BrowserResult.Returned(await listener.Answer.ConfigureAwait(false));
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return attempt.Outcome();
    }

    /// <summary>Waits for the answer, and for a browser that cannot be opened. An opener that takes its time, or blocks, is not waited for.</summary>
    private async Task OpenAndWaitAsync(Uri page, Task<Uri> answer, CancellationToken cancellationToken)
    {
        using var whileOpening = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        CancellationToken opened = whileOpening.Token;
        var opening = Task.Run(() => _opener.OpenAsync(page, opened), CancellationToken.None);
        try
        {
            if (await Task.WhenAny(answer, opening).WaitAsync(cancellationToken).ConfigureAwait(false) == opening)
            {
                await opening.ConfigureAwait(false);
                await answer.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await whileOpening.CancelAsync().ConfigureAwait(false);
            _ = opening.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }
}
