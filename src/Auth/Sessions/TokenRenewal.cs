using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Configuration;
using Amplify.Errors;
using Amplify.SignIn;

namespace Amplify.Sessions;

/// <summary>The call that turns a refresh token into new tokens. Never repeats itself: rotation forgives no careless second use.</summary>
internal sealed class TokenRenewal(AuthSettings settings, IAmazonCognitoIdentityProvider client, ServiceCaller caller)
{
    /// <summary>Set when the service turned out not to know GetTokensFromRefreshToken (local stand-ins).</summary>
    private volatile bool _initiateAuthOnly;

    /// <exception cref="AuthException">The service or the network failed.</exception>
    public async Task<AuthenticationResultType> RenewAsync(SessionDocument document, string? deviceKey, IReadOnlyDictionary<string, string>? clientMetadata, CancellationToken cancellationToken)
    {
        Dictionary<string, string>? metadata = clientMetadata.ToDictionaryOrNull();
        if (settings.RefreshVia == RefreshVia.InitiateAuth || _initiateAuthOnly)
        {
            return await InitiateAuthAsync(document, deviceKey, metadata, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await GetTokensAsync(document, deviceKey, metadata, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthException e) when (settings.RefreshVia == RefreshVia.Auto && e.Code == "UnknownOperationException")
        {
            _initiateAuthOnly = true;
            return await InitiateAuthAsync(document, deviceKey, metadata, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<AuthenticationResultType> GetTokensAsync(SessionDocument document, string? deviceKey, Dictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        var request = new GetTokensFromRefreshTokenRequest
        {
            ClientId = settings.ClientId,
            ClientSecret = settings.ClientSecret?.Reveal(),
            RefreshToken = document.RefreshToken,
            DeviceKey = deviceKey,
            ClientMetadata = metadata,
        };
        GetTokensFromRefreshTokenResponse response = await caller
            .CallAsync("GetTokensFromRefreshToken", Repeat.Never, token => client.GetTokensFromRefreshTokenAsync(request, token), cancellationToken)
            .ConfigureAwait(false);
        return Complete(response.AuthenticationResult, "GetTokensFromRefreshToken", response.ResponseMetadata?.RequestId);
    }

    private async Task<AuthenticationResultType> InitiateAuthAsync(SessionDocument document, string? deviceKey, Dictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        var parameters = new Dictionary<string, string> { ["REFRESH_TOKEN"] = document.RefreshToken! };
        if (deviceKey is not null)
        {
            parameters["DEVICE_KEY"] = deviceKey;
        }

        // Over the pool's own user name: an alias gives "SecretHash does not match".
        SecretHashes.AddTo(parameters, settings, document.Username);

        var request = new InitiateAuthRequest
        {
            AuthFlow = AuthFlowType.REFRESH_TOKEN_AUTH,
            ClientId = settings.ClientId,
            AuthParameters = parameters,
            ClientMetadata = metadata,
        };
        InitiateAuthResponse response = await caller
            .CallAsync("InitiateAuth", Repeat.Never, token => client.InitiateAuthAsync(request, token), cancellationToken)
            .ConfigureAwait(false);
        return Complete(response.AuthenticationResult, "InitiateAuth", response.ResponseMetadata?.RequestId);
    }

    private static AuthenticationResultType Complete(AuthenticationResultType? result, string operation, string? requestId) =>
        result is { AccessToken.Length: > 0, IdToken.Length: > 0 }
            ? result
            : throw new AuthException(TransportErrors.InvalidResponse(operation, "it holds no tokens", requestId));
}
