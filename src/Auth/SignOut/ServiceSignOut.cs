using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Diagnostics;
using Amplify.Errors;
using Amplify.Sessions;
using Amplify.Tokens;

namespace Amplify.SignOut;

/// <summary>Tells the service that a session, or all of a user's, are over. The session is out of every store by then: only its tokens are left.</summary>
internal sealed class ServiceSignOut(IAmazonCognitoIdentityProvider client, ServiceCaller caller, TokenRevocation revocation, TokenRenewal renewal, ServiceClock clock)
{
    /// <summary>A token that has less left than this may expire on its way.</summary>
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(10);

    /// <summary>GlobalSignOut, with tokens renewed for it where they have expired.</summary>
    /// <returns>How it went, and the tokens the session has by now: a renewal may have rotated them.</returns>
    public async Task<(SignOutPart Part, SessionDocument Document)> EndAllAsync(SessionDocument document, CancellationToken cancellationToken)
    {
        if (document.Federation is not null)
        {
            return (SignOutPart.Failed(SignedInCalls.NoUserPoolUser), document);
        }

        bool renewed = false;
        try
        {
            ParsedToken access = TokenReader.Read(document.AccessToken);
            if (!access.Scopes.Contains(SignedInUser.Scope, StringComparer.Ordinal))
            {
                return (SignOutPart.Failed(SignedInCalls.MissingScope("GlobalSignOut")), document);
            }

            if (clock.UtcNow + _shortest >= access.ExpiresAt)
            {
                document = await RenewAsync(document, cancellationToken).ConfigureAwait(false);
                renewed = true;
            }

            try
            {
                await SendAsync(document, cancellationToken).ConfigureAwait(false);
            }
            catch (AuthException e) when (!renewed && ServiceErrors.RefusesAccessToken(e.Error) && document.RefreshToken is not null)
            {
                // The clock is off, or this token alone was revoked; the refresh token tells.
                document = await RenewAsync(document, cancellationToken).ConfigureAwait(false);
                await SendAsync(document, cancellationToken).ConfigureAwait(false);
            }

            return (SignOutPart.Done, document);
        }
        catch (AuthException e)
        {
            return (SignOutPart.Failed(e.Error), document);
        }
        catch (OperationCanceledException)
        {
            return (GivenUp("GlobalSignOut"), document);
        }
    }

    /// <summary>RevokeToken, where there is a refresh token and the app client's tokens can be revoked.</summary>
    public async Task<SignOutPart> RevokeAsync(SessionDocument document, CancellationToken cancellationToken)
    {
        try
        {
            return await revocation.RevokeAsync(document, cancellationToken).ConfigureAwait(false) ? SignOutPart.Done : SignOutPart.NotNeeded;
        }
        catch (AuthException e)
        {
            return SignOutPart.Failed(e.Error);
        }
        catch (OperationCanceledException)
        {
            return GivenUp(TokenRevocation.Operation);
        }
    }

    private static SignOutPart GivenUp(string operation) => SignOutPart.Failed(new AuthError
    {
        Reason = AuthErrorReason.TimedOut,
        Operation = operation,
        Message = $"{operation} was cancelled before it was answered.",
        Suggestion = "Nothing on this machine needs to be done. Tokens of the session that were copied elsewhere may still work.",
        IsTransient = true,
        MayHaveBeenApplied = true,
    });

    private Task<GlobalSignOutResponse> SendAsync(SessionDocument document, CancellationToken cancellationToken) => caller.CallAsync(
        "GlobalSignOut",
        Repeat.WhenTransient,
        token => client.GlobalSignOutAsync(new GlobalSignOutRequest { AccessToken = document.AccessToken }, token),
        cancellationToken);

    private async Task<SessionDocument> RenewAsync(SessionDocument document, CancellationToken cancellationToken)
    {
        if (document.RefreshToken is null)
        {
            throw new AuthException(new AuthError
            {
                Reason = AuthErrorReason.RefreshTokenRejected,
                Operation = "GlobalSignOut",
                Message = "The access token has expired and there is no refresh token to renew it with.",
                Suggestion = "Sign in again, then sign out of all devices.",
            });
        }

        AuthenticationResultType result = await renewal.RenewAsync(document, document.DeviceKey, clientMetadata: null, beforeSending: null, cancellationToken).ConfigureAwait(false);
        return document.With(result);
    }
}
