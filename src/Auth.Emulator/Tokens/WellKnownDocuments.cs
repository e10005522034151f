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
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["issuer"] = pool.Issuer,
        ["jwks_uri"] = $"{pool.LocalUrl}/.well-known/jwks.json",
        ["subject_types_supported"] = new JsonArray("public"),
    };
}
