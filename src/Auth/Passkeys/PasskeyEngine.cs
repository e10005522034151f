using System.Text.Json;
using Amazon.Runtime.Documents;
using Amplify.CognitoClients;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Errors;
using Amplify.Sessions;

namespace Amplify.Passkeys;

/// <summary>
/// The passkeys of users who are signed in: StartWebAuthnRegistration, CompleteWebAuthnRegistration, ListWebAuthnCredentials,
/// DeleteWebAuthnCredential.
/// </summary>
internal sealed class PasskeyEngine(IAmazonCognitoIdentityProvider client, SignedInCalls calls, PasskeyPrompt prompt)
{
    private const string Complete = "CompleteWebAuthnRegistration";

    public async Task AssociateAsync(SessionKey key, CancellationToken cancellationToken)
    {
        prompt.Demand();
        string options = await BeginAsync(key, cancellationToken).ConfigureAwait(false);
        string credential = await prompt.CreateAsync(options, cancellationToken).ConfigureAwait(false) ?? throw new AuthException(PasskeyPrompt.Cancelled);
        await CompleteAsync(key, Read(credential) ?? throw new AuthException(PasskeyPrompt.NoCredential(Complete, "RegistrationResponseJSON")), cancellationToken).ConfigureAwait(false);
    }

    public async Task<string> BeginAsync(SessionKey key, CancellationToken cancellationToken)
    {
        const string Operation = "StartWebAuthnRegistration";
        StartWebAuthnRegistrationResponse response = await calls.CallAsync(
            key,
            Operation,
            Repeat.WhenTransient,
            (accessToken, token) => client.StartWebAuthnRegistrationAsync(new StartWebAuthnRegistrationRequest { AccessToken = accessToken }, token),
            cancellationToken).ConfigureAwait(false);
        return response.CredentialCreationOptions.IsDictionary()
            ? DocumentText.Write(response.CredentialCreationOptions)
            : throw new AuthException(TransportErrors.InvalidResponse(Operation, "the creation options are missing", response.ResponseMetadata?.RequestId));
    }

    public async Task CompleteAsync(SessionKey key, Document credential, CancellationToken cancellationToken) => await calls.CallAsync(
        key,
        Complete,
        Repeat.WhenNotDone,
        (accessToken, token) => client.CompleteWebAuthnRegistrationAsync(new CompleteWebAuthnRegistrationRequest { AccessToken = accessToken, Credential = credential }, token),
        cancellationToken).ConfigureAwait(false);

    public async Task<PasskeyPage> ListAsync(SessionKey key, ListPasskeysOptions? options, CancellationToken cancellationToken)
    {
        options ??= new ListPasskeysOptions();
        ListWebAuthnCredentialsResponse response = await calls.CallAsync(
            key,
            "ListWebAuthnCredentials",
            Repeat.WhenTransient,
            (accessToken, token) => client.ListWebAuthnCredentialsAsync(new ListWebAuthnCredentialsRequest { AccessToken = accessToken, MaxResults = options.PageSize, NextToken = options.Page }, token),
            cancellationToken).ConfigureAwait(false);
        return new PasskeyPage
        {
            Passkeys = [.. (response.Credentials ?? []).OfType<WebAuthnCredentialDescription>().Select(Read)],
            NextPage = string.IsNullOrEmpty(response.NextToken) ? null : response.NextToken,
        };
    }

    public async Task DeleteAsync(SessionKey key, string passkeyId, CancellationToken cancellationToken) => await calls.CallAsync(
        key,
        "DeleteWebAuthnCredential",
        Repeat.WhenNotDone,
        (accessToken, token) => client.DeleteWebAuthnCredentialAsync(new DeleteWebAuthnCredentialRequest { AccessToken = accessToken, CredentialId = passkeyId }, token),
        cancellationToken).ConfigureAwait(false);

    /// <summary>Reads an authenticator's answer; null where it is no JSON object.</summary>
    public static Document? Read(string credentialJson)
    {
        try
        {
            Document document = DocumentText.Parse(credentialJson);
            return document.IsDictionary() ? document : (Document?)null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // The latter two: half a surrogate pair.
            return null;
        }
    }

    private static AuthPasskey Read(WebAuthnCredentialDescription passkey) => new()
    {
        Id = passkey.CredentialId ?? "",
        Name = string.IsNullOrEmpty(passkey.FriendlyCredentialName) ? null : passkey.FriendlyCredentialName,
        RelyingPartyId = passkey.RelyingPartyId,
        Attachment = passkey.AuthenticatorAttachment,
        Transports = passkey.AuthenticatorTransports ?? [],
        CreatedAt = ServiceTimes.Utc(passkey.CreatedAt),
    };
}
