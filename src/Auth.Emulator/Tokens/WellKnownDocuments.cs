using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>The public documents of each pool under <c>/{poolId}/.well-known/</c>.</summary>
internal sealed class WellKnownDocuments(EmulatorState state)
{
    public JsonObject? Find(string path)
    {
        string[] parts = path.Split('/');
        if (parts is not ["", var poolId, ".well-known", var name] || state.FindPool(poolId) is not { } pool)
        {
            return null;
        }

        return name switch
        {
            "jwks.json" => pool.Keys.ToJwks(),
            "openid-configuration" => OpenIdConfiguration(pool),
            _ => null,
        };
    }

    private static JsonObject OpenIdConfiguration(EmulatedUserPool pool) => new()
    {
        ["authorization_endpoint"] = $"{pool.HostedUiDomain}/oauth2/authorize",
        ["end_session_endpoint"] = $"{pool.HostedUiDomain}/logout",
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["issuer"] = pool.Issuer,
        ["jwks_uri"] = $"{pool.LocalUrl}/.well-known/jwks.json",
        ["response_types_supported"] = new JsonArray("code", "token"),
        ["revocation_endpoint"] = $"{pool.HostedUiDomain}/oauth2/revoke",
        ["scopes_supported"] = new JsonArray("openid", "email", "phone", "profile"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["token_endpoint"] = $"{pool.HostedUiDomain}/oauth2/token",
        ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_basic", "client_secret_post"),
        ["userinfo_endpoint"] = $"{pool.HostedUiDomain}/oauth2/userInfo",
    };
}
