using Amplify.AppClients;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Configuration;
using Amplify.Errors;

namespace Amplify.Sessions;

/// <summary>The call that turns a refresh token into new tokens. Never repeats itself, except where the service refused the client secret and so looked at nothing else: rotation forgives no careless second use.</summary>
internal sealed class TokenRenewal(AuthSettings settings, IAmazonCognitoIdentityProvider client, ServiceCaller caller, ClientSecrets secrets, ClientMetadata metadata)
{
    /// <summary>Set when the service turned out not to know GetTokensFromRefreshToken (local stand-ins).</summary>
    private volatile bool _initiateAuthOnly;

    /// <exception cref="AuthException">The service or the network failed.</exception>
    public async Task<AuthenticationResultType> RenewAsync(SessionDocument document, string? deviceKey, IReadOnlyDictionary<string, string>? clientMetadata, CancellationToken cancellationToken)
    {
        if (settings.RefreshVia == RefreshVia.InitiateAuth || _initiateAuthOnly)
        {
            return await InitiateAuthAsync(document, deviceKey, clientMetadata, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await GetTokensAsync(document, deviceKey, clientMetadata, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthException e) when (settings.RefreshVia == RefreshVia.Auto && e.Code == "UnknownOperationException")
        {
            _initiateAuthOnly = true;
            return await InitiateAuthAsync(document, deviceKey, clientMetadata, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<AuthenticationResultType> GetTokensAsync(SessionDocument document, string? deviceKey, IReadOnlyDictionary<string, string>? clientMetadata, CancellationToken cancellationToken)
    {
        Dictionary<string, string>? merged = await metadata.ForAsync("GetTokensFromRefreshToken", document.Username, clientMetadata, cancellationToken).ConfigureAwait(false);
        GetTokensFromRefreshTokenRequest Request(Secret? secret) => new()
        {
            ClientId = settings.ClientId,
            ClientSecret = secret?.Reveal(),
            RefreshToken = document.RefreshToken,
            DeviceKey = deviceKey,
            ClientMetadata = merged,
        };
        GetTokensFromRefreshTokenResponse response = await secrets.WithSecretAsync(
            secret => caller.CallAsync("GetTokensFromRefreshToken", Repeat.Never, token => client.GetTokensFromRefreshTokenAsync(Request(secret), token), cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return Complete(response.AuthenticationResult, "GetTokensFromRefreshToken", response.ResponseMetadata?.RequestId);
    }

    private async Task<AuthenticationResultType> InitiateAuthAsync(SessionDocument document, string? deviceKey, IReadOnlyDictionary<string, string>? clientMetadata, CancellationToken cancellationToken)
    {
        Dictionary<string, string>? merged = await metadata.ForAsync("InitiateAuth", document.Username, clientMetadata, cancellationToken).ConfigureAwait(false);
        InitiateAuthRequest Request(string? hash) => new()
        {
            AuthFlow = AuthFlowType.REFRESH_TOKEN_AUTH,
            ClientId = settings.ClientId,
            AuthParameters = new Dictionary<string, string> { ["REFRESH_TOKEN"] = document.RefreshToken! }
                .With("DEVICE_KEY", deviceKey)
                .With("SECRET_HASH", hash),
            ClientMetadata = merged,
        };

        // Over the pool's own user name: an alias gives "SecretHash does not match".
        InitiateAuthResponse response = await secrets.WithHashAsync(
            document.Username,
            hash => caller.CallAsync("InitiateAuth", Repeat.Never, token => client.InitiateAuthAsync(Request(hash), token), cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return Complete(response.AuthenticationResult, "InitiateAuth", response.ResponseMetadata?.RequestId);
    }

    private static AuthenticationResultType Complete(AuthenticationResultType? result, string operation, string? requestId) =>
        result is { AccessToken.Length: > 0, IdToken.Length: > 0 }
            ? result
            : throw new AuthException(TransportErrors.InvalidResponse(operation, "it holds no tokens", requestId));
}
