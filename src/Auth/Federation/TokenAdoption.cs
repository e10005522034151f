using Amplify.CognitoIdentityProvider.Model;
using Amplify.Configuration;
using Amplify.Sessions;
using Amplify.SignIn;

namespace Amplify.Federation;

/// <summary>Makes a session of tokens that an application has already.</summary>
internal sealed class TokenAdoption(AuthSettings settings, SignInCompletion completion, SessionEngine sessions)
{
    public async Task<SignInResult> AdoptAsync(HandleKeys keys, AdoptedTokens tokens, AdoptTokensOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tokens.IdToken, nameof(tokens));
        ArgumentNullException.ThrowIfNull(tokens.AccessToken, nameof(tokens));
        WhenAlreadySignedIn already = options?.WhenAlreadySignedIn ?? settings.WhenAlreadySignedIn;
        if (already == WhenAlreadySignedIn.Throw)
        {
            SessionEngine.ThrowIfSignedIn(await sessions.CurrentAsync(keys.Session, null, cancellationToken).ConfigureAwait(false));
        }

        var given = new AuthenticationResultType
        {
            IdToken = tokens.IdToken.Reveal(),
            AccessToken = tokens.AccessToken.Reveal(),
            RefreshToken = tokens.RefreshToken?.Reveal(),
        };
        return await completion.CompleteAsync(keys, given, already, cancellationToken).ConfigureAwait(false);
    }
}
