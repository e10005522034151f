using Amazon;
using Amplify.Tokens;

namespace Amplify.Testing;

/// <summary>
/// Makes tokens as a user pool does, signed (RS256) with a key that exists in this test run only. An engine accepts them when it
/// is given the same options and <see cref="KeySource"/>. No network, no account. Safe for use from parallel tests.
/// </summary>
public sealed class TestTokens
{
    private readonly string _issuer;
    private readonly string _clientId;
    private readonly TimeProvider _time;
    private readonly string _signInId = Guid.NewGuid().ToString();

    /// <summary>Makes tokens of a user pool and app client.</summary>
    /// <param name="options">Pool, app client and, where set, the issuer; null for a made-up pool.</param>
    /// <param name="timeProvider">The clock the engine under test uses too; null for the system's.</param>
    /// <exception cref="ArgumentException"><paramref name="options"/> lacks the id of pool or app client.</exception>
    public TestTokens(AuthOptions? options = null, TimeProvider? timeProvider = null)
    {
        Options = options ?? new AuthOptions { UserPoolId = "eu-west-1_TestPool1", UserPoolClientId = "1h57kf5cpq17m0eml12example" };
        ArgumentException.ThrowIfNullOrEmpty(Options.UserPoolId, nameof(options));
        ArgumentException.ThrowIfNullOrEmpty(Options.UserPoolClientId, nameof(options));
        _issuer = IssuerOf(Options, Options.UserPoolId);
        _clientId = Options.UserPoolClientId;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>The options given, or those of the made-up pool.</summary>
    public AuthOptions Options { get; }

    /// <summary>The key source an engine needs to accept the tokens; the same for all test tokens of a process.</summary>
    public ITokenKeySource KeySource { get; } = TestKeySource.Instance;

    /// <summary>Makes the tokens of one sign-in to a made-up pool: the shortest way to a stub of the service.</summary>
    /// <param name="claims">Claims of the user, such as <c>email</c> or <c>cognito:groups</c>; see <see cref="CreateIdToken"/>. Null for none but the usual.</param>
    /// <param name="options">Lifetime and the like; null for the usual.</param>
    /// <exception cref="ArgumentException">A claim's value cannot be written as JSON.</exception>
    public static TestTokenSet Create(IReadOnlyDictionary<string, object?>? claims = null, TestTokenOptions? options = null) =>
        new TestTokens().CreateSet(claims, options);

    /// <summary>Makes an ID and an access token of one user.</summary>
    /// <param name="claims">Claims for the ID token; the access token takes over the subject, the user name and the groups. Null for none but the usual.</param>
    /// <param name="options">Lifetime and the like; null for the usual.</param>
    /// <exception cref="ArgumentException">A claim's value cannot be written as JSON.</exception>
    public TestTokenSet CreateSet(IReadOnlyDictionary<string, object?>? claims = null, TestTokenOptions? options = null)
    {
        var shared = new Dictionary<string, object?>();
        foreach ((string from, string to) in new[] { ("sub", "sub"), ("cognito:username", "username"), ("cognito:groups", "cognito:groups") })
        {
            if (claims is not null && claims.TryGetValue(from, out object? value))
            {
                shared[to] = value;
            }
        }

        options ??= new TestTokenOptions();
        return new TestTokenSet(this, CreateIdToken(claims, options), CreateAccessToken(shared, options), (int)options.Lifetime.TotalSeconds);
    }

    /// <summary>Makes an ID token of the user <c>ana</c>, or of whom the claims name.</summary>
    /// <param name="claims">
    /// Claims to add or to put in place of the usual ones: text, numbers, booleans, lists of text, dictionaries of these. Null as a value leaves a claim out.
    /// </param>
    /// <param name="options">Lifetime and the like; null for the usual.</param>
    /// <exception cref="ArgumentException">A claim's value cannot be written as JSON.</exception>
    public string CreateIdToken(IReadOnlyDictionary<string, object?>? claims = null, TestTokenOptions? options = null)
    {
        options ??= new TestTokenOptions();
        Dictionary<string, object?> all = CommonClaims("id", options);
        all["cognito:username"] = TestUser.Username;
        all["aud"] = _clientId;
        return Sign(all, claims, options);
    }

    /// <summary>Makes an access token of the user <c>ana</c>, or of whom the claims name.</summary>
    /// <param name="claims">Claims to add, to put in place of the usual ones, or (null as a value) to leave out; see <see cref="CreateIdToken"/>.</param>
    /// <param name="options">Lifetime, scopes and the like; null for the usual.</param>
    /// <exception cref="ArgumentException">A claim's value cannot be written as JSON.</exception>
    public string CreateAccessToken(IReadOnlyDictionary<string, object?>? claims = null, TestTokenOptions? options = null)
    {
        options ??= new TestTokenOptions();
        Dictionary<string, object?> all = CommonClaims("access", options);
        all["username"] = TestUser.Username;
        all["client_id"] = _clientId;
        all["scope"] = string.Join(' ', options.Scopes);
        return Sign(all, claims, options);
    }

    /// <summary>The time on the clock the tokens are made by.</summary>
    internal DateTimeOffset Now => _time.GetUtcNow();

    private static string IssuerOf(AuthOptions options, string userPoolId)
    {
        if (options.Endpoints?.Issuer is { } issuer)
        {
            return issuer.Replace(AuthEndpoints.UserPoolIdPlaceholder, userPoolId, StringComparison.Ordinal);
        }

        string region = options.Region ?? userPoolId.Split('_')[0];
        return $"https://cognito-idp.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}/{userPoolId}";
    }

    private static string Sign(Dictionary<string, object?> all, IReadOnlyDictionary<string, object?>? claims, TestTokenOptions options)
    {
        foreach ((string name, object? value) in claims ?? new Dictionary<string, object?>())
        {
            all[name] = value;
        }

        TestSigningKey key = options.SignWithUnknownKey ? TestSigningKey.Unknown : TestSigningKey.Known;
        return key.Sign(all);
    }

    private Dictionary<string, object?> CommonClaims(string use, TestTokenOptions options)
    {
        DateTimeOffset issuedAt = options.IssuedAt ?? Now;
        return new Dictionary<string, object?>
        {
            ["sub"] = TestUser.UserId,
            ["iss"] = _issuer,
            ["origin_jti"] = _signInId,
            ["event_id"] = Guid.NewGuid().ToString(),
            ["token_use"] = use,
            ["auth_time"] = issuedAt.ToUnixTimeSeconds(),
            ["exp"] = (issuedAt + options.Lifetime).ToUnixTimeSeconds(),
            ["iat"] = issuedAt.ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString(),
        };
    }
}
