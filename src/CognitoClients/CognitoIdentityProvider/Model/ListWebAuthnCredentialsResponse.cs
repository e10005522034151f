using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.ListWebAuthnCredentialsAsync"/> returns.</summary>
public sealed class ListWebAuthnCredentialsResponse : AmazonWebServiceResponse
{
    /// <summary>The passkeys of this page.</summary>
    public List<WebAuthnCredentialDescription>? Credentials { get; set; }

    /// <summary>Where the next page begins; null on the last page and in the first request.</summary>
    public string? NextToken { get; set; }
}
