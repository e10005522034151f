using Amplify.CognitoIdentity;
using Amplify.CognitoIdentity.Model;
using Amplify.Configuration;
using Amplify.Errors;

namespace Amplify.Credentials;

/// <summary>
/// The calls of the identity pool: an identity for logins, credentials for an identity. No call is repeated here: a renewal that
/// failed is shared, and the next one waits.
/// </summary>
internal sealed class IdentityPool(AuthSettings settings, IAmazonCognitoIdentity client, RoleSessions roles, ServiceCaller caller)
{
    private const string GetCredentials = "GetCredentialsForIdentity";

    /// <summary>What is said before any call where there is no identity pool.</summary>
    public static AuthError NotConfigured { get; } = new()
    {
        Reason = AuthErrorReason.NotConfigured,
        Message = "There are no AWS credentials without an identity pool, and none is configured.",
        Suggestion = "Set AuthOptions.IdentityPoolId to the identity pool's id.",
    };

    private IdentityPoolSettings Pool => settings.IdentityPool ?? throw new AuthException(NotConfigured);

    /// <summary>The identity that logins belong to; a new one for a guest, every time.</summary>
    /// <exception cref="AuthException">The service or the network failed.</exception>
    public async Task<string> GetIdAsync(Login login)
    {
        var request = new GetIdRequest { IdentityPoolId = Pool.Id, Logins = login.ToLogins() };
        GetIdResponse response = await caller.CallAsync("GetId", Repeat.Never, token => client.GetIdAsync(request, token), CancellationToken.None).ConfigureAwait(false);
        return string.IsNullOrEmpty(response.IdentityId)
            ? throw new AuthException(TransportErrors.InvalidResponse("GetId", "it names no identity", response.ResponseMetadata?.RequestId))
            : response.IdentityId;
    }

    /// <summary>Credentials by the enhanced flow, or by the basic one where a role is configured for it.</summary>
    /// <exception cref="AuthException">A service or the network failed.</exception>
    public Task<ObtainedCredentials> ObtainAsync(string identityId, Login login)
    {
        string? role = login.IsGuest ? Pool.UnauthenticatedRoleArn : Pool.AuthenticatedRoleArn;
        return role is null ? EnhancedAsync(identityId, login) : BasicAsync(identityId, login, login.Role ?? role);
    }

    private async Task<ObtainedCredentials> EnhancedAsync(string identityId, Login login)
    {
        var request = new GetCredentialsForIdentityRequest
        {
            IdentityId = identityId,
            Logins = login.ToLogins(),
            CustomRoleArn = login.IsGuest ? null : login.Role ?? Pool.CustomRoleArn,
        };
        GetCredentialsForIdentityResponse response = await caller
            .CallAsync(GetCredentials, Repeat.Never, token => client.GetCredentialsForIdentityAsync(request, token), CancellationToken.None)
            .ConfigureAwait(false);
        string? requestId = response.ResponseMetadata?.RequestId;
        return response.Credentials is { } given
            ? ReceivedCredentials.Check(GetCredentials, requestId, given.AccessKeyId, given.SecretKey, given.SessionToken, given.Expiration, IdOf(response.IdentityId, identityId), login.IsGuest)
            : throw new AuthException(TransportErrors.InvalidResponse(GetCredentials, "it holds no credentials", requestId));
    }

    private async Task<ObtainedCredentials> BasicAsync(string identityId, Login login, string role)
    {
        var request = new GetOpenIdTokenRequest { IdentityId = identityId, Logins = login.ToLogins() };
        GetOpenIdTokenResponse response = await caller
            .CallAsync("GetOpenIdToken", Repeat.Never, token => client.GetOpenIdTokenAsync(request, token), CancellationToken.None)
            .ConfigureAwait(false);
        return string.IsNullOrEmpty(response.Token)
            ? throw new AuthException(TransportErrors.InvalidResponse("GetOpenIdToken", "it holds no token", response.ResponseMetadata?.RequestId))
            : await roles.AssumeAsync(role, Pool.RoleSessionName, response.Token, IdOf(response.IdentityId, identityId), login.IsGuest).ConfigureAwait(false);
    }

    /// <summary>The answer may name another identity than the one sent: where two were merged into one.</summary>
    private static string IdOf(string? answered, string sent) => string.IsNullOrEmpty(answered) ? sent : answered;
}
