using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Issues a pool's tokens and remembers what became of them. Guarded by the pool's gate.</summary>
internal sealed class TokenLedger(EmulatedUserPool pool)
{
    private static readonly string JweHeader = Base64Url.EncodeToString("""{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}"""u8);

    // Long enough after its end to still say of a refresh token that it has expired.
    private static readonly TimeSpan Memory = TimeSpan.FromDays(30);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);
    private readonly Dictionary<string, RefreshTokenRecord> _refreshTokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SignInRecord> _signIns = new(StringComparer.Ordinal);
    private DateTimeOffset _nextSweep = DateTimeOffset.MinValue;

    /// <summary>How many refresh tokens are remembered.</summary>
    public int Count => _refreshTokens.Count;

    /// <summary>The AuthenticationResult of a completed sign-in.</summary>
    /// <exception cref="ServiceException">The pre-token-generation trigger refuses; nothing is issued.</exception>
    public JsonObject SignIn(SignInAttempt attempt, string source)
    {
        EmulatedAppClient client = attempt.Client;
        PreTokenGenerationEvent? wishes = SignInTriggers.BeforeTokens(attempt.Context, attempt.User, source);
        DateTimeOffset now = pool.State.Clock.GetUtcNow();

        // One that was forgotten while the sign-in went on is none: tokens bound to it could never be renewed.
        EmulatedDevice? known = attempt.Progress.Device is { IsForgotten: false } device ? device : null;
        EmulatedDevice? offered = known is null && pool.Settings.DeviceConfiguration is not null ? new EmulatedDevice(pool.State.Options.Region, now) : null;
        SignInRecord signIn = Remember(new SignInRecord
        {
            User = attempt.User,
            Client = client,
            AuthTime = now,
            RefreshExpiresAt = now + client.Settings.RefreshTokenValidity,
            Device = known ?? offered,
        });
        signIn.Device?.SeenAt(attempt.UserContext?.IpAddress);
        JsonObject result = Result(signIn, NewRefreshToken(signIn), signIn.EventId, wishes);
        if (offered is not null)
        {
            result["NewDeviceMetadata"] = new JsonObject { ["DeviceKey"] = offered.Key, ["DeviceGroupKey"] = offered.GroupKey };
        }

        return result;
    }

    /// <summary>The AuthenticationResult of a sign-in in the browser.</summary>
    /// <exception cref="ServiceException">The pre-token-generation trigger refuses; nothing is issued.</exception>
    public JsonObject SignIn(EmulatedAppClient client, EmulatedUser user, OAuthGrant grant, bool withRefreshToken)
    {
        var context = new RequestContext(pool, client, RequestContext.NoMetadata);
        PreTokenGenerationEvent? wishes = SignInTriggers.BeforeTokens(context, user, "TokenGeneration_HostedAuth");
        DateTimeOffset now = pool.State.Clock.GetUtcNow();
        SignInRecord signIn = Remember(new SignInRecord
        {
            User = user,
            Client = client,
            AuthTime = grant.AuthTime,
            RefreshExpiresAt = now + client.Settings.RefreshTokenValidity,
            Grant = grant,
        });
        return Result(signIn, withRefreshToken ? NewRefreshToken(signIn) : null, signIn.EventId, wishes, grant.Nonce);
    }

    /// <summary>The AuthenticationResult of a refresh; under rotation with a new refresh token.</summary>
    /// <exception cref="ServiceException">The pre-token-generation trigger refuses; nothing is issued or replaced.</exception>
    public JsonObject Refresh(RefreshTokenRecord token, RequestContext context)
    {
        SignInRecord signIn = token.SignIn;
        PreTokenGenerationEvent? wishes = SignInTriggers.BeforeTokens(context, signIn.User, "TokenGeneration_RefreshTokens");
        string? next = null;
        if (signIn.Client.Settings.RefreshTokenRotation is not null)
        {
            token.ReplacedAt ??= pool.State.Clock.GetUtcNow();
            next = NewRefreshToken(signIn);
        }

        string eventId = signIn.EventId;
        if (pool.State.Unsettled.NewEventIdOnRefresh)
        {
            _signIns.Add(eventId = Guid.NewGuid().ToString(), signIn);
        }

        return Result(signIn, next, eventId, wishes);
    }

    /// <summary>An access token for a client itself, without a user behind it.</summary>
    public JsonObject ForClient(EmulatedAppClient client, IReadOnlyList<string> scopes) => new()
    {
        ["access_token"] = pool.Keys.Access.Sign(pool.Keys.Access.Header(), TokenClaims.OfClient(client, scopes)),
        ["expires_in"] = (int)client.Settings.AccessTokenValidity.TotalSeconds,
        ["token_type"] = "Bearer",
    };

    public RefreshTokenRecord? FindRefreshToken(string token) => _refreshTokens.GetValueOrDefault(token);

    /// <summary>The sign-in a token came from, by its <c>origin_jti</c> or <c>event_id</c>.</summary>
    public SignInRecord? FindSignIn(string? id) => id is null ? null : _signIns.GetValueOrDefault(id);

    public void RevokeAll(EmulatedUser user)
    {
        foreach (SignInRecord signIn in _signIns.Values.Where(signIn => signIn.User == user))
        {
            signIn.Revoked = true;
        }
    }

    private SignInRecord Remember(SignInRecord signIn)
    {
        Sweep(pool.State.Clock.GetUtcNow());
        _signIns.Add(signIn.OriginJti, signIn);
        _signIns.Add(signIn.EventId, signIn);
        return signIn;
    }

    private void Sweep(DateTimeOffset now)
    {
        if (now < _nextSweep)
        {
            return;
        }

        _nextSweep = now + SweepEvery;
        bool IsForgotten(SignInRecord signIn) => now >= signIn.RefreshExpiresAt + Memory;
        foreach (string id in _signIns.Where(pair => IsForgotten(pair.Value)).Select(pair => pair.Key).ToList())
        {
            _signIns.Remove(id);
        }

        foreach (string token in _refreshTokens.Where(pair => IsForgotten(pair.Value.SignIn)).Select(pair => pair.Key).ToList())
        {
            _refreshTokens.Remove(token);
        }
    }

    private JsonObject Result(SignInRecord signIn, string? refreshToken, string eventId, PreTokenGenerationEvent? wishes, string? nonce = null)
    {
        var claims = new TokenClaims(pool, signIn, eventId, wishes);
        string accessToken = pool.Keys.Access.Sign(pool.Keys.Access.Header(), claims.Access());
        var result = new JsonObject { ["AccessToken"] = accessToken, ["ExpiresIn"] = (int)signIn.Client.Settings.AccessTokenValidity.TotalSeconds };
        if (signIn.Grant is null || signIn.Grant.Scopes.Contains("openid"))
        {
            result["IdToken"] = pool.Keys.Id.Sign(pool.Keys.Id.Header(), claims.Id(accessToken, nonce));
        }

        if (refreshToken is not null)
        {
            result["RefreshToken"] = refreshToken;
        }

        result["TokenType"] = "Bearer";
        return result;
    }

    // Five parts like the encrypted token of the service; what is inside means nothing.
    private string NewRefreshToken(SignInRecord signIn)
    {
        string token = string.Join('.', JweHeader, Noise(256), Noise(12), Noise(850), Noise(16));
        _refreshTokens.Add(token, new RefreshTokenRecord(signIn));
        return token;
    }

    private static string Noise(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
