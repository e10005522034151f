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
    private static readonly CurrentSessionOptions _renew = new() { ForceRefresh = true };

    /// <summary>What is said where a token of the user pool is needed and another provider's user is signed in.</summary>
    public static AuthError NoUserPoolUser { get; } = new()
    {
        Reason = AuthErrorReason.NotSignedInToUserPool,
        Message = "The user signed in with another provider's token: there are AWS credentials, but no user and no tokens of the user pool.",
        Suggestion = "Sign in with the user pool first.",
    };

    /// <summary>Who is signed in, with a token that is valid and may do this: what can be told is told before anything is sent.</summary>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">The token cannot be renewed, or lacks the scope.</exception>
    public async Task<SignedInUser> UserAsync(SessionKey key, string operation, CancellationToken cancellationToken)
    {
        SignedInUser user = Of(key, await sessions.CurrentAsync(key, null, cancellationToken).ConfigureAwait(false));
        return user.HasScope ? user : throw new AuthException(MissingScope(operation));
    }

    /// <summary>What is said where an access token may not be used for the user's own account.</summary>
    public static AuthError MissingScope(string operation) => new()
    {
        Reason = AuthErrorReason.MissingScope,
        Operation = operation,
        Message = $"{operation} was not sent: the access token lacks the scope {SignedInUser.Scope}.",
        Suggestion = $"Ask for the scope {SignedInUser.Scope} when signing in with a browser, and let the app client have it.",
    };

    /// <summary>Makes a call that carries no client metadata, for whoever is signed in now.</summary>
    /// <param name="key">Whose session.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="repeat">When it may be repeated for reasons other than the token.</param>
    /// <param name="call">Sends it with the access token given.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="SignInRequiredException">Nobody is signed in, or the session turned out to be over.</exception>
    /// <exception cref="AuthException">The token cannot be renewed or lacks the scope, the service or the network failed.</exception>
    public async Task<T> CallAsync<T>(SessionKey key, string operation, Repeat repeat, Func<string, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse =>
        await CallAsync(await UserAsync(key, operation, cancellationToken).ConfigureAwait(false), operation, repeat, call, cancellationToken).ConfigureAwait(false);

    /// <summary>The same for operations that carry client metadata.</summary>
    public async Task<T> CallAsync<T>(
        SignedInUser user,
        string operation,
        Repeat repeat,
        IReadOnlyDictionary<string, string>? clientMetadata,
        Func<string, Dictionary<string, string>?, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse
    {
        Dictionary<string, string>? merged = await metadata.ForAsync(operation, user.User.Username, clientMetadata, cancellationToken).ConfigureAwait(false);
        return await CallAsync(user, operation, repeat, (accessToken, token) => call(accessToken, merged, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a call for this user and no other: what takes several steps takes them all for the one it began with.</summary>
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
        SignedInUser after = Of(before.Key, session);
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

    private static SignedInUser Of(SessionKey key, AuthSession session) => session switch
    {
        { IsSignedIn: true } => new SignedInUser(key, session.User, session.Tokens),
        { Error: { } error } => throw new AuthException(error),
        { State: AuthSessionState.Federated } => throw new AuthException(NoUserPoolUser),
        _ => throw new SignInRequiredException(session.EndReason),
    };
}
