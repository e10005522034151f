using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Devices;
using Amplify.Errors;
using Amplify.Mfa;
using Amplify.Sessions;
using Amplify.SignIn;

namespace Amplify.Profile;

/// <summary>The account: what its user can sign in with, and its end (DeleteUser, then what is kept of the user here).</summary>
internal sealed class AccountEngine(IAmazonCognitoIdentityProvider client, SignedInCalls calls, SessionEngine sessions, KnownDevices devices)
{
    private const string Operation = "DeleteUser";

    public async Task<DeleteUserResult> DeleteAsync(HandleKeys keys, CancellationToken cancellationToken)
    {
        SignedInUser? user = null;
        try
        {
            user = await calls.UserAsync(keys.Session, Operation, cancellationToken).ConfigureAwait(false);

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

        await devices.ForgetUserAsync(keys, user.User.Username).ConfigureAwait(false);
        return await ForgetAsync(user).ConfigureAwait(false);
    }

    /// <summary>GetUserAuthFactors.</summary>
    public async Task<AuthFactors> FetchFactorsAsync(SessionKey key, CancellationToken cancellationToken)
    {
        GetUserAuthFactorsResponse response = await calls.CallAsync(
            key,
            "GetUserAuthFactors",
            Repeat.WhenTransient,
            (accessToken, token) => client.GetUserAuthFactorsAsync(new GetUserAuthFactorsRequest { AccessToken = accessToken }, token),
            cancellationToken).ConfigureAwait(false);
        return new AuthFactors
        {
            FirstFactors = FirstFactorNames.Known(response.ConfiguredUserAuthFactors ?? []),
            Mfa = new MfaPreferences
            {
                Enabled = MfaMethodNames.Known(response.UserMFASettingList ?? []),
                Preferred = MfaMethodNames.Find(response.PreferredMfaSetting),
            },
        };
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
