namespace Amplify;

/// <summary>The signed-in user's account in the user pool.</summary>
public interface IAuthAccount
{
    /// <summary>Reads what the user can sign in with (GetUserAuthFactors). Needs the scope <c>aws.cognito.signin.user.admin</c>.</summary>
    /// <param name="options">Reserved; null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">The access token could not be renewed or lacks the scope, the service failed.</exception>
    Task<AuthFactors> FetchFactorsAsync(FetchAuthFactorsOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes the user for good (DeleteUser), then forgets the session. A user who turns out to be deleted already counts as
    /// deleted. Needs the scope <c>aws.cognito.signin.user.admin</c>.
    /// </summary>
    /// <param name="options">Reserved; null.</param>
    /// <param name="cancellationToken">Stops waiting for the service, which may have deleted the user all the same; not what follows.</param>
    /// <returns>The user is deleted; whether the session is forgotten too.</returns>
    /// <exception cref="SignInRequiredException">Nobody is signed in. Nothing was deleted.</exception>
    /// <exception cref="AuthException">
    /// The service did not say that the user is deleted: if <see cref="AuthError.MayHaveBeenApplied"/>, ask again. The session goes on.
    /// </exception>
    Task<DeleteUserResult> DeleteUserAsync(DeleteUserOptions? options = null, CancellationToken cancellationToken = default);
}
