namespace Amplify.Emulator;

/// <summary>A user pool of the same emulator, with the app clients whose ID tokens count.</summary>
internal sealed class UserPoolProvider(EmulatedUserPool pool) : LoginProvider
{
    private readonly Dictionary<string, bool> _clients = new(StringComparer.Ordinal);

    public EmulatedUserPool Pool { get; } = pool;

    /// <summary>The name AWS gives it, whatever stands in the tokens.</summary>
    public string Name { get; } = $"cognito-idp.{pool.State.Options.Region}.amazonaws.com/{pool.Id}";

    public IReadOnlyDictionary<string, bool> Clients => _clients;

    public void Allow(string clientId, bool serverSideTokenCheck) => _clients[clientId] = serverSideTokenCheck;

    public override bool AnswersTo(string key) => key == Name || key == WithoutScheme(Pool.Issuer);

    public override VerifiedLogin Verify(string token, DateTimeOffset now)
    {
        CompactToken read = Parse(token);
        if (read.Text("iss") != Pool.Issuer)
        {
            throw WrongIssuer();
        }

        string audience = read.Text("aud") ?? throw MissingClaim("aud");
        string sub = read.Text("sub") ?? throw MissingClaim("sub");
        SigningKey key = Pool.Keys.Id;
        if (read.Algorithm != "RS256" || read.KeyId != key.Id || !key.Verifies(read.Signed, read.Signature))
        {
            throw NotSigned();
        }

        CheckExpiry(read, now);
        if (!_clients.TryGetValue(audience, out bool serverSideTokenCheck))
        {
            throw Unsupported();
        }

        if (serverSideTokenCheck)
        {
            CheckStillActive(read, sub);
        }

        return new VerifiedLogin { Provider = Name, UserId = sub, MappingKey = $"{Name}:{audience}", Trace = $"{Name}:CognitoSignIn:{sub}", Claims = read.Texts };
    }

    /// <summary>What the token alone does not tell: whether its user and sign-in are still there.</summary>
    private void CheckStillActive(CompactToken token, string sub)
    {
        lock (Pool.Gate)
        {
            SignInRecord? signIn = Pool.Tokens.FindSignIn(token.Text("origin_jti") ?? token.Text("event_id"));
            if (Pool.Directory.BySub(sub) is not { Enabled: true } user || signIn is null || signIn.Revoked || signIn.User != user)
            {
                throw ServiceException.NotAuthorized("Token is inactive");
            }
        }
    }

    private static string WithoutScheme(string url) => url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..];
}
