using Amplify.Configuration;
using Amplify.Sessions;

namespace Amplify.Federation;

/// <summary>Makes the pool's pages forget who was signed in there (<c>/logout</c>): else the next sign-in in the same browser asks nothing for about an hour.</summary>
internal sealed class BrowserSignOut(AuthSettings settings, BrowserPrompter browser)
{
    private static readonly TimeSpan _timeout = TimeSpan.FromMinutes(1);

    private static readonly AuthError _noBrowser = new()
    {
        Reason = AuthErrorReason.NotConfigured,
        Message = "The pool's pages were not signed out of: there is no browser, or the options name no address to come back to.",
        Suggestion = "Give AuthServices.Browser and AuthOptions.OAuth.RedirectSignOut; or send the browser to IAuth.GetBrowserSignOutUri.",
    };

    private static readonly AuthError _noRedirect = new()
    {
        Reason = AuthErrorReason.NotConfigured,
        Message = "The options name no address to come back to from a sign-out.",
        Suggestion = "Set AuthOptions.OAuth.RedirectSignOut to one of the app client's sign-out URLs.",
    };

    /// <exception cref="ArgumentException">The redirect URI is not configured.</exception>
    /// <exception cref="AuthException">Nothing is configured.</exception>
    public Uri GetUri(BrowserSignOutOptions? options)
    {
        if (settings.OAuth is not { RedirectSignOut: { Count: > 0 } redirects } oauth)
        {
            throw new AuthException(settings.OAuth is null ? OAuthErrors.NotConfigured : _noRedirect);
        }

        return UriFor(oauth, options?.RedirectUri is { } wanted ? BrowserSignInRules.Find(wanted, redirects) : redirects[0]);
    }

    /// <summary>Never fails and is never cut short: the session is over by now, and the caller is told what came of it.</summary>
    /// <param name="options">The sign-out's.</param>
    /// <param name="document">The session that is over; null where there was none.</param>
    /// <param name="unreachable">That there is no network, where it is known: then a page opens only for who insists. Nobody is to look at an error for a minute.</param>
    /// <param name="cancellationToken">Ends the waiting for the browser.</param>
    public async Task<SignOutPart> RunAsync(SignOutOptions options, SessionDocument? document, AuthError? unreachable, CancellationToken cancellationToken)
    {
        if (!(options.EndBrowserSession ?? IsOfUse(document)))
        {
            return SignOutPart.NotNeeded;
        }

        if (!browser.IsThere || settings.OAuth is not { RedirectSignOut.Count: > 0 })
        {
            return SignOutPart.Failed(_noBrowser);
        }

        if (unreachable is not null && options.EndBrowserSession is null)
        {
            return SignOutPart.Failed(unreachable);
        }

        try
        {
            await browser.RunAsync(Request(settings.OAuth!, document), cancellationToken).ConfigureAwait(false);
            return SignOutPart.Done;
        }
        catch (AuthException e)
        {
            return SignOutPart.Failed(e.Error);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            return SignOutPart.Failed(OAuthErrors.Cancelled(BrowserPurpose.SignOut));
        }
    }

    /// <summary>After a sign-in with a browser, where a browser can come back from a sign-out to the place it came back to then: options shared with a web application may have only its addresses.</summary>
    private bool IsOfUse(SessionDocument? document) => browser.IsThere
        && document?.BrowserOrigin is { } origin
        && settings.OAuth?.RedirectSignOut.Any(r => Callbacks.OriginOf(r) == origin) == true;

    private BrowserRequest Request(OAuthSettings oauth, SessionDocument? document)
    {
        Uri redirect = oauth.RedirectSignOut[0];
        return new BrowserRequest(
            oauth.RedirectSignOut,
            chosen => UriFor(oauth, redirect = BrowserSignInRules.Find(chosen, oauth.RedirectSignOut)),
            callback => Callbacks.IsAt(callback, redirect) && !Callbacks.IsOfSignIn(callback))
        {
            Purpose = BrowserPurpose.SignOut,
            Timeout = _timeout,
            PreferPrivateSession = document is { ViaPrivateBrowser: true },
        };
    }

    private Uri UriFor(OAuthSettings oauth, Uri redirect) =>
        new($"{oauth.At("logout").AbsoluteUri}?client_id={Uri.EscapeDataString(settings.ClientId)}&logout_uri={Uri.EscapeDataString(redirect.OriginalString)}");
}
