using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>What an emulated OAuth provider serves: the page where someone agrees, and the endpoints the pool asks afterwards.</summary>
internal static class OidcProviderPages
{
    private const string Scheme = "Bearer ";

    /// <summary><c>authorize</c>.</summary>
    public static Answer Authorize(ProviderContext context)
    {
        WebParameters query = context.Web.Query;
        if (query["client_id"] != context.Provider.ClientId || query["redirect_uri"] is not { } redirectUri || !IsOfPool(context, redirectUri))
        {
            return AccountChooser.Wrong(context, "No such application is registered here, or it returns to another address (client_id, redirect_uri).");
        }

        if (query["response_type"] != "code")
        {
            return context.Redirect(Back(redirectUri, query["state"], ("error", "unsupported_response_type")));
        }

        if (!context.Web.IsPost)
        {
            return AccountChooser.Show(context, "authorize", query["login_hint"]);
        }

        if (AccountChooser.Chosen(context) is not { } user)
        {
            return context.Redirect(Back(redirectUri, query["state"], ("error", "access_denied"), ("error_description", "The user did not agree")));
        }

        lock (context.Pool.Gate)
        {
            string code = context.Provider.Desk.Codes.Add(new ProviderGrant { User = user, RedirectUri = redirectUri, Nonce = query["nonce"] });
            return context.Redirect(Back(redirectUri, query["state"], ("code", code)));
        }
    }

    /// <summary><c>token</c>.</summary>
    public static Answer Token(ProviderContext context)
    {
        WebParameters form = context.Web.Form;
        if (form["client_id"] != context.Provider.ClientId || form["client_secret"] != context.Provider.ClientSecret)
        {
            throw new ServiceException("invalid_client", "", 401);
        }

        lock (context.Pool.Gate)
        {
            ProviderGrant grant = context.Provider.Desk.Codes.Take(form["code"]) is { } found && found.RedirectUri == form["redirect_uri"] && form["grant_type"] == "authorization_code"
                ? found
                : throw OAuthErrors.InvalidGrant();
            var tokens = new JsonObject { ["access_token"] = context.Provider.Desk.AccessTokens.Add(grant), ["token_type"] = "Bearer", ["expires_in"] = 3600 };
            if (context.Provider.Traits.HasIdToken)
            {
                tokens["id_token"] = IdToken(context, grant);
            }

            return OAuthAnswers.Json(tokens);
        }
    }

    /// <summary><c>userinfo</c>.</summary>
    public static Answer UserInfo(ProviderContext context)
    {
        string? token = context.Web.Authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? context.Web.Authorization[Scheme.Length..] : null;
        lock (context.Pool.Gate)
        {
            ProviderGrant grant = context.Provider.Desk.AccessTokens.Find(token) ?? throw new ServiceException("invalid_token", "", 401);
            return OAuthAnswers.Json(Claims(context.Provider, grant.User));
        }
    }

    /// <summary><c>jwks.json</c>.</summary>
    public static Answer Keys(ProviderContext context) => OAuthAnswers.Json(new JsonObject { ["keys"] = new JsonArray(context.Provider.Key.Value.ToJwk()) });

    /// <summary><c>.well-known/openid-configuration</c>.</summary>
    public static Answer Configuration(ProviderContext context)
    {
        string url = context.Provider.Url.ToString();
        return OAuthAnswers.Json(new JsonObject
        {
            ["issuer"] = url,
            ["authorization_endpoint"] = $"{url}/authorize",
            ["token_endpoint"] = $"{url}/token",
            ["userinfo_endpoint"] = $"{url}/userinfo",
            ["jwks_uri"] = $"{url}/jwks.json",
            ["response_types_supported"] = new JsonArray("code"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        });
    }

    private static string IdToken(ProviderContext context, ProviderGrant grant)
    {
        EmulatedIdentityProvider provider = context.Provider;
        long now = context.Clock.GetUtcNow().ToUnixTimeSeconds();
        JsonObject claims = Claims(provider, grant.User);
        claims["iss"] = provider.Url.ToString();
        claims["aud"] = provider.ClientId;
        claims["iat"] = now;
        claims["exp"] = now + 3600;
        if (grant.Nonce is not null)
        {
            claims["nonce"] = grant.Nonce;
        }

        provider.ChangeIdToken?.Invoke(claims);
        string token = provider.Key.Value.Sign(provider.Key.Value.Header(), claims);
        return provider.ChangeSignedIdToken?.Invoke(token) ?? token;
    }

    private static JsonObject Claims(EmulatedIdentityProvider provider, ProviderUser user)
    {
        var claims = new JsonObject { [provider.Traits.SubjectClaim] = user.Subject };
        foreach ((string name, string value) in user.Claims)
        {
            claims[name] = name.EndsWith("_verified", StringComparison.Ordinal) && bool.TryParse(value, out bool flag) ? flag : value;
        }

        return claims;
    }

    // The pool may be seen as 127.0.0.1, localhost or [::1]; its path is its own.
    private static bool IsOfPool(ProviderContext context, string redirectUri) =>
        Uri.TryCreate(redirectUri, UriKind.Absolute, out Uri? uri) && uri.IsLoopback && uri.Port == context.Pool.State.Endpoint.Port
        && uri.PathAndQuery == $"{context.Pool.HostedUiPath}/oauth2/idpresponse";

    private static string Back(string redirectUri, string? state, params IEnumerable<(string Name, string Value)> parameters) =>
        $"{redirectUri}?{string.Join('&', parameters.Append(("state", state ?? "")).Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}"))}";
}
