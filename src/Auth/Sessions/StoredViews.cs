using Amplify.Diagnostics;
using Amplify.Tokens;

namespace Amplify.Sessions;

/// <summary>Makes views of what the store holds: with the clock it was written by, and verified where that was put off.</summary>
internal sealed class StoredViews(SessionViews views, TokenVerifier verifier, ServiceClock clock)
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
            : SessionViews.Unverified(stored.Document, stored.ETag);
    }

    /// <summary>Documents are authenticated; only one that was written ahead of its verification is checked now.</summary>
    private async Task<bool> IsTrustedAsync(SessionDocument document)
    {
        if (!document.Unverified)
        {
            return true;
        }

        try
        {
            await verifier.VerifySignatureAsync(TokenReader.Read(document.IdToken), CancellationToken.None).ConfigureAwait(false);
            await verifier.VerifySignatureAsync(TokenReader.Read(document.AccessToken), CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (AuthException e) when (e.Reason is AuthErrorReason.InvalidToken or AuthErrorReason.KeysUnavailable)
        {
            return false;
        }
    }
}
