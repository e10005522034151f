using Amplify.Desktop;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify;

/// <summary>
/// For machines without a display (SSH, containers): prints the address of the sign-in page, to be opened in any browser anywhere, and asks
/// for the address that browser came back to.
/// </summary>
/// <remarks>
/// It uses the first of the redirect addresses, whatever it is: nothing listens there, so the browser may say that it cannot reach the page. An
/// empty line cancels. Reading a console cannot be called off: after a time-out or a cancellation the line that is typed next goes to the next attempt.
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
    {
        _input = new LineReader(options?.Input);
        _output = options?.Output;
        _attempts = new Attempts(options?.TimeProvider ?? TimeProvider.System);
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
            await attempt.Before.ConfigureAwait(false);
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

        await SayAsync($"Open this page in a browser:\n\n  {page.AbsoluteUri}\n").ConfigureAwait(false);
        await SayAsync($"When you are done there, the browser goes to an address that begins with\n\n  {redirect.Start}\n\nand may say that it cannot reach it.").ConfigureAwait(false);
        while (true)
        {
            await SayAsync("Paste that whole address here, or press Enter to cancel:").ConfigureAwait(false);
            string? line = (await _input.ReadAsync(cancellationToken).ConfigureAwait(false))?.Trim();
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

    private Task SayAsync(string text) => Output.WriteLineAsync(text.ReplaceLineEndings(Output.NewLine));
}
