using System.Text.Json.Serialization;
using Amazon.Runtime;
using Amazon.Runtime.Documents;
using Amplify.CognitoClients;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.StartWebAuthnRegistrationAsync"/> returns.</summary>
public sealed class StartWebAuthnRegistrationResponse : AmazonWebServiceResponse
{
    /// <summary>What to hand to the authenticator (PublicKeyCredentialCreationOptionsJSON of WebAuthn Level 3).</summary>
    [JsonIgnore]
    public Document CredentialCreationOptions { get; set; }

    [JsonInclude, JsonPropertyName(nameof(CredentialCreationOptions))]
    internal DocumentJson? CredentialCreationOptionsJson
    {
        get => DocumentJson.Of(CredentialCreationOptions);
        set => CredentialCreationOptions = value?.Document ?? default;
    }
}
