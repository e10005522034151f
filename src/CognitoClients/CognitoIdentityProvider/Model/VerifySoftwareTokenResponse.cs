using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.VerifySoftwareTokenAsync"/> returns.</summary>
public sealed class VerifySoftwareTokenResponse : AmazonWebServiceResponse
{
    /// <summary>The session that ties the calls of one sign-in, set-up or sign-up together. A secret while it lives.</summary>
    public string? Session { get; set; }

    /// <summary>Whether the code was right.</summary>
    public VerifySoftwareTokenResponseType? Status { get; set; }
}
