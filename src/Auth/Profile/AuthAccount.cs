namespace Amplify.Profile;

/// <summary>Hands on: <see cref="IAuthAccount"/> of one session.</summary>
internal sealed class AuthAccount(AuthEngine engine, SessionKey key) : IAuthAccount
{
    public Task<DeleteUserResult> DeleteUserAsync(DeleteUserOptions? options = null, CancellationToken cancellationToken = default) =>
        engine.Alive().Account.DeleteAsync(key, cancellationToken);
}
