using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Desktop;

/// <summary>Opens a page in a browser: by the application's own means, or the platform's.</summary>
internal sealed class Opener(Func<Uri, CancellationToken, ValueTask>? openUri, IPlatform platform, ILogger logger)
{
    /// <exception cref="AuthException">It cannot be opened (<see cref="AuthErrorReason.BrowserUnavailable"/>).</exception>
    public async Task OpenAsync(Uri page, CancellationToken cancellationToken)
    {
        if (!page.IsAbsoluteUri || (page.Scheme != Uri.UriSchemeHttps && page.Scheme != Uri.UriSchemeHttp))
        {
            throw DesktopErrors.NotAWebPage();
        }

        try
        {
            await (openUri is null ? OpenByPlatformAsync(page, cancellationToken) : openUri(page, cancellationToken).AsTask()).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The application's own code may throw anything. Its message may hold the address, as the shell's does: the name says enough.
        catch (Exception e) when (e is not AuthException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
#pragma warning restore CA1031
        {
            throw DesktopErrors.NotOpened(e is Win32Exception native ? $"error {native.NativeErrorCode} of the system" : e.GetType().Name);
        }
    }

    private async Task OpenByPlatformAsync(Uri page, CancellationToken cancellationToken)
    {
        int code = 0;
        foreach (ProcessStartInfo command in BrowserCommands.For(page, platform))
        {
            string name = command.UseShellExecute ? "the Windows shell" : command.FileName;
            try
            {
                code = await platform.StartAsync(command, cancellationToken).ConfigureAwait(false) ?? 0;
            }
            catch (Win32Exception e)
            {
                // Its message holds the file, which on Windows is the address.
                code = e.NativeErrorCode;
            }

            if (code == 0)
            {
                DesktopLog.Opened(logger, name);
                return;
            }

            DesktopLog.OpenerFailed(logger, name, code);
        }

        throw DesktopErrors.NotOpened($"the last program tried ended with error {code}");
    }
}
