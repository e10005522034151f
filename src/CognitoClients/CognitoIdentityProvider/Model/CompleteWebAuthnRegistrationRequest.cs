using System.Text.Json.Serialization;
using Amazon.Runtime.Documents;
using Amplify.CognitoClients;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.CompleteWebAuthnRegistrationAsync"/> sends. Registers the passkey that an authenticator made for a signed-in user.</summary>
public sealed class CompleteWebAuthnRegistrationRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The authenticator's answer (RegistrationResponseJSON of WebAuthn Level 3).</summary>
    [JsonIgnore]
    public Document Credential { get; set; }

    [JsonInclude, JsonPropertyName(nameof(Credential))]
    internal DocumentJson? CredentialJson
    {
        get => DocumentJson.Of(Credential);
        set => Credential = value?.Document ?? default;
    }
}
