using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amplify.Errors;

namespace Amplify.Credentials;

/// <summary>The second half of the basic flow: a role of the application's choice, for the identity pool's own token.</summary>
internal sealed class RoleSessions(Lazy<IAmazonSecurityTokenService> client, ServiceCaller caller)
{
    private const string Operation = "AssumeRoleWithWebIdentity";

    /// <exception cref="AuthException">The service or the network failed.</exception>
    public async Task<ObtainedCredentials> AssumeAsync(string role, string sessionName, string token, string identityId, bool isGuest)
    {
        var request = new AssumeRoleWithWebIdentityRequest { RoleArn = role, RoleSessionName = sessionName, WebIdentityToken = token };
        AssumeRoleWithWebIdentityResponse response = await caller
            .CallAsync(Operation, Repeat.Never, cancellation => client.Value.AssumeRoleWithWebIdentityAsync(request, cancellation), CancellationToken.None)
            .ConfigureAwait(false);
        string? requestId = response.ResponseMetadata?.RequestId;
        return response.Credentials is { } given
            ? ReceivedCredentials.Check(Operation, requestId, given.AccessKeyId, given.SecretAccessKey, given.SessionToken, given.Expiration, identityId, isGuest)
            : throw new AuthException(TransportErrors.InvalidResponse(Operation, "it holds no credentials", requestId));
    }
}
