using Amplify.Sessions;

namespace Amplify.Profile;

/// <summary>The refresh after something changed that claims tell of. What was changed is done by then, so nothing that happens here is thrown.</summary>
internal sealed class ChangedSessions(SessionEngine sessions)
{
    private static readonly AuthError _anotherUser = new()
    {
        Reason = AuthErrorReason.SignInRequired,
        Message = "Another user has signed in since then: there is no session of this one to renew.",
        Suggestion = "Read the session again.",
    };

    /// <param name="user">Whose session.</param>
    /// <param name="wanted">Whether the options ask for it.</param>
    /// <param name="clientMetadata">For the triggers.</param>
    /// <param name="cancellationToken">Stops waiting; the refresh goes on.</param>
    public async Task<(AuthSession? Session, AuthError? Error)> RefreshAsync(SignedInUser user, bool wanted, IReadOnlyDictionary<string, string>? clientMetadata, CancellationToken cancellationToken)
    {
        if (!wanted)
        {
            return (null, null);
        }

        try
        {
            var renew = new CurrentSessionOptions { ForceRefresh = true, ClientMetadata = clientMetadata };
            AuthSession session = await sessions.CurrentAsync(user.Key, renew, cancellationToken).ConfigureAwait(false);
            return session.User is { } now && now.UserId != user.User.UserId ? (null, _anotherUser) : (session, session.Error);
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
}
