using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Errors;
using Amplify.Sessions;

namespace Amplify.Profile;

/// <summary>The end of an account: DeleteUser, then the session.</summary>
internal sealed class AccountEngine(IAmazonCognitoIdentityProvider client, SignedInCalls calls, SessionEngine sessions)
{
    public async Task<DeleteUserResult> DeleteAsync(SessionKey key, CancellationToken cancellationToken)
    {
        try
        {
            // Deleting twice deletes once: who is deleted already is.
            await calls.CallAsync(
                key,
                "DeleteUser",
                Repeat.WhenTransient,
                (accessToken, token) => client.DeleteUserAsync(new DeleteUserRequest { AccessToken = accessToken }, token),
                cancellationToken).ConfigureAwait(false);
        }
        catch (SignInRequiredException e) when (e.EndReason == SessionEndReason.UserDeleted)
        {
            // The refresh of a refused token found out, and has ended the session.
            return new DeleteUserResult();
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.UserNotFound)
        {
            // Deleted before: by an attempt whose answer was lost, or by somebody else.
        }

        return await ForgetAsync(key).ConfigureAwait(false);
    }

    /// <summary>The user is gone: the session is forgotten whatever the caller cancels.</summary>
    private async Task<DeleteUserResult> ForgetAsync(SessionKey key)
    {
        try
        {
            await sessions.SignOutAsync(key, CancellationToken.None).ConfigureAwait(false);
            return new DeleteUserResult();
        }
        catch (AuthException e)
        {
            return new DeleteUserResult { SignOutError = e.Error };
        }
    }
}
