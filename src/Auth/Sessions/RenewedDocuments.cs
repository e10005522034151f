using Amplify.CognitoIdentityProvider.Model;
using Amplify.Diagnostics;
using Amplify.Tokens;
using Microsoft.Extensions.Logging;

namespace Amplify.Sessions;

/// <summary>Renewed tokens on their way into the store: where a rotated refresh token must not get lost, whatever fails.</summary>
internal sealed class RenewedDocuments(SessionStorage storage, TokenVerifier verifier, ServiceClock clock, ILogger logger)
{
    private const int Attempts = 10;

    /// <summary>The session with its new tokens. Their parties are checked; time and signatures wait until they are safe.</summary>
    /// <exception cref="AuthException">The tokens are not this session's.</exception>
    public SessionDocument Make(SessionDocument old, AuthenticationResultType result, string? deviceKey)
    {
        // As of their own time of issue: a machine whose clock is wrong must not throw the new refresh token away.
        ParsedToken id = verifier.CheckClaims(result.IdToken!, TokenUse.Id, TokenReader.Read(result.IdToken!).IssuedAt);
        ParsedToken access = verifier.CheckClaims(result.AccessToken!, TokenUse.Access, TokenReader.Read(result.AccessToken!).IssuedAt);
        if (id.Subject != old.UserId || access.Subject != old.UserId)
        {
            throw new AuthException(new AuthError { Reason = AuthErrorReason.InvalidToken, Message = "The renewed tokens belong to another user." });
        }

        return new SessionDocument
        {
            UserId = old.UserId,
            Username = old.Username,
            AccessToken = result.AccessToken!,
            IdToken = result.IdToken!,
            RefreshToken = string.IsNullOrEmpty(result.RefreshToken) ? old.RefreshToken : result.RefreshToken,
            DeviceKey = deviceKey,
            WasDeviceBound = old.WasDeviceBound || old.DeviceKey is not null,
            BrowserOrigin = old.BrowserOrigin,
            ViaPrivateBrowser = old.ViaPrivateBrowser,
            Unverified = true,
            ClockOffsetSeconds = clock.Offset.TotalSeconds,
        };
    }

    /// <summary>Writes renewed tokens over what they were renewed from. What the store does not take is kept for the next attempt.</summary>
    /// <returns>The new version; null when the session has gone on without these tokens.</returns>
    /// <exception cref="AuthException">The store failed, or never holds still.</exception>
    public async Task<string?> SaveAsync(SessionEntry entry, long generation, SessionDocument renewed, StoredSession replaces)
    {
        try
        {
            return await WriteAsync(entry, renewed, replaces, CancellationToken.None).ConfigureAwait(false);
        }
        catch (AuthException e)
        {
            entry.KeepUnsaved(new UnsavedDocument(renewed, replaces), generation);
            Log.RefreshNotSaved(logger, e);
            throw;
        }
    }

    /// <summary>An earlier attempt got tokens that the store would not take: they come first, because their refresh token is the only one that counts.</summary>
    /// <exception cref="AuthException">The store failed again.</exception>
    public async Task SaveUnsavedAsync(SessionEntry entry, long generation, CancellationToken cancellationToken)
    {
        UnsavedDocument? unsaved;
        lock (entry.Sync)
        {
            unsaved = entry.Generation == generation ? entry.Unsaved : null;
        }

        if (unsaved is null)
        {
            return;
        }

        // Taken, or nobody's any more because somebody signed in or out.
        await WriteAsync(entry, unsaved.Document, unsaved.Replaces, cancellationToken).ConfigureAwait(false);
        lock (entry.Sync)
        {
            entry.Unsaved = null;
        }
    }

    /// <summary>The engine is going: tokens that wait to be saved get a last try.</summary>
    public async Task SaveLeftOverAsync(SessionEntry entry)
    {
        try
        {
            await SaveUnsavedAsync(entry, entry.CurrentGeneration(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (AuthException e)
        {
            Log.RefreshLost(logger, e);
        }
    }

    /// <summary>
    /// A document that changed meanwhile and still holds the spent refresh token (another engine noted that it verified it) is
    /// written over too: the new refresh token must not be lost.
    /// </summary>
    private async Task<string?> WriteAsync(SessionEntry entry, SessionDocument renewed, StoredSession replaces, CancellationToken cancellationToken)
    {
        bool rotated = !string.Equals(renewed.RefreshToken, replaces.Document.RefreshToken, StringComparison.Ordinal);
        StoredSession? over = replaces;
        for (int attempt = 0; attempt < Attempts && over is not null; attempt++)
        {
            if (await storage.WriteAsync(entry.DocumentKey, renewed, WriteCondition.Matches(over.ETag), cancellationToken).ConfigureAwait(false) is { } eTag)
            {
                return eTag;
            }

            StoredSession? now = rotated ? await storage.ReadAsync(entry.DocumentKey, cancellationToken).ConfigureAwait(false) : null;
            over = string.Equals(now?.Document.RefreshToken, replaces.Document.RefreshToken, StringComparison.Ordinal) ? now : null;
        }

        // Still there and still with the spent token: the only one that counts is here, and must not get lost.
        return over is null ? null : throw SessionStorage.KeepsChanging("while renewed tokens were saved");
    }
}
