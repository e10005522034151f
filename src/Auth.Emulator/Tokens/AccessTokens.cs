using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Finds out whose access token a request brings.</summary>
internal sealed class AccessTokens(EmulatorState state)
{
    /// <summary>The sign-in an access token stands for. Takes the pool's gate.</summary>
    /// <exception cref="ServiceException">The token is no valid access token, or its time or user is over.</exception>
    public SignInRecord Read(string token) => Read(token, TokenClaims.UserScope).SignIn;

    /// <summary>The sign-in an access token with this scope stands for, and all its scopes. Takes the pool's gate.</summary>
    /// <exception cref="ServiceException">The token is no valid access token, or its time or user is over.</exception>
    public (SignInRecord SignIn, IReadOnlyList<string> Scopes) Read(string token, string scope)
    {
        Verified verified = Verify(token);
        EmulatedUserPool pool = verified.Pool;
        if (state.Clock.GetUtcNow().ToUnixTimeSeconds() >= verified.ExpiresAt)
        {
            throw ServiceException.NotAuthorized("Access Token has expired");
        }

        string[] scopes = verified.Scope.Split(' ');
        if (!scopes.Contains(scope))
        {
            throw ServiceException.NotAuthorized("Access Token does not have required scopes");
        }

        lock (pool.Gate)
        {
            SignInRecord signIn = pool.Tokens.FindSignIn(verified.SignInId) ?? throw Invalid();
            if (!pool.Directory.Contains(signIn.User))
            {
                throw ServiceException.UserNotFound();
            }

            CheckAccount(signIn.User);
            return signIn.Revoked ? throw ServiceException.NotAuthorized("Access Token has been revoked") : (signIn, scopes);
        }
    }

    private void CheckAccount(EmulatedUser user)
    {
        if (state.Unsettled.AccountStateClosesAccessTokens)
        {
            SignInFlow.CheckAccount(user);
        }
        else if (!user.Enabled)
        {
            throw ServiceException.NotAuthorized("User is disabled.");
        }
    }

    private Verified Verify(string token)
    {
        try
        {
            string[] parts = token.Split('.');
            JsonObject header = Decode(parts[0]);
            JsonObject claims = Decode(parts[1]);
            EmulatedUserPool? pool = state.Pools.FirstOrDefault(pool => pool.Issuer == (string?)claims["iss"]);
            bool genuine = parts.Length == 3
                && pool is not null
                && (string?)header["kid"] == pool.Keys.Access.Id
                && (string?)claims["token_use"] == "access"
                && pool.Keys.Access.Verifies($"{parts[0]}.{parts[1]}", Base64Url.DecodeFromChars(parts[2]));
            return genuine
                ? new Verified(pool!, (long?)claims["exp"] ?? throw Invalid(), (string?)claims["scope"] ?? "", (string?)claims["origin_jti"] ?? (string?)claims["event_id"])
                : throw Invalid();
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException or IndexOutOfRangeException or InvalidOperationException or InvalidCastException)
        {
            throw Invalid();
        }
    }

    private static JsonObject Decode(string part) =>
        JsonNode.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part))) as JsonObject ?? throw Invalid();

    private sealed record Verified(EmulatedUserPool Pool, long ExpiresAt, string Scope, string? SignInId);

    private static ServiceException Invalid() => ServiceException.NotAuthorized("Invalid Access Token");
}
