using Amplify.Configuration;
using Amplify.Errors;
using Amplify.Federation;
using Amplify.Sessions;

namespace Amplify.Credentials;

/// <summary>Credentials for whoever is here when they are renewed: with a fresh ID token, with other providers' tokens, or as a guest.</summary>
internal sealed class SessionCredentialsSource(
    SessionEntry entry,
    HandleKeys keys,
    SessionEngine sessions,
    Identities identities,
    FederatedTokens federated,
    RoleChoice roles,
    SessionEvents events,
    AuthSettings settings) : ICredentialsSource
{
    private static readonly CurrentSessionOptions _renew = new() { ForceRefresh = true };

    private static readonly AuthError _unverified = new()
    {
        Reason = AuthErrorReason.KeysUnavailable,
        Message = "The session's tokens could not be verified yet.",
        Suggestion = "Try again when the user pool's keys can be reached.",
        IsTransient = true,
    };

    public async Task<(ObtainedCredentials Obtained, DateTimeOffset? NoLongerThan)> ObtainAsync(long generation, string? knownIdentityId)
    {
        AuthSession session = await sessions.CurrentAsync(keys.Session, null, CancellationToken.None).ConfigureAwait(false);
        if (!entry.Credentials.IsAt(generation))
        {
            // Another user's session, perhaps: their tokens and the identity known here must not meet.
            throw CredentialsRenewal.Restless();
        }

        return (await ObtainAsync(session, generation, knownIdentityId).ConfigureAwait(false), null);
    }

    public void Shown(ObtainedCredentials obtained)
    {
        if (obtained.OldIdentityId is { } old && entry.View is { } view)
        {
            events.Enqueue(AuthChange.IdentityChanged, view.Session, entry.Key, old, obtained.IdentityId);
        }
    }

    public void ShownAfter() => events.Flush();

    private async Task<ObtainedCredentials> ObtainAsync(AuthSession session, long generation, string? known)
    {
        if (session.State == AuthSessionState.Federated)
        {
            return await FederatedAsync(generation, known).ConfigureAwait(false);
        }

        if (!session.HasUser)
        {
            return settings.AllowGuests ? await SendAsync(Login.Guest, generation, known).ConfigureAwait(false) : throw new SignInRequiredException(session.EndReason);
        }

        if (!session.IsSignedIn)
        {
            throw new AuthException(session.Error ?? _unverified);
        }

        string? role = await roles.ForAsync(session.User).ConfigureAwait(false);
        try
        {
            return await SendAsync(LoginOf(session, role), generation, known).ConfigureAwait(false);
        }
        catch (AuthException e) when (ServiceErrors.RefusesLogin(e.Error))
        {
            // Revoked, or the clock is off. The refresh tells, and ends the session if it is over.
            AuthSession renewed = await sessions.CurrentAsync(keys.Session, _renew, CancellationToken.None).ConfigureAwait(false);
            return renewed switch
            {
                { HasUser: false } => throw new SignInRequiredException(renewed.EndReason),
                { Error: { } error } => throw new AuthException(error, e),
                _ => await SendAsync(LoginOf(renewed, role), generation, known).ConfigureAwait(false),
            };
        }
    }

    private async Task<ObtainedCredentials> FederatedAsync(long generation, string? known)
    {
        FederatedLogin login = await federated.LoginAsync(entry, refused: null).ConfigureAwait(false);
        try
        {
            return await SendAsync(login.Login, generation, known ?? login.IdentityId).ConfigureAwait(false);
        }
        catch (AuthException e) when (ServiceErrors.RefusesLogin(e.Error) && !login.IsNew)
        {
            login = await federated.LoginAsync(entry, refused: e).ConfigureAwait(false);
            return await SendAsync(login.Login, generation, known ?? login.IdentityId).ConfigureAwait(false);
        }
    }

    /// <summary>The user may have changed while their login was looked for: one user's tokens are never sent with another one's identity.</summary>
    private Task<ObtainedCredentials> SendAsync(Login login, long generation, string? known) => entry.Credentials.IsAt(generation)
        ? identities.ObtainAsync(keys, login, known, id => entry.Credentials.Remember(generation, id))
        : throw CredentialsRenewal.Restless();

    private Login LoginOf(AuthSession session, string? role) => new(
        new Dictionary<string, string>(StringComparer.Ordinal) { [settings.IdentityPool!.UserPoolProvider] = session.Tokens!.IdToken.Reveal() },
        role);
}
