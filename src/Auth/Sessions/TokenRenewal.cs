using Amplify.AppClients;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Configuration;
using Amplify.Errors;
using Amplify.Federation;

namespace Amplify.Sessions;

/// <summary>The call that turns a refresh token into new tokens. Never repeats itself, except where the service refused the client secret and so looked at nothing else: rotation forgives no careless second use.</summary>
internal sealed class TokenRenewal(AuthSettings settings, IAmazonCognitoIdentityProvider client, OAuthEndpoints oauth, ServiceCaller caller, ClientSecrets secrets, ClientMetadata metadata)
{
    /// <summary>Set when the service turned out not to know GetTokensFromRefreshToken (local stand-ins).</summary>
    private volatile bool _initiateAuthOnly;

    /// <param name="document">The session.</param>
    /// <param name="deviceKey">The device its refresh token is bound to, or null.</param>
    /// <param name="clientMetadata">For the triggers.</param>
    /// <param name="beforeSending">Called right before each request goes out; what it throws, stops it.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="AuthException">The service or the network failed.</exception>
    public async Task<AuthenticationResultType> RenewAsync(
        SessionDocument document,
        string? deviceKey,
        IReadOnlyDictionary<string, string>? clientMetadata,
        Action? beforeSending,
        CancellationToken cancellationToken)
    {
        if (settings.RefreshVia == RefreshVia.TokenEndpoint && document is { DeviceKey: null, WasDeviceBound: false })
        {
            // It takes neither device nor metadata, and refuses a token that is bound to a device.
            return await oauth.RenewAsync(document.RefreshToken!, beforeSending, cancellationToken).ConfigureAwait(false);
        }

        if (settings.RefreshVia == RefreshVia.InitiateAuth || _initiateAuthOnly)
        {
            return await InitiateAuthAsync(document, deviceKey, clientMetadata, beforeSending, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await GetTokensAsync(document, deviceKey, clientMetadata, beforeSending, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthException e) when (settings.RefreshVia == RefreshVia.Auto && e.Code == "UnknownOperationException")
        {
            _initiateAuthOnly = true;
            return await InitiateAuthAsync(document, deviceKey, clientMetadata, beforeSending, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<AuthenticationResultType> GetTokensAsync(SessionDocument document, string? deviceKey, IReadOnlyDictionary<string, string>? clientMetadata, Action? beforeSending, CancellationToken cancellationToken)
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
            secret =>
            {
                beforeSending?.Invoke();
                return caller.CallAsync("GetTokensFromRefreshToken", Repeat.Never, token => client.GetTokensFromRefreshTokenAsync(Request(secret), token), cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        return Complete(response.AuthenticationResult, "GetTokensFromRefreshToken", response.ResponseMetadata?.RequestId);
    }

    private async Task<AuthenticationResultType> InitiateAuthAsync(SessionDocument document, string? deviceKey, IReadOnlyDictionary<string, string>? clientMetadata, Action? beforeSending, CancellationToken cancellationToken)
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
            hash =>
            {
                beforeSending?.Invoke();
                return caller.CallAsync("InitiateAuth", Repeat.Never, token => client.InitiateAuthAsync(Request(hash), token), cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        return Complete(response.AuthenticationResult, "InitiateAuth", response.ResponseMetadata?.RequestId);
    }

    private static AuthenticationResultType Complete(AuthenticationResultType? result, string operation, string? requestId) =>
        result is { AccessToken.Length: > 0, IdToken.Length: > 0 }
            ? result
            : throw new AuthException(TransportErrors.InvalidResponse(operation, "it holds no tokens", requestId));
}
