using Amplify.Sessions;

namespace Amplify.Profile;

/// <summary>Hands on: <see cref="IAuthAccount"/> of one handle.</summary>
internal sealed class AuthAccount(AuthEngine engine, HandleKeys keys) : IAuthAccount
{
    public Task<AuthFactors> FetchFactorsAsync(FetchAuthFactorsOptions? options = null, CancellationToken cancellationToken = default) =>
        engine.Alive().Account.FetchFactorsAsync(keys.Session, cancellationToken);

    public Task<DeleteUserResult> DeleteUserAsync(DeleteUserOptions? options = null, CancellationToken cancellationToken = default) =>
        engine.Alive().Account.DeleteAsync(keys, cancellationToken);
}
