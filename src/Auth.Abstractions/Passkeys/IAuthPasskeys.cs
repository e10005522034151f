namespace Amplify;

/// <summary>The passkeys of the user who is signed in (WebAuthn Level 3). Safe to use from many threads at once.</summary>
/// <remarks>All of it takes a valid access token with the scope <c>aws.cognito.signin.user.admin</c>.</remarks>
public interface IAuthPasskeys
{
    /// <summary>
    /// Makes a passkey with the engine's authenticator and registers it: both halves in one call. Without an authenticator (a
    /// server: the browser is one), use <see cref="BeginRegistrationAsync"/> and <see cref="CompleteRegistrationAsync"/>.
    /// </summary>
    /// <param name="options">Reserved; null.</param>
    /// <param name="cancellationToken">Stops the authenticator; the service may have registered the passkey all the same.</param>
    /// <exception cref="InvalidOperationException">The engine has no authenticator.</exception>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">
    /// <see cref="AuthErrorReason.Cancelled"/>: the user said no; <see cref="AuthErrorReason.ProviderFailed"/>: the authenticator
    /// failed; the pool does not accept passkeys or this one, the access token is refused, the service failed.
    /// </exception>
    Task AssociateAsync(AssociatePasskeyOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Begins the registration of a passkey (StartWebAuthnRegistration).</summary>
    /// <param name="options">Reserved; null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What the authenticator needs: JSON (PublicKeyCredentialCreationOptionsJSON), for <c>navigator.credentials.create</c>.</returns>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">The pool does not accept passkeys, the access token is refused, the service failed.</exception>
    Task<string> BeginRegistrationAsync(BeginPasskeyRegistrationOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Completes the registration of a passkey (CompleteWebAuthnRegistration), by the same user and a minute or so later.</summary>
    /// <param name="credentialJson">What the authenticator answered: JSON (RegistrationResponseJSON).</param>
    /// <param name="options">Reserved; null.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have registered the passkey all the same.</param>
    /// <exception cref="ArgumentException"><paramref name="credentialJson"/> is null, empty, or no JSON object. Nothing was sent.</exception>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">The registration was never begun or took too long, the passkey does not fit the pool, the access token is refused, the service failed.</exception>
    Task CompleteRegistrationAsync(string credentialJson, CompletePasskeyRegistrationOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the user's passkeys, a page at a time (ListWebAuthnCredentials).</summary>
    /// <param name="options">Size and beginning of the page; null for the first 20.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ArgumentException">The page size is not between 1 and 20.</exception>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">The access token is refused, the service failed.</exception>
    Task<PasskeyPage> ListAsync(ListPasskeysOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes a passkey from the user pool (DeleteWebAuthnCredential). The authenticator keeps its half, which is worth nothing then.</summary>
    /// <param name="passkeyId">Its <see cref="AuthPasskey.Id"/>.</param>
    /// <param name="options">Reserved; null.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have deleted it all the same.</param>
    /// <exception cref="ArgumentException"><paramref name="passkeyId"/> is null or empty.</exception>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException"><see cref="AuthErrorReason.ResourceNotFound"/>: the user has no such passkey; the access token is refused, the service failed.</exception>
    Task DeleteAsync(string passkeyId, DeletePasskeyOptions? options = null, CancellationToken cancellationToken = default);
}
