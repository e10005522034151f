using Amplify.AppClients;
using Amplify.Credentials;
using Amplify.Diagnostics;
using Amplify.Sessions;
using Microsoft.Extensions.Logging;

namespace Amplify.Federation;

/// <summary>
/// The tokens of other providers that a session rests on: where one has ended, the application is asked for a new one, which then
/// stands in the session.
/// </summary>
internal sealed class FederatedTokens(
    Func<FederationContext, CancellationToken, ValueTask<FederatedToken?>>? refresher,
    ApplicationProviders providers,
    SessionStorage storage,
    SessionViews views,
    SessionPublisher publisher,
    ServiceClock clock,
    ILogger logger)
{
    /// <summary>A token that has less left than this may end on its way.</summary>
    private static readonly TimeSpan _shortest = TimeSpan.FromMinutes(1);

    /// <summary>Tokens the identity pool will probably take.</summary>
    /// <param name="entry">The session.</param>
    /// <param name="refused">What the identity pool said to the tokens there are; null when it was not asked.</param>
    /// <exception cref="AuthException">A token has ended and there is no new one, or the application failed.</exception>
    public async Task<FederatedLogin> LoginAsync(SessionEntry entry, AuthException? refused)
    {
        long generation = entry.CurrentGeneration();
        if (entry.View is not { Document.Federation: { } federation } view)
        {
            // Signed out a moment ago: the renewal will notice.
            throw new SignInRequiredException(entry.View?.Session.EndReason);
        }

        var logins = new List<LoginDocument>(federation.Logins.Count);
        bool isNew = false;
        foreach (LoginDocument login in federation.Logins)
        {
            LoginDocument current = await CurrentAsync(entry, login, federation.IdentityId, refused).ConfigureAwait(false);
            isNew |= !ReferenceEquals(current, login);
            logins.Add(current);
        }

        if (isNew)
        {
            await KeepAsync(entry, generation, view, federation, logins).ConfigureAwait(false);
        }
        else if (refused is not null)
        {
            throw Ended(federation.Logins[0].Provider, refused);
        }

        return new FederatedLogin(LoginOf(logins), IdentityOf(logins) ?? federation.IdentityId, isNew);
    }

    /// <summary>What the identity pool is shown.</summary>
    public static Login LoginOf(IEnumerable<LoginDocument> logins) => new(logins.ToDictionary(l => l.Provider, l => l.Token, StringComparer.Ordinal));

    /// <summary>The identity a developer's backend named; null where none did.</summary>
    public static string? IdentityOf(IEnumerable<LoginDocument> logins) => logins.Select(l => l.IdentityId).FirstOrDefault(id => id is not null);

    private async Task<LoginDocument> CurrentAsync(SessionEntry entry, LoginDocument login, string identityId, AuthException? refused)
    {
        bool ended = login.ExpiresAt is { } end && clock.UtcNow + _shortest >= DateTimeOffset.FromUnixTimeSeconds(end);
        if (refused is null && !ended && login.ExpiresAt is not null)
        {
            return login;
        }

        FederatedToken? token = refresher is null ? null : await AskAsync(new FederationContext(login.ToToken(), identityId, entry.Key)).ConfigureAwait(false);
        if (token is not null)
        {
            return LoginDocument.Of(token);
        }

        // Where nobody knows when it ends, the service may know.
        return ended ? throw Ended(login.Provider, refused) : login;
    }

    private async Task<FederatedToken?> AskAsync(FederationContext context)
    {
        const string Name = nameof(AuthServices.FederatedTokenRefresher);
        FederatedToken? token = await providers.AskAsync(Name, cancellation => refresher!(context, cancellation), CancellationToken.None).ConfigureAwait(false);
        return token is null || token.Provider == context.Expired.Provider
            ? token
            : throw providers.Failed(Name, "it gave a token of another provider", isTransient: false);
    }

    /// <summary>The session goes on with the new tokens. That it could not be stored does not make them worse.</summary>
    private async Task KeepAsync(SessionEntry entry, long generation, SessionView view, FederationDocument federation, List<LoginDocument> logins)
    {
        try
        {
            SessionDocument document = view.Document!.With(federation.With(logins));
            StoreLook look = entry.Look(clock.Time);
            if (await storage.WriteAsync(entry.DocumentKey, document, WriteCondition.Matches(view.ETag!), CancellationToken.None).ConfigureAwait(false) is { } eTag)
            {
                publisher.Noted(entry, generation, look, views.Of(document, eTag, view.Session.Source));
            }
            else
            {
                entry.Distrust();
            }
        }
        catch (AuthException e)
        {
            Log.FederatedTokenNotSaved(logger, e);
        }
    }

    private static AuthException Ended(string provider, AuthException? refused) => new(
        new AuthError
        {
            Reason = AuthErrorReason.FederatedTokenExpired,
            Code = refused?.Code,
            RequestId = refused?.RequestId,
            Operation = refused?.Error.Operation,
            Message = $"The token of {provider} has ended{(refused is null ? "" : ", says the identity pool")}.",
            Suggestion = "Sign in with a new token (IAuth.FederatedSignInAsync), or give AuthServices.FederatedTokenRefresher.",
        },
        refused);
}
