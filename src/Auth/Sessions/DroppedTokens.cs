using Amplify.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Sessions;

/// <summary>
/// Tokens that arrive for a session nobody has any more: the sign-out ended the refresh token it knew, and this is its successor.
/// </summary>
internal sealed class DroppedTokens(SessionStorage storage, TokenRevocation revocation, BackgroundWork work, ILogger logger)
{
    /// <summary>Ends a refresh token that was obtained and never stored, unless the session goes on with others.</summary>
    public void Abandon(SessionEntry entry, SessionDocument renewed) => _ = work.Run(() => AbandonAsync(entry, renewed));

    private async Task<bool> AbandonAsync(SessionEntry entry, SessionDocument renewed)
    {
        try
        {
            return await storage.ReadETagAsync(entry.DocumentKey, CancellationToken.None).ConfigureAwait(false) is null
                && await revocation.RevokeAsync(renewed, CancellationToken.None).ConfigureAwait(false);
        }
        catch (AuthException e)
        {
            Log.SignOutIncomplete(logger, e.Error.Operation ?? TokenRevocation.Operation, e.Error.Reason, e.Error.Code);
            return false;
        }
    }
}
