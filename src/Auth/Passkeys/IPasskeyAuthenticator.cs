namespace Amplify;

/// <summary>
/// Makes passkeys and signs with them: Windows Hello, a security key, a phone. Both methods speak the JSON of WebAuthn Level 3, so a
/// platform's own API can be handed what comes in.
/// </summary>
/// <remarks>
/// It is called on a thread of the pool and shows its own window on whichever thread that needs. It may take as long as a person
/// does; the service's own time limit is a few minutes. What it throws, and an answer that is no JSON object, are told as <see cref="AuthErrorReason.ProviderFailed"/>.
/// </remarks>
public interface IPasskeyAuthenticator
{
    /// <summary>Makes a passkey, for a user who is signed in.</summary>
    /// <param name="creationOptionsJson">PublicKeyCredentialCreationOptionsJSON.</param>
    /// <param name="cancellationToken">Takes the window away.</param>
    /// <returns>RegistrationResponseJSON; null when the person cancelled.</returns>
    ValueTask<string?> CreateAsync(string creationOptionsJson, CancellationToken cancellationToken = default);

    /// <summary>Signs with a passkey, for a sign-in.</summary>
    /// <param name="requestOptionsJson">PublicKeyCredentialRequestOptionsJSON.</param>
    /// <param name="cancellationToken">Takes the window away.</param>
    /// <returns>AuthenticationResponseJSON; null when the person cancelled, or has no passkey here.</returns>
    ValueTask<string?> GetAsync(string requestOptionsJson, CancellationToken cancellationToken = default);
}
