using Amazon.Runtime;
using Amplify.CognitoIdentityProvider.Model;

namespace Amplify.Federation;

/// <summary>An answer of an OAuth endpoint, in the shape that service calls have.</summary>
internal sealed class OAuthResponse : AmazonWebServiceResponse
{
    /// <summary>Null where the endpoint gives none.</summary>
    public AuthenticationResultType? Tokens { get; init; }
}
