using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary><c>/oauth2/token</c>: tokens for a code, a refresh token, or a client itself.</summary>
internal sealed class TokenEndpoint(EmulatorState state)
{
    private readonly RefreshFlow _refresh = new(state);

    public Answer Act(HostedUiContext context)
    {
        WebParameters form = context.Web.Form;
        EmulatedAppClient client = ClientAuthentication.Check(context.Pool, context.Web);
        if (form.Repeated("grant_type", "code", "redirect_uri", "code_verifier", "refresh_token", "client_id", "scope") is not null)
        {
            throw OAuthErrors.InvalidRequest();
        }

        return OAuthAnswers.Json(form["grant_type"] switch
        {
            "authorization_code" => Exchange(client, form),
            "refresh_token" => Refresh(client, form),
            "client_credentials" => ForClient(client, form),
            null => throw OAuthErrors.InvalidRequest(),
            _ => throw new ServiceException("unsupported_grant_type", ""),
        });
    }

    private JsonObject Exchange(EmulatedAppClient client, WebParameters form)
    {
        string code = form["code"] ?? throw OAuthErrors.InvalidRequest();
        string redirectUri = form["redirect_uri"] ?? throw OAuthErrors.InvalidRequest();
        EmulatedUserPool pool = client.Pool;
        lock (pool.Gate)
        {
            AuthorizationCode issued = Use(client, code);
            if (issued.RedirectUri != redirectUri)
            {
                throw OAuthErrors.InvalidGrant("invalid_redirect");
            }

            if (!Proves(form["code_verifier"], issued.Challenge) || !pool.Directory.Contains(issued.User) || !issued.User.Enabled)
            {
                throw OAuthErrors.InvalidGrant();
            }

            JsonObject tokens = Issue(() => pool.Tokens.SignIn(client, issued.User, issued.Grant, withRefreshToken: true));
            issued.RefreshToken = (string)tokens["refresh_token"]!;
            return tokens;
        }
    }

    private AuthorizationCode Use(EmulatedAppClient client, string code)
    {
        // A client that has no right to the code does not use it up either.
        if (client.Pool.HostedUi.Codes.Find(code) is not { } issued || issued.Client != client)
        {
            throw OAuthErrors.InvalidGrant();
        }

        if (issued.IsUsed)
        {
            if (state.Unsettled.CodeReuseRevokesTokens && issued.RefreshToken is { } refreshToken)
            {
                client.Pool.Tokens.FindRefreshToken(refreshToken)!.SignIn.Revoked = true;
            }

            throw OAuthErrors.InvalidGrant();
        }

        issued.IsUsed = true;
        return issued;
    }

    // A verifier without a challenge is refused too: someone has taken the challenge out of the request (RFC 9700 §4.8.2).
    private static bool Proves(string? verifier, string? challenge) => (verifier, challenge) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        _ => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == challenge,
    };

    private JsonObject Refresh(EmulatedAppClient client, WebParameters form)
    {
        string token = form["refresh_token"] ?? throw OAuthErrors.InvalidRequest();
        return Issue(() => _refresh.AtTokenEndpoint(client, token));
    }

    private static JsonObject ForClient(EmulatedAppClient client, WebParameters form)
    {
        if (!client.Settings.AllowedOAuthFlows.Contains("client_credentials"))
        {
            throw new ServiceException("unauthorized_client", "");
        }

        lock (client.Pool.Gate)
        {
            IReadOnlyList<string> scopes = OAuthScopes.OfClient(client, form["scope"]) ?? throw new ServiceException("invalid_scope", "");
            return client.Pool.Tokens.ForClient(client, scopes);
        }
    }

    /// <summary>Tokens under their OAuth names; whatever the user pool refuses is an invalid grant here.</summary>
    private static JsonObject Issue(Func<JsonObject> issue)
    {
        JsonObject result;
        try
        {
            result = issue();
        }
        catch (ServiceException refusal)
        {
            throw OAuthErrors.InvalidGrant(refusal.Message);
        }

        return Named(result);
    }

    public static JsonObject Named(JsonObject result)
    {
        var named = new JsonObject();
        foreach ((string from, string to) in ((string, string)[])[("IdToken", "id_token"), ("AccessToken", "access_token"), ("RefreshToken", "refresh_token"), ("TokenType", "token_type")])
        {
            if (result[from] is { } value)
            {
                named[to] = (string)value!;
            }
        }

        named["expires_in"] = (int)result["ExpiresIn"]!;
        return named;
    }
}
