using Amplify.Configuration;
using Amplify.Errors;
using Amplify.SignIn.Srp;

namespace Amplify.AppClients;

/// <summary>
/// The app client's secret: the configured one, or the provider's, which is asked for every request that needs it. SECRET_HASH is
/// taken over the user name of the same request, whichever that is (typed in a first request, the resolved one in an answer).
/// </summary>
internal sealed class ClientSecrets(AuthSettings settings, Func<ClientSecretContext, CancellationToken, ValueTask<Secret>>? provider, ApplicationProviders providers)
{
    private const string Name = nameof(AuthServices.ClientSecretProvider);

    /// <returns>The secret; null where the app client has none.</returns>
    /// <exception cref="AuthException">The provider failed.</exception>
    public ValueTask<Secret?> GetAsync(CancellationToken cancellationToken) => AskAsync(refused: null, cancellationToken);

    /// <param name="username">The user name of the same request.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <returns>The hash; null where the app client has no secret.</returns>
    /// <exception cref="AuthException">The provider failed.</exception>
    public async ValueTask<string?> HashAsync(string username, CancellationToken cancellationToken) =>
        HashOf(await GetAsync(cancellationToken).ConfigureAwait(false), username);

    /// <summary>
    /// Makes a call that carries the secret. Where the service refuses the secret, it has looked at nothing else and done nothing:
    /// the provider is asked once more, and if it has another secret by now, the call is made once more. Answers to challenges
    /// do not come this way, because a challenge's session may be spent by the first.
    /// </summary>
    public async Task<T> WithSecretAsync<T>(Func<Secret?, Task<T>> call, CancellationToken cancellationToken)
    {
        Secret? secret = await GetAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await call(secret).ConfigureAwait(false);
        }
        catch (AuthException e) when (provider is not null && ServiceErrors.RefusesClientSecret(e.Error))
        {
            Secret? other = await AskAsync(secret, cancellationToken).ConfigureAwait(false);
            if (other!.Equals(secret))
            {
                throw;
            }

            return await call(other).ConfigureAwait(false);
        }
    }

    /// <summary><see cref="WithSecretAsync"/>, for requests that carry the hash.</summary>
    public Task<T> WithHashAsync<T>(string username, Func<string?, Task<T>> call, CancellationToken cancellationToken) =>
        WithSecretAsync(secret => call(HashOf(secret, username)), cancellationToken);

    private async ValueTask<Secret?> AskAsync(Secret? refused, CancellationToken cancellationToken)
    {
        if (provider is null)
        {
            return settings.ClientSecret;
        }

        var context = new ClientSecretContext { Refused = refused };
        return await providers.AskAsync(Name, token => provider(context, token), cancellationToken).ConfigureAwait(false)
            ?? throw providers.Failed(Name, "it gave null", isTransient: false);
    }

    private string? HashOf(Secret? secret, string username) => secret is null ? null : SecretHash.Compute(secret, settings.ClientId, username);
}
