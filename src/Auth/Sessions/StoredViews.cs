using Amplify.Configuration;
using Amplify.Diagnostics;
using Amplify.Errors;
using Amplify.Tokens;

namespace Amplify.Sessions;

/// <summary>Makes views of what the store holds: with the clock it was written by, and verified where that was put off.</summary>
internal sealed class StoredViews(SessionViews views, TokenVerifier verifier, AuthSettings settings, ServiceClock clock)
{
    /// <summary>The stored session as a view: an untrusted one where its tokens wait to be verified and cannot be now.</summary>
    public async Task<SessionView> OfAsync(SessionEntry entry, StoredSession stored)
    {
        // A clock that is off belongs to a machine: what another node measured says nothing about this one.
        if (entry.Key.Equals(SessionKey.SingleUser))
        {
            clock.Suggest(TimeSpan.FromSeconds(stored.Document.ClockOffsetSeconds));
        }

        return await IsTrustedAsync(stored.Document).ConfigureAwait(false)
            ? views.Of(stored.Document, stored.ETag, SessionSource.Store)
            : SessionViews.Unverified(stored.Document, stored.ETag, entry.View);
    }

    /// <summary>Documents are authenticated; only one that was written ahead of its verification is checked now.</summary>
    private async Task<bool> IsTrustedAsync(SessionDocument document)
    {
        if (!document.Unverified)
        {
            return true;
        }

        using var timeout = new CancellationTokenSource(settings.RequestTimeout, clock.Time);
        try
        {
            return await Patience.WaitAsync(VerifyAsync(document, timeout.Token), timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AuthException or OperationCanceledException)
        {
            // Wrong, or not to be told now: neither is shown.
            return false;
        }
    }

    private async Task<bool> VerifyAsync(SessionDocument document, CancellationToken cancellationToken)
    {
        await verifier.VerifySignatureAsync(TokenReader.Read(document.IdToken), cancellationToken).ConfigureAwait(false);
        await verifier.VerifySignatureAsync(TokenReader.Read(document.AccessToken), cancellationToken).ConfigureAwait(false);
        return true;
    }
}
