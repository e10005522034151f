using System.Text.Json.Nodes;

namespace Amplify.Tests.Oidc;

/// <summary>A client that the provider knows: one without a secret on somebody's own machine, or one of a server.</summary>
internal sealed class OidcClient
{
    private OidcClient(string id, string redirectUri, string signedOutUri, string? secret)
    {
        Id = id;
        RedirectUri = new Uri(redirectUri);
        SignedOutUri = new Uri(signedOutUri);
        Secret = secret;
    }

    public static OidcClient Desktop { get; } = new("desktop", "http://127.0.0.1:43981/callback", "http://127.0.0.1:43981/signed-out", secret: null);

    /// <summary>Its secret has what HTTP Basic must encode (RFC 6749 §2.3.1).</summary>
    public static OidcClient Server { get; } = new("server", "https://app.example/signin", "https://app.example/", "A+secret_of+32_characters_or_more");

    public string Id { get; }

    public string? Secret { get; }

    public Uri RedirectUri { get; }

    public Uri SignedOutUri { get; }

    public static OidcClient Named(string id) => id == Desktop.Id ? Desktop : Server;

    /// <summary>As it is registered (OpenID Connect Dynamic Client Registration §2).</summary>
    public JsonObject ToJson()
    {
        var registration = new JsonObject
        {
            ["client_id"] = Id,
            ["application_type"] = Secret is null ? "native" : "web",
            ["token_endpoint_auth_method"] = Secret is null ? "none" : "client_secret_basic",
            ["redirect_uris"] = new JsonArray(RedirectUri.OriginalString),
            ["post_logout_redirect_uris"] = new JsonArray(SignedOutUri.OriginalString),
        };
        if (Secret is not null)
        {
            registration["client_secret"] = Secret;
        }

        return registration;
    }

    public override string ToString() => Id;
}
