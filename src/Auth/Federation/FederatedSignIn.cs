using Amplify.Configuration;
using Amplify.Credentials;
using Amplify.Diagnostics;
using Amplify.Errors;
using Amplify.Sessions;
using Amplify.SignIn;

namespace Amplify.Federation;

/// <summary>Signs in with other providers' tokens: the identity pool judges them by giving credentials, then the session is stored as any other.</summary>
internal sealed class FederatedSignIn(
    AuthSettings settings,
    Identities identities,
    SignInCompletion completion,
    SessionEngine sessions,
    CredentialsEngine credentials,
    ServiceClock clock)
{
    public async Task<SignInResult> SignInAsync(HandleKeys keys, FederatedToken token, FederatedSignInOptions? options, CancellationToken cancellationToken)
    {
        List<LoginDocument> logins = LoginsOf(token, options?.AdditionalTokens);
        WhenAlreadySignedIn already = options?.WhenAlreadySignedIn ?? settings.WhenAlreadySignedIn;
        credentials.DemandPool();
        if (already == WhenAlreadySignedIn.Throw)
        {
            SessionEngine.ThrowIfSignedIn(await sessions.CurrentAsync(keys.Session, null, cancellationToken).ConfigureAwait(false));
        }

        cancellationToken.ThrowIfCancellationRequested();
        Task<ObtainedCredentials> obtaining = identities.ObtainAsync(keys, FederatedTokens.LoginOf(logins), FederatedTokens.IdentityOf(logins));
        ObtainedCredentials obtained = await Patience.WaitAsync(obtaining, cancellationToken).ConfigureAwait(false);
        HeldCredentials held = HeldCredentials.Of(obtained, clock);
        SessionDocument document = SessionDocument.Of(new FederationDocument { IdentityId = obtained.IdentityId, Logins = logins });
        SignInResult result = await completion.KeepAsync(keys, document, already, cancellationToken).ConfigureAwait(false);
        credentials.Adopt(keys.With(result.SessionKey!), result.Session!, obtained, held);
        return result;
    }

    /// <exception cref="ArgumentException">Two tokens are of one provider.</exception>
    private static List<LoginDocument> LoginsOf(FederatedToken token, IReadOnlyList<FederatedToken>? additional)
    {
        List<LoginDocument> logins = [LoginDocument.Of(token)];
        foreach (FederatedToken other in additional ?? [])
        {
            ArgumentNullException.ThrowIfNull(other, nameof(FederatedSignInOptions.AdditionalTokens));
            logins.Add(logins.Exists(l => l.Provider == other.Provider)
                ? throw new ArgumentException($"Two tokens are of {other.Provider}: an identity has one login of each provider.", nameof(additional))
                : LoginDocument.Of(other));
        }

        return logins;
    }
}
