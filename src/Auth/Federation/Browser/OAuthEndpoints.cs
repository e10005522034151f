using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Amplify.AppClients;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Configuration;
using Amplify.Errors;
using Amplify.Http;

namespace Amplify.Federation;

/// <summary>
/// The pool's OAuth endpoints that a program calls: tokens for a code or a refresh token (RFC 6749 §4.1.3, §6), and revocation
/// (RFC 7009). An app client with a secret proves itself by HTTP Basic (RFC 6749 §2.3.1).
/// </summary>
internal sealed class OAuthEndpoints(AuthSettings settings, HttpMessageInvoker http, ServiceCaller caller, ClientSecrets secrets)
{
    private const string Token = "oauth2/token";
    private const string Revoke = "oauth2/revoke";
    private const int MaxBytes = 256 * 1024;

    /// <summary>Exchanges a code, which is used up by it: repeated only where the service has certainly done nothing.</summary>
    /// <exception cref="AuthException">The service or the network failed.</exception>
    public async Task<AuthenticationResultType> ExchangeAsync(string code, Uri redirect, string verifier, Action? beforeSending, CancellationToken cancellationToken) => (await CallAsync(
        Token,
        Repeat.WhenNotDone,
        [new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", redirect.OriginalString), new("code_verifier", verifier)],
        beforeSending,
        cancellationToken).ConfigureAwait(false)).Tokens!;

    /// <summary>Renews tokens. Never repeats itself: rotation forgives no careless second use.</summary>
    /// <exception cref="AuthException">The service or the network failed.</exception>
    public async Task<AuthenticationResultType> RenewAsync(string refreshToken, Action? beforeSending, CancellationToken cancellationToken) => (await CallAsync(
        Token,
        Repeat.Never,
        [new("grant_type", "refresh_token"), new("refresh_token", refreshToken)],
        beforeSending,
        cancellationToken).ConfigureAwait(false)).Tokens!;

    /// <summary>Ends a refresh token. Ending it twice ends it once.</summary>
    /// <exception cref="AuthException">The service or the network failed.</exception>
    public Task RevokeAsync(string refreshToken, CancellationToken cancellationToken) => CallAsync(
        Revoke,
        Repeat.WhenTransient,
        [new("token", refreshToken), new("token_type_hint", "refresh_token")],
        beforeSending: null,
        cancellationToken);

    private Task<OAuthResponse> CallAsync(string path, Repeat repeat, KeyValuePair<string, string>[] form, Action? beforeSending, CancellationToken cancellationToken) => secrets.WithSecretAsync(
        secret =>
        {
            beforeSending?.Invoke();
            return caller.CallAsync(path, repeat, token => PostAsync(path, form, secret, token), cancellationToken);
        },
        cancellationToken);

    private async Task<OAuthResponse> PostAsync(string path, KeyValuePair<string, string>[] form, Secret? secret, CancellationToken cancellationToken)
    {
        Uri address = (settings.OAuth ?? throw new AuthException(OAuthErrors.NotConfigured)).At(path);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(form.Prepend(new("client_id", settings.ClientId))),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (secret is not null)
        {
            byte[] credentials = Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(settings.ClientId)}:{Uri.EscapeDataString(secret.Reveal())}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
        }

        using HttpResponseMessage response = await LimitedBody.SendAsync(http, request, cancellationToken).ConfigureAwait(false);
        string? requestId = RequestIdOf(response);
        if (response.RequestMessage?.RequestUri is { } final && final != address)
        {
            // A handler that follows redirects by itself has given the code to somebody else already; what comes back is nobody's.
            throw new AuthException(TransportErrors.InvalidResponse(path, "it came from another address", requestId));
        }

        byte[] body = await ReadAsync(response.Content, path, requestId, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw Refusal(path, response, Parse(body), requestId);
        }

        return path == Revoke ? new OAuthResponse() : new OAuthResponse { Tokens = TokensOf(Parse(body), path, requestId) };
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, string path, string? requestId, CancellationToken cancellationToken)
    {
        try
        {
            return await LimitedBody.ReadAsync(content, MaxBytes, cancellationToken).ConfigureAwait(false)
                ?? throw new AuthException(TransportErrors.InvalidResponse(path, "it is far too long", requestId));
        }
        catch (HttpRequestException e)
        {
            // The headers had arrived, so it must not look like a failure to send.
            throw new IOException("The connection broke while the answer was read.", e);
        }
    }

    private static AuthenticationResultType TokensOf(TokenEndpointAnswer? answer, string path, string? requestId) => answer switch
    {
        null => throw new AuthException(TransportErrors.InvalidResponse(path, "it is no JSON object", requestId)),
        { TokenType: { Length: > 0 } type } when !string.Equals(type, "Bearer", StringComparison.OrdinalIgnoreCase) =>
            throw new AuthException(TransportErrors.InvalidResponse(path, "its tokens are not bearer tokens", requestId)),
        { AccessToken.Length: > 0, IdToken.Length: > 0 } =>
            new AuthenticationResultType { IdToken = answer.IdToken, AccessToken = answer.AccessToken, RefreshToken = answer.RefreshToken },
        _ => throw new AuthException(TransportErrors.InvalidResponse(path, "a token is missing", requestId)),
    };

    private static AmazonServiceException Refusal(string path, HttpResponseMessage response, TokenEndpointAnswer? answer, string? requestId)
    {
        string? code = OAuthErrors.CodeOf(answer?.Error);
        string message = OAuthErrors.TextOf(answer?.ErrorDescription) ?? $"{path} answered {code ?? "without an error code"} (HTTP status {(int)response.StatusCode}).";
        return new AmazonServiceException(message, innerException: null, ErrorType.Unknown, code, requestId, response.StatusCode);
    }

    private static TokenEndpointAnswer? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, OAuthJson.Default.TokenEndpointAnswer);
        }
        catch (JsonException)
        {
            // A proxy's page, or cut short: the status has to do. What it holds is not repeated.
            return null;
        }
    }

    private static string? RequestIdOf(HttpResponseMessage response)
    {
        foreach (string name in (string[])["x-amzn-RequestId", "x-amz-cognito-request-id"])
        {
            if (response.Headers.TryGetValues(name, out IEnumerable<string>? values) && values.FirstOrDefault() is { Length: > 0 } id)
            {
                return id;
            }
        }

        return null;
    }
}
