using Amazon.Runtime;
using Amplify.CognitoIdentityProvider;

namespace Amplify.Tests.Support;

/// <summary>What a client throws when the service refuses.</summary>
internal static class Refused
{
    public static AmazonCognitoIdentityProviderException With(string code, string message) =>
        new(message, ErrorType.Sender, code, "request-1", System.Net.HttpStatusCode.BadRequest);
}
