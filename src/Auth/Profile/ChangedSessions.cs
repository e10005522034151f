using Amplify.Sessions;

namespace Amplify.Profile;

/// <summary>The refresh after something changed that claims tell of. What was changed is done by then, so nothing that happens here is thrown.</summary>
internal sealed class ChangedSessions(SessionEngine sessions)
{
    private static readonly CurrentSessionOptions _renew = new() { ForceRefresh = true };

    /// <param name="user">Whose session: another user's is neither the one that changed nor the caller's to see.</param>
    /// <param name="wanted">Whether the options ask for it.</param>
    /// <param name="cancellationToken">Stops waiting; the refresh goes on.</param>
    public async Task<(AuthSession? Session, AuthError? Error)> RefreshAsync(SignedInUser user, bool wanted, CancellationToken cancellationToken)
    {
        if (!wanted)
        {
            return (null, null);
        }

        try
        {
            AuthSession session = await sessions.CurrentAsync(user.Key, _renew, cancellationToken).ConfigureAwait(false);
            return session.User is { } now && now.UserId != user.User.UserId ? (null, Replaced()) : (session, session.Error);
        }
        catch (AuthException e)
        {
            return (null, e.Error);
        }
        catch (OperationCanceledException)
        {
            return (null, new AuthError
            {
                Reason = AuthErrorReason.TimedOut,
                Message = "The refresh of the session was not waited for: the caller cancelled.",
                Suggestion = "Read the session again.",
                IsTransient = true,
            });
        }
    }

    private static AuthError Replaced() => new()
    {
        Reason = AuthErrorReason.SignInRequired,
        Message = "Another user has signed in meanwhile.",
        Suggestion = "Read the session again.",
    };
}
