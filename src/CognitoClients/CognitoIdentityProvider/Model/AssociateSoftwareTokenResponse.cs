using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.AssociateSoftwareTokenAsync"/> returns.</summary>
public sealed class AssociateSoftwareTokenResponse : AmazonWebServiceResponse
{
    /// <summary>The shared secret for the authenticator app, in Base32. A secret.</summary>
    public string? SecretCode { get; set; }

    /// <summary>The session that ties the calls of one sign-in, set-up or sign-up together. A secret while it lives.</summary>
    public string? Session { get; set; }
}
