using Amazon.Runtime;
using Amplify.AppClients;
using Amplify.Errors;

namespace Amplify.Sessions;

/// <summary>
/// Every call that carries the user's access token: has it renewed first, checks its scope before anything is sent, and where the
/// service refuses it as expired or revoked, renews it and sends once more.
/// </summary>
internal sealed class SignedInCalls(SessionEngine sessions, ServiceCaller caller, ClientMetadata metadata)
{
    /// <summary>What every operation with an access token needs. Password sign-ins have it; a browser sign-in must ask for it.</summary>
    private const string Scope = "aws.cognito.signin.user.admin";

    private static readonly CurrentSessionOptions _renew = new() { ForceRefresh = true };

    /// <summary>Makes a call that carries no client metadata.</summary>
    /// <param name="key">Whose session.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="repeat">When it may be repeated for reasons other than the token.</param>
    /// <param name="call">Sends it with the access token given.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="SignInRequiredException">Nobody is signed in, or the session turned out to be over.</exception>
    /// <exception cref="AuthException">The token cannot be renewed or lacks the scope, the service or the network failed.</exception>
    public async Task<T> CallAsync<T>(SessionKey key, string operation, Repeat repeat, Func<string, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse
    {
        SignedInUser user = await UserAsync(key, operation, cancellationToken).ConfigureAwait(false);
        return await CallAsync(user, operation, repeat, call, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same for operations that carry client metadata.</summary>
    /// <returns>The answer, and whom the call was made for.</returns>
    public async Task<(T Response, SignedInUser User)> CallAsync<T>(
        SessionKey key,
        string operation,
        Repeat repeat,
        IReadOnlyDictionary<string, string>? clientMetadata,
        Func<string, Dictionary<string, string>?, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse
    {
        Dictionary<string, string>? ofCall = ClientMetadata.CopyOf(clientMetadata);
        SignedInUser user = await UserAsync(key, operation, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string>? merged = await metadata.ForAsync(operation, user.User.Username, ofCall, cancellationToken).ConfigureAwait(false);
        return (await CallAsync(user, operation, repeat, (accessToken, token) => call(accessToken, merged, token), cancellationToken).ConfigureAwait(false), user);
    }

    /// <summary>
    /// One of several calls that belong together: made for this user, whoever is signed in by then. <see cref="UserAsync"/> comes
    /// before the first.
    /// </summary>
    public async Task<T> CallAsync<T>(SignedInUser user, string operation, Repeat repeat, Func<string, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse
    {
        try
        {
            return await SendAsync(user).ConfigureAwait(false);
        }
        catch (AuthException e) when (ServiceErrors.RefusesAccessToken(e.Error))
        {
            if (await RenewAsync(user, e, cancellationToken).ConfigureAwait(false) is not { } renewed)
            {
                throw;
            }

            return await SendAsync(renewed).ConfigureAwait(false);
        }

        Task<T> SendAsync(SignedInUser who) => caller.CallAsync(operation, repeat, token => call(who.AccessToken, token), cancellationToken);
    }

    /// <returns>The same user with another token; null where somebody else is signed in by now, whom the call does not concern.</returns>
    private async Task<SignedInUser?> RenewAsync(SignedInUser before, AuthException refusal, CancellationToken cancellationToken)
    {
        AuthSession session = await sessions.CurrentAsync(before.Key, _renew, cancellationToken).ConfigureAwait(false);
        var after = SignedInUser.Of(before.Key, session);
        if (after.User.UserId != before.User.UserId)
        {
            return null;
        }

        if (after.AccessToken != before.AccessToken)
        {
            return after;
        }

        throw session.Error is { } error ? new AuthException(error, refusal) : refusal;
    }

    /// <summary>Who is signed in, with a token that is valid and may do this: what can be told is told before anything is sent.</summary>
    public async Task<SignedInUser> UserAsync(SessionKey key, string operation, CancellationToken cancellationToken)
    {
        var user = SignedInUser.Of(key, await sessions.CurrentAsync(key, null, cancellationToken).ConfigureAwait(false));
        return user.Scopes.Contains(Scope, StringComparer.Ordinal)
            ? user
            : throw new AuthException(new AuthError
            {
                Reason = AuthErrorReason.MissingScope,
                Operation = operation,
                Message = $"{operation} was not sent: the access token lacks the scope {Scope}.",
                Suggestion = $"Ask for the scope {Scope} when signing in with a browser, and let the app client have it.",
            });
    }
}
