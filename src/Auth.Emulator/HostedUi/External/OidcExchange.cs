using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>The pool's talk with an OAuth provider behind the browser's back, over real HTTP: code against tokens, keys, profile.</summary>
internal sealed class OidcExchange(EmulatorState state)
{
    /// <exception cref="ProviderAnswerException">The provider refuses, does not answer sensibly, or its token does not fit.</exception>
    public async Task<ExternalIdentity> RunAsync(ExternalSignIn signIn, string? code, CancellationToken cancelled)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancelled, state.Stopping);
        EmulatedIdentityProvider provider = signIn.Provider;
        JsonObject tokens = await SendAsync(TokenRequest(signIn, code ?? throw new ProviderAnswerException("The identity provider sent no code")), cancellation.Token);
        JsonObject claims = provider.Traits.HasIdToken
            ? ProviderToken.Check(signIn, (string?)tokens["id_token"], await SendAsync(Get(provider, "jwks.json"), cancellation.Token), state.Clock)
            : await SendAsync(Get(provider, "userinfo", (string?)tokens["access_token"]), cancellation.Token);
        return new ExternalIdentity
        {
            Subject = claims[provider.Traits.SubjectClaim]?.ToString() is { Length: > 0 } subject ? subject : throw new ProviderAnswerException("The identity provider names no user"),
            Claims = claims.Where(claim => claim.Value is JsonValue).ToDictionary(claim => claim.Key, claim => claim.Value!.ToString()),
        };
    }

    private static HttpRequestMessage TokenRequest(ExternalSignIn signIn, string code) => new(HttpMethod.Post, $"{signIn.Provider.Url}/token")
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = signIn.ReturnUrl,
            ["client_id"] = signIn.Provider.ClientId,
            ["client_secret"] = signIn.Provider.ClientSecret,
        }),
    };

    private static HttpRequestMessage Get(EmulatedIdentityProvider provider, string document, string? accessToken = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{provider.Url}/{document}");
        request.Headers.Authorization = accessToken is null ? null : new AuthenticationHeaderValue("Bearer", accessToken);
        return request;
    }

    private async Task<JsonObject> SendAsync(HttpRequestMessage request, CancellationToken cancelled)
    {
        using (request)
        {
            try
            {
                using HttpResponseMessage response = await state.ToProviders.SendAsync(request, cancelled);
                string text = await response.Content.ReadAsStringAsync(cancelled);
                return response.StatusCode == HttpStatusCode.OK && JsonNode.Parse(text) is JsonObject json
                    ? json
                    : throw new ProviderAnswerException($"Bad {(int)response.StatusCode} answer of the identity provider");
            }
            catch (Exception broken) when (broken is HttpRequestException or JsonException)
            {
                throw new ProviderAnswerException("The identity provider did not answer");
            }
        }
    }
}
