using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Errors;
using Amplify.Sessions;

namespace Amplify.Profile;

/// <summary>The end of an account: DeleteUser, then the session.</summary>
internal sealed class AccountEngine(IAmazonCognitoIdentityProvider client, SignedInCalls calls, SessionEngine sessions)
{
    private const string Operation = "DeleteUser";

    public async Task<DeleteUserResult> DeleteAsync(SessionKey key, CancellationToken cancellationToken)
    {
        SignedInUser? user = null;
        try
        {
            user = await calls.UserAsync(key, Operation, cancellationToken).ConfigureAwait(false);

            // Deleting twice deletes once: who is deleted already is.
            await calls.CallAsync(
                user,
                Operation,
                Repeat.WhenTransient,
                (accessToken, token) => client.DeleteUserAsync(new DeleteUserRequest { AccessToken = accessToken }, token),
                cancellationToken).ConfigureAwait(false);
        }
        catch (SignInRequiredException e) when (e.EndReason == SessionEndReason.UserDeleted)
        {
            // The refresh of a refused token found out, and has ended the session.
            return new DeleteUserResult();
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.UserNotFound && user is not null)
        {
            // Deleted before: by an attempt whose answer was lost, or by somebody else.
        }

        return await ForgetAsync(user).ConfigureAwait(false);
    }

    /// <summary>The user is gone: the session is forgotten whatever the caller cancels. Another user's, who signed in meanwhile, is not.</summary>
    private async Task<DeleteUserResult> ForgetAsync(SignedInUser user)
    {
        try
        {
            await sessions.SignOutAsync(user.Key, user.User.UserId, CancellationToken.None).ConfigureAwait(false);
            return new DeleteUserResult();
        }
        catch (AuthException e)
        {
            return new DeleteUserResult { SignOutError = e.Error };
        }
    }
}
