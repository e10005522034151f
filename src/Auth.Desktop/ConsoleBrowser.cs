using Amplify.Desktop;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify;

/// <summary>
/// For machines without a display (SSH, containers): prints the address of the sign-in page, to be opened in any browser anywhere, and asks
/// for the address that browser came back to.
/// </summary>
/// <remarks>
/// It uses the first of the redirect addresses, whatever it is: nothing listens there, so the browser may say that it cannot reach the page. An
/// empty line cancels. At a terminal a time-out or a cancellation ends the question; a reader of another kind cannot be told to stop, and its next line goes to the next attempt.
/// At a sign-out it prints the page that signs out in the browser, and asks whether that was done.
/// One attempt at a time: a newer one ends the one before, which returns <see cref="BrowserResult.Cancelled"/>. Thread-safe.
/// </remarks>
public sealed class ConsoleBrowser : IBrowser
{
    private readonly LineReader _input;
    private readonly TextWriter? _output;
    private readonly Attempts _attempts;

    /// <summary>A browser somewhere else.</summary>
    /// <param name="options">Options; null for the console.</param>
    public ConsoleBrowser(ConsoleBrowserOptions? options = null)
        : this(options, new TerminalKeys())
    {
    }

    internal ConsoleBrowser(ConsoleBrowserOptions? options, IKeys keys)
    {
        TimeProvider time = options?.TimeProvider ?? TimeProvider.System;
        _input = new LineReader(options?.Input, keys, time);
        _output = options?.Output;
        _attempts = new Attempts(time);
    }

    private TextWriter Output => _output ?? Console.Out;

    /// <inheritdoc/>
    /// <exception cref="AuthException"><see cref="AuthErrorReason.BrowserUnavailable"/>: there is no redirect address, or no web page to open.</exception>
    public async Task<BrowserResult> RunAsync(BrowserRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        using Attempt attempt = _attempts.Begin(request.Timeout, cancellationToken);
        try
        {
            await attempt.Before.WaitAsync(attempt.Token).ConfigureAwait(false);
            attempt.Token.ThrowIfCancellationRequested();
            return await AskAsync(request, attempt.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (attempt.Token.IsCancellationRequested)
        {
            return attempt.Outcome();
        }
    }

    private async Task<BrowserResult> AskAsync(BrowserRequest request, CancellationToken cancellationToken)
    {
        var redirect = new PastedCallback(request.RedirectUris is [Uri first, ..] ? first : throw DesktopErrors.NoRedirectAddress());
        Uri page = request.GetStartUri(redirect.RedirectUri);
        if (!page.IsAbsoluteUri || (page.Scheme != Uri.UriSchemeHttps && page.Scheme != Uri.UriSchemeHttp))
        {
            throw DesktopErrors.NotAWebPage();
        }

        if (request.Purpose == BrowserPurpose.SignOut)
        {
            return await AskAfterSignOutAsync(page, redirect.RedirectUri, cancellationToken).ConfigureAwait(false);
        }

        await SayAsync($"Open this page in a browser:\n\n  {page.AbsoluteUri}\n").ConfigureAwait(false);
        await SayAsync($"When you are done there, the browser goes to an address that begins with\n\n  {redirect.Start}\n\nand may say that it cannot reach it.").ConfigureAwait(false);
        while (true)
        {
            await SayAsync("Paste that whole address here, or press Enter to cancel:").ConfigureAwait(false);
            string? line = (await _input.ReadAsync(Output, cancellationToken).ConfigureAwait(false))?.Trim();
            if (string.IsNullOrEmpty(line))
            {
                return BrowserResult.Cancelled;
            }

            if (redirect.TryRead(line) is { } callback && Checks.IsAnswer(request, callback, NullLogger.Instance))
            {
                return BrowserResult.Returned(callback);
            }

            await SayAsync("That is not the address this sign-in comes back to.").ConfigureAwait(false);
        }
    }

    /// <summary>Nothing that came back could prove a sign-out: the person says so.</summary>
    private async Task<BrowserResult> AskAfterSignOutAsync(Uri page, Uri redirectUri, CancellationToken cancellationToken)
    {
        await SayAsync($"To be signed out in the browser too, open this page there:\n\n  {page.AbsoluteUri}\n").ConfigureAwait(false);
        await SayAsync("Type y and press Enter when you have; Enter alone leaves it:").ConfigureAwait(false);
        string? line = await _input.ReadAsync(Output, cancellationToken).ConfigureAwait(false);
        return line?.Trim() is "y" or "Y" ? BrowserResult.Returned(redirectUri) : BrowserResult.Cancelled;
    }

    private Task SayAsync(string text) => Output.WriteLineAsync(text.ReplaceLineEndings(Output.NewLine));
}
