using Amplify.AppClients;

namespace Amplify.Credentials;

/// <summary>Asks the application which role a user's credentials shall have.</summary>
internal sealed class RoleChoice(Func<RoleChoiceContext, CancellationToken, ValueTask<string?>>? chooser, ApplicationProviders providers)
{
    /// <returns>Null for the configured role, or the identity pool's choice.</returns>
    /// <exception cref="AuthException">The chooser failed.</exception>
    public async Task<string?> ForAsync(AuthUser user)
    {
        if (chooser is null)
        {
            return null;
        }

        string? role = await providers.AskAsync(nameof(AuthServices.RoleChooser), token => chooser(new RoleChoiceContext(user), token), CancellationToken.None).ConfigureAwait(false);
        return string.IsNullOrEmpty(role) ? null : role;
    }
}
