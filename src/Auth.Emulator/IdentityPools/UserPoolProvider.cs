using System.Collections.Immutable;

namespace Amplify.Emulator;

/// <summary>A user pool of the same emulator, with the app clients whose ID tokens count.</summary>
internal sealed class UserPoolProvider(EmulatedUserPool pool) : LoginProvider
{
    private volatile ImmutableDictionary<string, bool> _clients = ImmutableDictionary<string, bool>.Empty;

    public EmulatedUserPool Pool { get; } = pool;

    /// <summary>The name AWS gives it, whatever stands in the tokens.</summary>
    public override string Name { get; } = NameOf(pool);

    /// <summary>The client ids, and whether their tokens' users are looked up.</summary>
    public IReadOnlyDictionary<string, bool> Clients => _clients;

    public static string NameOf(EmulatedUserPool pool) => $"cognito-idp.{pool.State.Options.Region}.amazonaws.com/{pool.Id}";

    public void Allow(string clientId, bool serverSideTokenCheck) => _clients = _clients.SetItem(clientId, serverSideTokenCheck);

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
        if (!Pool.Keys.Id.Verifies(read))
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
}
