using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>The claims of one pair of tokens.</summary>
internal sealed class TokenClaims(EmulatedUserPool pool, SignInRecord signIn, string eventId, PreTokenGenerationEvent? wishes)
{
    /// <summary>What every API sign-in may do.</summary>
    public const string UserScope = "aws.cognito.signin.user.admin";

    // What identifies a token is the service's alone; a trigger that writes it is not heeded.
    private static readonly string[] Reserved =
    [
        "acr", "amr", "at_hash", "aud", "auth_time", "azp", "client_id", "cognito:username", "device_key", "event_id", "exp", "iat", "iss", "jti", "nbf", "nonce",
        "origin_jti", "scope", "sub", "token_use", "username", "version",
    ];

    private readonly long _now = pool.State.Clock.GetUtcNow().ToUnixTimeSeconds();

    public JsonObject Access()
    {
        var claims = new JsonObject { ["sub"] = signIn.User.Sub };
        if (signIn.Device is { } device)
        {
            claims["device_key"] = device.Key;
        }

        AddGroups(claims);
        claims["iss"] = pool.Issuer;
        if (signIn.Grant is { } grant)
        {
            claims["version"] = 2;
            if (grant.Resource is not null)
            {
                claims["aud"] = grant.Resource;
            }
        }

        claims["client_id"] = signIn.Client.Id;
        AddOrigin(claims);
        claims["event_id"] = eventId;
        claims["token_use"] = "access";
        claims["scope"] = string.Join(' ', Scopes());
        AddTimes(claims, signIn.Client.Settings.AccessTokenValidity);
        claims["username"] = signIn.User.Username;
        return wishes is null ? claims : Customized(claims, wishes.AccessTokenClaims, wishes.AccessTokenClaimsToSuppress);
    }

    /// <summary>The ID token's claims; those of a sign-in in the browser name the access token beside it, and the nonce it was asked with.</summary>
    public JsonObject Id(string accessToken, string? nonce)
    {
        var claims = new JsonObject { ["sub"] = signIn.User.Sub };
        AddGroups(claims);
        AddRoles(claims);
        AddVerified(claims, "email_verified");
        claims["iss"] = pool.Issuer;
        AddVerified(claims, "phone_number_verified");
        claims["cognito:username"] = signIn.User.Username;
        if (signIn.Grant is not null)
        {
            claims["at_hash"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));
        }

        if (nonce is not null)
        {
            claims["nonce"] = nonce;
        }

        AddOrigin(claims);
        claims["aud"] = signIn.Client.Id;
        claims["event_id"] = eventId;
        claims["token_use"] = "id";
        AddTimes(claims, signIn.Client.Settings.IdTokenValidity);
        foreach ((string name, string value) in signIn.User.Attributes)
        {
            if (signIn.Client.Settings.CanRead(name) && !claims.ContainsKey(name) && !name.EndsWith("_verified", StringComparison.Ordinal))
            {
                claims[name] = name == Identities.Attribute ? JsonNode.Parse(value) : value;
            }
        }

        return wishes is null ? claims : Customized(claims, wishes.IdTokenClaims, wishes.IdTokenClaimsToSuppress);
    }

    /// <summary>The claims of an access token that a client got for itself.</summary>
    public static JsonObject OfClient(EmulatedAppClient client, IReadOnlyList<string> scopes)
    {
        long now = client.Pool.State.Clock.GetUtcNow().ToUnixTimeSeconds();
        return new JsonObject
        {
            ["sub"] = client.Id,
            ["token_use"] = "access",
            ["scope"] = string.Join(' ', scopes),
            ["auth_time"] = now,
            ["iss"] = client.Pool.Issuer,
            ["exp"] = now + (long)client.Settings.AccessTokenValidity.TotalSeconds,
            ["iat"] = now,
            ["version"] = 2,
            ["jti"] = Guid.NewGuid().ToString(),
            ["client_id"] = client.Id,
        };
    }

    private static JsonObject Customized(JsonObject claims, IDictionary<string, JsonNode?> added, ISet<string> suppressed)
    {
        foreach (string name in suppressed.Except(Reserved))
        {
            claims.Remove(name);
        }

        foreach ((string name, JsonNode? value) in added.Where(claim => !Reserved.Contains(claim.Key)))
        {
            claims[name] = value?.DeepClone();
        }

        return claims;
    }

    private IEnumerable<string> Scopes()
    {
        IReadOnlyList<string> scopes = signIn.Grant?.Scopes ?? [UserScope];
        return wishes is null ? scopes : scopes.Union(wishes.ScopesToAdd).Except(wishes.ScopesToSuppress);
    }

    private void AddGroups(JsonObject claims)
    {
        if ((wishes?.GroupsToOverride ?? signIn.User.Groups) is { Count: > 0 } groups)
        {
            claims["cognito:groups"] = new JsonArray([.. groups.Select(group => JsonValue.Create(group))]);
        }
    }

    private void AddRoles(JsonObject claims)
    {
        IReadOnlyList<string> groups = wishes?.GroupsToOverride ?? signIn.User.Groups;
        if (pool.Groups.Roles(groups) is { Count: > 0 } roles)
        {
            claims["cognito:roles"] = Shapes.Texts(roles);
        }

        if (pool.Groups.PreferredRole(groups) is { } preferred)
        {
            claims["cognito:preferred_role"] = preferred;
        }
    }

    private void AddVerified(JsonObject claims, string name)
    {
        if (signIn.User.Attribute(name) is { } value && signIn.Client.Settings.CanRead(name))
        {
            claims[name] = value == "true";
        }
    }

    private void AddOrigin(JsonObject claims)
    {
        if (signIn.Client.Settings.EnableTokenRevocation)
        {
            claims["origin_jti"] = signIn.OriginJti;
        }
    }

    private void AddTimes(JsonObject claims, TimeSpan lifetime)
    {
        claims["auth_time"] = signIn.AuthTime.ToUnixTimeSeconds();
        claims["exp"] = _now + (long)lifetime.TotalSeconds;
        claims["iat"] = _now;
        if (signIn.Client.Settings.EnableTokenRevocation)
        {
            claims["jti"] = Guid.NewGuid().ToString();
        }
    }
}
