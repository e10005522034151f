using Amplify.Configuration;
using Amplify.Tokens;

namespace Amplify.Credentials;

/// <summary>Credentials for the bearer of an ID token that somebody else obtained and the engine has verified: no longer than the token lasts.</summary>
internal sealed class CallerCredentialsSource(ParsedToken token, Identities identities, RoleChoice roles, AuthSettings settings) : ICredentialsSource
{
    public async Task<(ObtainedCredentials Obtained, DateTimeOffset? NoLongerThan)> ObtainAsync(long generation, string? knownIdentityId)
    {
        var user = new AuthUser(token.Subject, token.Username, token.Claims);
        var login = new Login(
            new Dictionary<string, string>(StringComparer.Ordinal) { [settings.IdentityPool!.UserPoolProvider] = token.Raw },
            await roles.ForAsync(user).ConfigureAwait(false));
        return (await identities.ObtainAsync(keys: null, login, knownIdentityId).ConfigureAwait(false), token.ExpiresAt);
    }

    public void Shown(ObtainedCredentials obtained)
    {
        // There is no session whose identity could change.
    }

    public void ShownAfter()
    {
        // Nobody was told anything.
    }
}
