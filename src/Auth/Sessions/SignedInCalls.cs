using Amazon.Runtime;
using Amplify.Errors;

namespace Amplify.Sessions;

/// <summary>Calls that take the access token of the user who is signed in.</summary>
internal sealed class SignedInCalls(SessionEngine sessions, ServiceCaller caller)
{
    public async Task<T> CallAsync<T>(SessionKey key, string operation, Repeat repeat, Func<string, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse
    {
        AuthSession session = await sessions.CurrentAsync(key, null, cancellationToken).ConfigureAwait(false);
        if (!session.IsSignedIn)
        {
            throw session.Error is { } error ? new AuthException(error) : new SignInRequiredException(session.EndReason);
        }

        return await caller.CallAsync(operation, repeat, token => call(session.Tokens.AccessToken.Reveal(), token), cancellationToken).ConfigureAwait(false);
    }
}
