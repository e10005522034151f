using Amplify.AppClients;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Configuration;
using Amplify.Errors;
using Amplify.Federation;
using Amplify.Tokens;

namespace Amplify.Sessions;

/// <summary>Ends a refresh token at the service, where that is possible.</summary>
internal sealed class TokenRevocation(AuthSettings settings, IAmazonCognitoIdentityProvider client, OAuthEndpoints oauth, ServiceCaller caller, ClientSecrets secrets)
{
    public const string Operation = "RevokeToken";

    /// <returns>False where there is no refresh token, or the app client's tokens cannot be revoked.</returns>
    /// <exception cref="AuthException">The service or the network failed.</exception>
    public async Task<bool> RevokeAsync(SessionDocument document, CancellationToken cancellationToken)
    {
        if (document.RefreshToken is null)
        {
            return false;
        }

        if (settings.RefreshVia == RefreshVia.TokenEndpoint)
        {
            return await RevokeThereAsync(document, cancellationToken).ConfigureAwait(false);
        }

        if (!IsRevocable(document))
        {
            return false;
        }

        // Revoking twice revokes once.
        await secrets.WithSecretAsync(
            secret => caller.CallAsync(
                Operation,
                Repeat.WhenTransient,
                token => client.RevokeTokenAsync(new RevokeTokenRequest { ClientId = settings.ClientId, ClientSecret = secret?.Reveal(), Token = document.RefreshToken }, token),
                cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Always tries: other providers in Cognito's place have no such claim. Cognito refuses without saying more where revocation is off.</summary>
    private async Task<bool> RevokeThereAsync(SessionDocument document, CancellationToken cancellationToken)
    {
        try
        {
            await oauth.RevokeAsync(document.RefreshToken!, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (AuthException e) when (e.Code is "invalid_request" or "unsupported_token_type" && !IsRevocable(document))
        {
            return false;
        }
    }

    /// <summary>The claim is there only while the app client allows revocation (EnableTokenRevocation). Where a token cannot be read, the service will say.</summary>
    private static bool IsRevocable(SessionDocument document)
    {
        try
        {
            return TokenReader.Read(document.AccessToken).OriginJti is not null;
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.InvalidToken)
        {
            return true;
        }
    }
}
